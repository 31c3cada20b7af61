import './settlement.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewReport, ReportItem, ReportList, ReportView } from '../../../api/settlement/settlement-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { MonthBar, monthForPeople, thisMonth } from '../../lib/month-bar.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { ReportPanel } from './report-panel.tsx';
import { isUnderWay, refreshSettlement, useReports, type Basis } from './use-settlement.ts';

/** The settlement forms of a month: made, proved against the files, downloaded and noted as handed in. */
export function SettlementScreen() {
  const w = useWords();
  const failureText = useFailure();
  const [month, setMonth] = useState(thisMonth);
  const [basis, setBasis] = useState<Basis>('settled');
  const [chosenId, setChosenId] = useState<string | undefined>(undefined);
  const { data, error, refetch } = useReports(month, basis);
  const chosen = data?.items.find(({ id }) => id === chosenId) ?? data?.items[0];
  const go = (next: string) => {
    setMonth(next);
    setChosenId(undefined);
  };
  return (
    <div className="settlement">
      <MonthBar month={month} onMonth={go}>
        <label>
          {w('settlement.basis')}
          <select value={basis} onChange={(event) => setBasis(event.target.value === 'paid' ? 'paid' : 'settled')}>
            <option value="settled">{w('settlement.basis.settled')}</option>
            <option value="paid">{w('settlement.basis.paid')}</option>
          </select>
        </label>
        {data !== undefined && data.items.length > 0 && <ReportSelect list={data} chosen={chosen} onChoose={setChosenId} />}
        {data !== undefined && can('settlement.write') && <MakeButtons list={data} basis={basis} onMade={setChosenId} />}
      </MonthBar>
      {data !== undefined && (
        <p className="settlement-counts">{w('settlement.counts', { accepted: data.accepted, onTheirWay: data.onTheirWay })}</p>
      )}
      {error !== null && data === undefined && (
        <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data !== undefined && chosen === undefined && <Empty>{w('settlement.none', { month: monthForPeople(month) })}</Empty>}
      {chosen !== undefined && <ReportPanel key={chosen.id} id={chosen.id} />}
    </div>
  );
}

/** The newest stands first; the earlier ones stay. */
function ReportSelect({ list, chosen, onChoose }: { list: ReportList; chosen: ReportItem | undefined; onChoose: (id: string) => void }) {
  const w = useWords();
  return (
    <label>
      {w('settlement.report')}
      <select value={chosen?.id} onChange={(event) => onChoose(event.target.value)}>
        {list.items.map((one) => (
          <option key={one.id} value={one.id}>
            {w('settlement.number', { number: one.number, at: momentForPeople(one.createdAt) })}
            {one.preview ? ` · ${w('settlement.isPreview')}` : ''}
            {one.basis === 'paid' ? ` · ${w('settlement.basis.paid')}` : ''}
            {one.handing === null ? '' : ` · ${w('settlement.isHandedIn')}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Made on the server: this desk may be left and found again. */
function MakeButtons({ list, basis, onMade }: { list: ReportList; basis: Basis; onMade: (id: string) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const { send, state } = useWrite<NewReport, ReportView>('POST', '/settlement-reports');
  const [failure, setFailure] = useState('');
  const underWay = list.items.some(isUnderWay);
  const busy = state === 'sending' || state === 'waiting' || underWay ? w('settlement.making') : undefined;
  const make = async (preview: boolean) => {
    if (busy !== undefined) return;
    setFailure('');
    const id = newId();
    try {
      await send({ id, month: list.month, basis, preview });
      onMade(id);
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await refreshSettlement(queries);
  };
  useKeys({ f9: () => void make(false), 'ctrl+enter': () => void make(false), f2: () => void make(true) });
  return (
    <>
      <ActionButton keyHint="F9" busy={busy} onPress={() => void make(false)}>
        {w('settlement.make')}
      </ActionButton>
      <ActionButton variant="default" keyHint="F2" busy={busy} onPress={() => void make(true)}>
        {w('settlement.makePreview')}
      </ActionButton>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
    </>
  );
}
