import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CloseShift, MyShift, ShiftView } from '../../../api/cashier/book-schemas.ts';
import { isZero, subtract } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople, timeForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { numberOf } from './ledger.tsx';
import { PrintedShift } from './shift-paper.tsx';
import { ShiftFigures } from './shift-figures.tsx';
import { readDong } from './use-money.ts';

/** The own shift: what was taken, what must lie in the drawer, and its close with the count. */
export function ShiftTab() {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [closed, setClosed] = useState<ShiftView | undefined>(undefined);
  const { data, error, refetch } = useQuery({ ...reading<MyShift>('/cash-shift'), staleTime: 0, gcTime: 0 });
  const [printing, setPrinting] = useState<ShiftView | undefined>(undefined);
  const shift = data?.shift ?? closed;
  useKeys({ f8: () => (shift === undefined ? undefined : setPrinting(shift)) });
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  if (shift === undefined) return <Empty>{w('cash.noShift')}</Empty>;
  const done = (view: ShiftView) => {
    setClosed(view);
    setPrinting(view);
    void queries.invalidateQueries({ queryKey: ['/cash-shift'] });
  };
  return (
    <div className="shift">
      <section aria-label={w('cash.shift')}>
        <h2>{w('cash.shiftOf', { name: shift.cashierName, at: momentForPeople(shift.openedAt) })}</h2>
        {shift.closedAt !== null && (
          <Note meaning="done" live>
            {w('cash.shiftClosed', { at: momentForPeople(shift.closedAt), amount: moneyForPeople(shift.countedCash ?? '0') })}
          </Note>
        )}
        <ShiftFigures summary={shift.summary} />
        {shift.closedAt === null && <CloseForm shift={shift} onClosed={done} />}
        <ActionButton variant="default" onPress={() => setPrinting(shift)} keyHint="F8">
          {w('cash.printShift')}
        </ActionButton>
      </section>
      <ShiftRows shift={shift} />
      {printing !== undefined && <PrintedShift shift={printing} onPrinted={() => setPrinting(undefined)} />}
    </div>
  );
}

function CloseForm({ shift, onClosed }: { shift: ShiftView; onClosed: (view: ShiftView) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState('');
  const write = useWrite<CloseShift, ShiftView>('POST', `/cash-shifts/${shift.id}/closure`);
  const busy = write.state === 'sending' || write.state === 'waiting' ? w('state.saving') : undefined;
  const counted = readDong(typed);
  const difference = counted === undefined ? undefined : subtract(counted, shift.summary.expectedCash);
  const differs = difference !== undefined && !isZero(difference);
  const blocked =
    counted === undefined ? w('cash.countMissing') : differs && reason.trim() === '' ? w('cash.differenceReasonMissing') : undefined;
  const ask = () => {
    if (blocked === undefined && busy === undefined) setAsking(true);
  };
  useKeys({ f9: ask, 'ctrl+enter': ask });
  const close = async () => {
    setAsking(false);
    if (counted === undefined) return;
    try {
      onClosed(await write.send({ countedCash: counted, ...(differs ? { differenceReason: reason.trim() } : {}) }));
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <form
      className="close-shift"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event: React.KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
    >
      <label>
        {w('cash.counted')}
        <input autoFocus inputMode="numeric" maxLength={15} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      {differs && (
        <>
          <Note meaning="care">{w('cash.difference', { amount: moneyForPeople(difference) })}</Note>
          <label>
            {w('cash.differenceReason')}
            <input maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
        </>
      )}
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <ActionButton blocked={blocked} busy={busy} onPress={ask} keyHint="F9">
        {w('cash.closeShift')}
      </ActionButton>
      {asking && counted !== undefined && (
        <ConfirmDialog
          opened
          title={w('cash.closeShiftTitle')}
          confirmText={w('cash.closeShift')}
          cancelText={w('state.back')}
          onConfirm={() => void close()}
          onCancel={() => setAsking(false)}
        >
          <p>{w('cash.closeShiftHint', { counted: moneyForPeople(counted), expected: moneyForPeople(shift.summary.expectedCash) })}</p>
        </ConfirmDialog>
      )}
    </form>
  );
}

function ShiftRows({ shift }: { shift: ShiftView }) {
  const w = useWords();
  return (
    <section className="scroll" aria-label={w('cash.shiftRows')}>
      <table className="plain-table" aria-label={w('cash.shiftRows')}>
        <thead>
          <tr>
            <th scope="col">{w('cash.at')}</th>
            <th scope="col">{w('cash.receipt')}</th>
            <th scope="col">{w('cash.method')}</th>
            <th scope="col" className="right">
              {w('cash.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shift.receipts.toReversed().map((row) => (
            <tr key={row.id}>
              <td>{timeForPeople(row.createdAt)}</td>
              <th scope="row" className={row.cancelledAt === null ? '' : 'cancelled'}>
                {row.cancels === null
                  ? `${w(`cash.kind.${row.kind}`)} ${numberOf(row)}`
                  : w('cash.cancelRow', { reason: row.reason ?? '' })}
              </th>
              <td>{w(`cash.method.${row.method}`)}</td>
              <td className={`right ${row.cancelledAt === null ? '' : 'cancelled'}`}>{moneyForPeople(row.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
