import { useState } from 'react';
import type { AccountView, CancelReceipt } from '../../../api/cashier/cashier-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { effectOf } from '../../../domain/payments/receipt.ts';
import { bookNumber } from '../../../domain/payments/receipt-book.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';

type Row = AccountView['receipts'][number];

/** Every row of money of the visit, the last first. A cancelled one stays, with who, when and why. */
export function Ledger({ view, onPrint, onChanged }: { view: AccountView; onPrint: (id: string) => void; onChanged: () => void }) {
  const w = useWords();
  const [asked, setAsked] = useState<Row | undefined>(undefined);
  if (view.receipts.length === 0) return <p className="hint">{w('cash.noReceipts')}</p>;
  return (
    <section className="ledger" aria-label={w('cash.ledger')}>
      <h3>{w('cash.ledger')}</h3>
      <ul>
        {view.receipts.toReversed().map((row) => (
          <li key={row.id}>
            <LedgerRow row={row} all={view.receipts} />
            {row.cancels === null && row.cancelledAt === null && can('cash.write') && (
              <span className="ledger-acts">
                <button type="button" className="text-button" onClick={() => onPrint(row.id)}>
                  {w('cash.reprint', { number: numberOf(row) })}
                </button>
                <button type="button" className="text-button" onClick={() => setAsked(row)}>
                  {w('cash.cancel', { number: numberOf(row) })}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {asked !== undefined && (
        <CancelDialog
          row={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

export const numberOf = ({ series, number }: Pick<Row, 'series' | 'number'>): string =>
  number === null ? '' : `${series ?? ''} ${bookNumber(number)}`;

function LedgerRow({ row, all }: { row: Row; all: Row[] }) {
  const w = useWords();
  const effect = effectOf({ ...row, cancels: row.cancels !== null });
  const undone = all.find(({ id }) => id === row.cancels);
  return (
    <>
      <p className="ledger-line">
        <span className={row.cancelledAt === null ? '' : 'cancelled'}>
          {undone === undefined ? `${w(`cash.kind.${row.kind}`)} ${numberOf(row)}` : w('cash.cancelOf', { number: numberOf(undone) })}
        </span>
        <b className={row.cancelledAt === null ? '' : 'cancelled'}>{moneyForPeople(effect)}</b>
      </p>
      <small>
        {w(`cash.method.${row.method}`)} · {momentForPeople(row.createdAt)} · {row.cashierName}
        {row.payerName !== null && ` · ${w('cash.payer', { name: row.payerName })}`}
        {row.reason !== null && ` · ${row.reason}`}
      </small>
    </>
  );
}

function CancelDialog({ row, onClose, onDone }: { row: Row; onClose: () => void; onDone: () => void }) {
  const w = useWords();
  const write = useWrite<CancelReceipt, unknown>('POST', `/receipts/${row.id}/cancellation`);
  const direction = row.kind === 'advance' || row.kind === 'collection' ? 'cash.cancelHintIn' : 'cash.cancelHintOut';
  return (
    <ReasonDialog
      title={w('cash.cancelTitle', { number: numberOf(row), amount: moneyForPeople(row.amount) })}
      confirmText={w('cash.cancelConfirm')}
      onClose={onClose}
      onReason={async (reason) => {
        await write.send({ id: newId(), reason });
        onDone();
      }}
    >
      <p className="hint">{w(direction)}</p>
    </ReasonDialog>
  );
}
