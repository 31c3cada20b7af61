import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DepotView, PeriodReport } from '../../../api/stock/stock-schemas.ts';
import { addMonths } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { add, isZero } from '../../../domain/money.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DepotSelect } from './depot-select.tsx';

const MONTHS_BACK = 24;

/** Opening, in, out and closing of a month; a month that is over can be closed for good. */
export function PeriodTab({ depots }: { depots: DepotView[] }) {
  const w = useWords();
  const [month, setMonth] = useState(today().slice(0, 7));
  const [depotId, setDepotId] = useState(depots[0]?.id ?? '');
  const { data, error, refetch } = useQuery(reading<PeriodReport>(`/stock/periods?month=${month}&depotId=${depotId}`));
  const failureText = useFailure();
  const months = Array.from({ length: MONTHS_BACK }, (_, i) => addMonths(`${today().slice(0, 7)}-01`, -i).slice(0, 7));
  return (
    <>
      <div className="stock-bar">
        <label>
          {w('stock.month')}
          <select value={month} onChange={(event) => setMonth(event.target.value)}>
            {months.map((one) => (
              <option key={one} value={one}>
                {monthForPeople(one)}
              </option>
            ))}
          </select>
        </label>
        <DepotSelect depots={depots} value={depotId} onChange={setDepotId} />
        {data !== undefined && <Closing key={month} report={data} onClosed={() => void refetch()} />}
      </div>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data?.rows.length === 0 && <Empty>{w('stock.periodEmpty')}</Empty>}
      {data !== undefined && data.rows.length > 0 && <Report report={data} />}
    </>
  );
}

const monthForPeople = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`;

function Closing({ report, onClosed }: { report: PeriodReport; onClosed: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState('');
  const [key] = useState(newId);
  const month = monthForPeople(report.month);
  if (report.closedAt !== null) return <Note meaning="done">{w('stock.closedAt', { at: momentForPeople(report.closedAt) })}</Note>;
  if (!can('stock.post') || report.month >= today().slice(0, 7)) return <span className="hint">{w('stock.monthOpen')}</span>;
  const close = async () => {
    try {
      await change('POST', '/stock/periods', { month: report.month }, key);
      setAsking(false);
      onClosed();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <>
      <ActionButton variant="default" onPress={() => setAsking(true)}>
        {w('stock.closeMonth', { month })}
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title={w('stock.closeTitle', { month })}
        confirmText={w('stock.closeMonth', { month })}
        cancelText={w('state.back')}
        onConfirm={() => void close()}
        onCancel={() => setAsking(false)}
      >
        {failure !== '' && <Note meaning="stop">{failure}</Note>}
        <p>{w('stock.closeHint')}</p>
      </ConfirmDialog>
    </>
  );
}

function Report({ report }: { report: PeriodReport }) {
  const w = useWords();
  const quantity = (value: string) => (isZero(value) ? '' : numberForPeople(value));
  const heads = ['stock.openingShort', 'stock.incoming', 'stock.outgoing', 'stock.closingShort', 'stock.value'] as const;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={w('stock.tab.period')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{w('stock.code')}</th>
            <th scope="col">{w('stock.item')}</th>
            <th scope="col">{w('stock.unit')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="right">
                {w(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row) => (
            <tr key={row.drugCode}>
              <td>{row.drugCode}</td>
              <td>{row.drugName}</td>
              <td>{row.unit}</td>
              <td className="right">{quantity(row.opening)}</td>
              <td className="right">{quantity(row.incoming)}</td>
              <td className="right">{quantity(row.outgoing)}</td>
              <td className="right">{quantity(row.closing)}</td>
              <td className="right">{moneyForPeople(row.value)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={7}>{w('stock.total')}</td>
            <td className="right">{moneyForPeople(add('0', ...report.rows.map(({ value }) => value)))}</td>
          </tr>
        </tfoot>
      </table>
      {report.more && <Note meaning="information">{w('stock.more')}</Note>}
    </div>
  );
}
