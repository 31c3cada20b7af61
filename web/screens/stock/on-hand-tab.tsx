import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DepotView, StockList, StockRow } from '../../../api/stock/stock-schemas.ts';
import { addMonths, dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { isZero } from '../../../domain/money.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useRested } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DepotSelect } from './depot-select.tsx';
import type { CardChoice } from './stock-screen.tsx';

const SHOWS = ['all', 'expiring', 'slow'] as const;
const MONTHS = [1, 3, 6, 12];
/** Nearer than this an expiry is told by colour and word. */
const SOON_MONTHS = 6;

/** What lies where: on hand, held, free; what expires, what nobody takes. Enter on a row chooses it for its card or a recall. */
export function OnHandTab({ depots, onCard }: { depots: DepotView[]; onCard: (choice: CardChoice) => void }) {
  const w = useWords();
  const [asked, setAsked] = useState({ depotId: '', q: '', show: 'all' as (typeof SHOWS)[number], months: 6 });
  const [current, setCurrent] = useState<string | undefined>(undefined);
  const box = useRef<HTMLInputElement>(null);
  const set = (part: Partial<typeof asked>) => setAsked((before) => ({ ...before, ...part }));
  useKeys({ esc: () => box.current?.select(), f4: () => box.current?.select() });
  const list = useStock(asked);
  const row = list.data?.items.find((one) => keyOf(one) === current);
  return (
    <>
      <div className="stock-bar">
        <label>
          {w('stock.search')}
          <input ref={box} autoFocus value={asked.q} maxLength={100} onChange={(event) => set({ q: event.target.value })} />
        </label>
        <DepotSelect depots={depots} all value={asked.depotId} onChange={(depotId) => set({ depotId })} />
        <label>
          {w('stock.show')}
          <select value={asked.show} onChange={(event) => set({ show: event.target.value as (typeof SHOWS)[number] })}>
            {SHOWS.map((show) => (
              <option key={show} value={show}>
                {w(`stock.show.${show}`)}
              </option>
            ))}
          </select>
        </label>
        {asked.show !== 'all' && (
          <label>
            {w('stock.months')}
            <select value={asked.months} onChange={(event) => set({ months: Number(event.target.value) })}>
              {MONTHS.map((n) => (
                <option key={n} value={n}>
                  {w('stock.nMonths', { n })}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Rows list={list} current={current} onOpen={(one) => setCurrent(keyOf(one))} />
      {row !== undefined && <RowActions key={keyOf(row)} row={row} onCard={onCard} />}
    </>
  );
}

const keyOf = ({ depotId, lotId }: StockRow): string => `${depotId}${lotId}`;

function useStock({ depotId, q, show, months }: { depotId: string; q: string; show: string; months: number }) {
  const query = useRested(q.trim());
  const parts = new URLSearchParams({
    ...(depotId === '' ? {} : { depotId }),
    ...(query === '' ? {} : { q: query }),
    ...(show === 'all' ? {} : { show, months: String(months) }),
  });
  return useQuery({ ...reading<StockList>(`/stock?${parts.toString()}`), placeholderData: keepPreviousData });
}

interface RowsProps {
  list: ReturnType<typeof useStock>;
  current: string | undefined;
  onOpen: (row: StockRow) => void;
}

function Rows({ list: { data, error, refetch }, current, onOpen }: RowsProps) {
  const w = useWords();
  const failureText = useFailure();
  const columns = useColumns();
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={8} />;
  if (data.items.length === 0) return <Empty>{w('stock.empty')}</Empty>;
  return (
    <div className="scroll">
      <KeyTable label={w('stock.tab.onHand')} columns={columns} rows={data.items} rowKey={keyOf} current={current} onOpen={onOpen} />
      {data.more && <Note meaning="information">{w('stock.more')}</Note>}
    </div>
  );
}

function useColumns(): Column<StockRow>[] {
  const w = useWords();
  const soon = addMonths(today(), SOON_MONTHS);
  const number = (value: string) => numberForPeople(value);
  return [
    { key: 'drug', title: w('stock.item'), render: (one) => `${one.drugName}` },
    { key: 'code', title: w('stock.code'), width: '70px', render: (one) => one.drugCode },
    { key: 'depot', title: w('stock.depot'), width: '115px', render: (one) => one.depotName },
    { key: 'lot', title: w('stock.lot'), width: '90px', render: (one) => one.lotNumber },
    {
      key: 'expiry',
      title: w('stock.expiry'),
      width: '200px',
      render: (one) => <Expiry row={one} soon={soon} />,
    },
    { key: 'onHand', title: w('stock.onHand'), align: 'right', width: '90px', render: (one) => `${number(one.onHand)} ${one.unit}` },
    {
      key: 'reserved',
      title: w('stock.reserved'),
      align: 'right',
      width: '80px',
      render: (one) => (isZero(one.reserved) ? '–' : number(one.reserved)),
    },
    { key: 'available', title: w('stock.available'), align: 'right', width: '80px', render: (one) => number(one.available) },
    { key: 'price', title: w('stock.price'), align: 'right', width: '90px', render: (one) => moneyForPeople(one.unitPrice) },
    {
      key: 'lastOut',
      title: w('stock.lastOut'),
      width: '100px',
      render: (one) => (one.lastOutOn === null ? w('stock.never') : dayForPeople(one.lastOutOn)),
    },
  ];
}

function Expiry({ row, soon }: { row: StockRow; soon: string }) {
  const w = useWords();
  const day = dayForPeople(row.expiresOn);
  if (row.recalled) return <span className="line-stop">{`${day} ${w('stock.recalled')}`}</span>;
  if (row.expiresOn < today()) return <span className="line-stop">{`${day} ${w('stock.expired')}`}</span>;
  return row.expiresOn <= soon ? <span className="line-care">{`${day} ${w('stock.soon')}`}</span> : <>{day}</>;
}

function RowActions({ row, onCard }: { row: StockRow; onCard: (choice: CardChoice) => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [key] = useState(newId);
  const recall = async (reason: string) => {
    await change('POST', `/stock/lots/${row.lotId}/recall`, { reason }, key);
    setAsking(false);
    await queries.invalidateQueries();
  };
  return (
    <div className="stock-actions">
      <strong>
        {row.drugName} · {w('stock.lot')} {row.lotNumber}
      </strong>
      <ActionButton variant="default" onPress={() => onCard({ depotId: row.depotId, drugCode: row.drugCode, drugName: row.drugName })}>
        {w('stock.tab.card')}
      </ActionButton>
      {can('stock.post') && !row.recalled && (
        <ActionButton variant="default" onPress={() => setAsking(true)}>
          {w('stock.recall')}
        </ActionButton>
      )}
      {asking && (
        <ReasonDialog
          title={w('stock.recallTitle', { drug: row.drugName, lot: row.lotNumber })}
          confirmText={w('stock.recall')}
          onReason={recall}
          onClose={() => setAsking(false)}
        >
          <p>{w('stock.recallHint')}</p>
        </ReasonDialog>
      )}
    </div>
  );
}
