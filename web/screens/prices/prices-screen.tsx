import './prices.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PriceLists } from '../../../api/prices/price-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { type Column, KeyTable } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { EndDialog } from './end-dialog.tsx';
import { LoadDialog } from './load-dialog.tsx';
import { PriceLinesPanel } from './price-lines.tsx';

type PriceList = PriceLists['items'][number];

/** The price lists of the facility, each with its decision and dates; a new decision is a new list. */
export function PricesScreen() {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [currentId, setCurrentId] = useState<string | undefined>(undefined);
  const [asking, setAsking] = useState<'load' | 'end' | undefined>(undefined);
  const [told, setTold] = useState('');
  const { data, error, refetch } = useQuery(reading<PriceLists>('/price-lists'));
  useKeys({ f2: () => setAsking('load') });
  const current = data?.items.find(({ id }) => id === currentId) ?? data?.items[0];
  const done = (sentence: string) => {
    setAsking(undefined);
    setTold(sentence);
    void queries.invalidateQueries({ queryKey: reading('/price-lists').queryKey });
  };
  return (
    <section className="prices" aria-label={w('desk.prices')}>
      <div className="action-row">
        <ActionButton onPress={() => setAsking('load')} keyHint="F2">
          {w('prices.load')}
        </ActionButton>
        {current !== undefined && current.validTo === null && (
          <ActionButton variant="default" onPress={() => setAsking('end')}>
            {w('prices.end')}
          </ActionButton>
        )}
      </div>
      {told !== '' && (
        <Note meaning="done" live>
          {told}
        </Note>
      )}
      {error !== null && data === undefined && (
        <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={6} />}
      {data?.items.length === 0 && <Empty>{w('prices.none')}</Empty>}
      {data !== undefined && current !== undefined && (
        <div className="price-panes">
          <Lists lists={data.items} current={current} onOpen={setCurrentId} />
          <PriceLinesPanel key={current.id} listId={current.id} />
        </div>
      )}
      {asking === 'load' && (
        <LoadDialog onClose={() => setAsking(undefined)} onLoaded={(n, day) => done(w('prices.loaded', { n, day: dayForPeople(day) }))} />
      )}
      {asking === 'end' && current !== undefined && (
        <EndDialog list={current} onClose={() => setAsking(undefined)} onEnded={() => done('')} />
      )}
    </section>
  );
}

function Lists({ lists, current, onOpen }: { lists: PriceList[]; current: PriceList; onOpen: (id: string) => void }) {
  const w = useWords();
  const columns: Column<PriceList>[] = [
    {
      key: 'decision',
      title: w('prices.decision'),
      render: (one) => (
        <>
          {one.decisionNumber} ({dayForPeople(one.decidedOn)})<small>{w('prices.count', { n: one.lines })}</small>
          <small>{w('prices.loadedBy', { name: one.importedByName, at: momentForPeople(one.importedAt) })}</small>
        </>
      ),
    },
    {
      key: 'period',
      title: w('prices.validFrom'),
      width: '130px',
      render: (one) => (
        <>
          {dayForPeople(one.validFrom)}
          <small>{one.validTo === null ? w('prices.open') : w('prices.until', { day: dayForPeople(one.validTo) })}</small>
          {one.endReason !== null && <small>{one.endReason}</small>}
        </>
      ),
    },
  ];
  return (
    <div className="scroll">
      <KeyTable
        label={w('prices.lists')}
        columns={columns}
        rows={lists}
        rowKey={({ id }) => id}
        current={current.id}
        onOpen={({ id }) => onOpen(id)}
      />
    </div>
  );
}
