import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CashDayView } from '../../../api/cashier/book-schemas.ts';
import { dayForPeople, type Day } from '../../../domain/dates.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople, timeForPeople } from '../../lib/format.ts';
import { DayBar } from '../../lib/day-bar.tsx';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { numberOf } from './ledger.tsx';
import { ShiftFigures } from './shift-figures.tsx';

/** A day of the cash book: its shifts, all in figures, every cancel, and its close. */
export function DayTab() {
  const w = useWords();
  const failureText = useFailure();
  const [day, setDay] = useState<Day>(today());
  const { data, error, refetch } = useQuery({ ...reading<CashDayView>(`/cash-days?day=${day}`), staleTime: 0 });
  return (
    <div className="cash-day">
      <DayBar day={day} onDay={setDay} onlyPast>
        {data !== undefined && data.day === day && data.shifts.length > 0 && <CloseDayButton key={day} view={data} />}
      </DayBar>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading label={w('state.loading')} lines={6} />}
      {data !== undefined && data.shifts.length === 0 && <Empty>{w('cash.dayEmpty', { day: dayForPeople(day) })}</Empty>}
      {data !== undefined && data.shifts.length > 0 && (
        <div className="shift">
          <section aria-label={w('cash.dayFigures')}>
            <ShiftFigures summary={data.summary} />
          </section>
          <section className="scroll">
            <Shifts view={data} />
            <Cancels view={data} />
          </section>
        </div>
      )}
    </div>
  );
}

function CloseDayButton({ view }: { view: CashDayView }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState('');
  const write = useWrite<{ day: Day }, unknown>('POST', '/cash-days/closures');
  const open = view.shifts.filter(({ closedAt }) => closedAt === null).length;
  if (view.closedAt !== null) {
    return <Note meaning="done">{w('cash.dayClosed', { at: momentForPeople(view.closedAt), name: view.closedByName ?? '' })}</Note>;
  }
  const close = async () => {
    setAsking(false);
    try {
      await write.send({ day: view.day });
      await queries.invalidateQueries({ queryKey: [`/cash-days?day=${view.day}`] });
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <>
      <ActionButton
        blocked={open > 0 ? w('cash.dayHasOpen', { n: open }) : undefined}
        busy={write.state === 'sending' ? w('state.saving') : undefined}
        onPress={() => setAsking(true)}
      >
        {w('cash.closeDay')}
      </ActionButton>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {asking && (
        <ConfirmDialog
          opened
          title={w('cash.closeDayTitle', { day: dayForPeople(view.day) })}
          confirmText={w('cash.closeDay')}
          cancelText={w('state.back')}
          onConfirm={() => void close()}
          onCancel={() => setAsking(false)}
        >
          <p>{w('cash.closeDayHint')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Shifts({ view }: { view: CashDayView }) {
  const w = useWords();
  return (
    <table className="plain-table" aria-label={w('cash.shifts')}>
      <thead>
        <tr>
          <th scope="col">{w('cash.shift')}</th>
          <th scope="col">{w('cash.fromTo')}</th>
          {(['cash.expected', 'cash.countedShort'] as const).map((head) => (
            <th key={head} scope="col" className="right">
              {w(head)}
            </th>
          ))}
          <th scope="col">{w('cash.differenceReason')}</th>
        </tr>
      </thead>
      <tbody>
        {view.shifts.map((shift) => (
          <tr key={shift.id}>
            <th scope="row">{shift.cashierName}</th>
            <td>
              {timeForPeople(shift.openedAt)} – {shift.closedAt === null ? w('cash.open') : timeForPeople(shift.closedAt)}
            </td>
            <td className="right">{moneyForPeople(shift.summary.expectedCash)}</td>
            <td className="right">{shift.countedCash === null ? '–' : moneyForPeople(shift.countedCash)}</td>
            <td>{shift.differenceReason ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cancels({ view }: { view: CashDayView }) {
  const w = useWords();
  const cancelling = view.cancelled.filter(({ cancels }) => cancels === null);
  if (cancelling.length === 0) return <p className="hint">{w('cash.noCancels')}</p>;
  return (
    <table className="plain-table" aria-label={w('cash.cancels')}>
      <thead>
        <tr>
          <th scope="col">{w('cash.cancelledReceipts')}</th>
          <th scope="col">{w('cash.at')}</th>
          <th scope="col" className="right">
            {w('cash.amount')}
          </th>
          <th scope="col">{w('reason.label')}</th>
        </tr>
      </thead>
      <tbody>
        {cancelling.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {numberOf(row)} · {row.cashierName}
            </th>
            <td>{row.cancelledAt === null ? '' : momentForPeople(row.cancelledAt)}</td>
            <td className="right">{moneyForPeople(row.amount)}</td>
            <td>{row.cancelReason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
