import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CabinetView } from '../../../api/stock/cabinet-schemas.ts';
import type { DepotView, StockList } from '../../../api/stock/stock-schemas.ts';
import { isZero } from '../../../domain/money.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { get } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { CabinetListForm } from './cabinet-list-form.tsx';
import { CabinetRequest } from './cabinet-request.tsx';
import { returnForm, topUpForm } from './cabinet-documents.ts';
import type { DocumentForm } from './document-form.ts';

interface CabinetPanelProps {
  cabinet: DepotView;
  depots: DepotView[];
  /** A document that follows from what is missing or too much, to be looked at and sent. */
  onDocument: (form: DocumentForm) => void;
}

/** The base stock of a cabinet against what lies there; top-up and return are one press away, another list waits for approval. */
export function CabinetPanel({ cabinet, depots, onDocument }: CabinetPanelProps) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [changing, setChanging] = useState(false);
  const { data, error, refetch } = useQuery(reading<CabinetView>(`/cabinets/${cabinet.id}`));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  const changed = () => {
    setChanging(false);
    void queries.invalidateQueries({ queryKey: [`/cabinets/${cabinet.id}`] });
  };
  return (
    <section className="cabinet" aria-label={w('cabinet.title', { name: cabinet.name })}>
      <h2>{w('cabinet.title', { name: cabinet.name })}</h2>
      {data.waiting !== null && <CabinetRequest cabinetId={cabinet.id} list={data.waiting} onDecided={changed} />}
      {changing ? (
        <CabinetListForm cabinet={data} onClose={() => setChanging(false)} onSent={changed} />
      ) : (
        <>
          {can('stock.request') && <Actions cabinet={data} depots={depots} onDocument={onDocument} onChange={() => setChanging(true)} />}
          {data.needs.length === 0 ? <Empty>{w('cabinet.empty')}</Empty> : <Needs cabinet={data} />}
        </>
      )}
    </section>
  );
}

interface ActionsProps {
  cabinet: CabinetView;
  depots: DepotView[];
  onDocument: (form: DocumentForm) => void;
  onChange: () => void;
}

function Actions({ cabinet, depots, onDocument, onChange }: ActionsProps) {
  const w = useWords();
  const failureText = useFailure();
  const [failure, setFailure] = useState('');
  const mainId = depots.find(({ kind }) => kind === 'main')?.id;
  const isFull = cabinet.needs.every(({ missing }) => isZero(missing));
  const hasNoSurplus = cabinet.needs.every(({ surplus }) => isZero(surplus));
  const blocked = mainId === undefined ? w('cabinet.noMain') : undefined;
  const back = async () => {
    try {
      const { items } = await get<StockList>(`/stock?depotId=${cabinet.id}`);
      onDocument(returnForm(cabinet, items, { toDepotId: mainId ?? '', day: today() }));
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <div className="stock-actions">
      <ActionButton
        blocked={blocked ?? (isFull ? w('cabinet.nothingMissing') : undefined)}
        onPress={() => onDocument(topUpForm(cabinet, mainId ?? ''))}
      >
        {w('cabinet.topUp')}
      </ActionButton>
      <ActionButton variant="default" blocked={blocked ?? (hasNoSurplus ? w('cabinet.noSurplus') : undefined)} onPress={() => void back()}>
        {w('cabinet.return')}
      </ActionButton>
      <ActionButton variant="default" blocked={cabinet.waiting === null ? undefined : w('cabinet.waitsAlready')} onPress={onChange}>
        {w('cabinet.change')}
      </ActionButton>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
    </div>
  );
}

function Needs({ cabinet }: { cabinet: CabinetView }) {
  const w = useWords();
  const quantity = (value: string) => (isZero(value) ? '' : numberForPeople(value));
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={w('cabinet.base')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{w('stock.item')}</th>
            <th scope="col">{w('stock.unit')}</th>
            {(['cabinet.base', 'stock.onHand', 'cabinet.unusable', 'cabinet.missing', 'cabinet.surplus'] as const).map((head) => (
              <th key={head} scope="col" className="right">
                {w(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cabinet.needs.map((need) => (
            <tr key={need.drugCode}>
              <td>{need.drugName}</td>
              <td>{need.unit}</td>
              <td className="right">{isZero(need.base) ? w('cabinet.notOnList') : numberForPeople(need.base)}</td>
              <td className="right">{numberForPeople(need.onHand)}</td>
              <td className="right">{quantity(need.unusable)}</td>
              <td className="right">{quantity(need.missing)}</td>
              <td className="right">{quantity(need.surplus)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
