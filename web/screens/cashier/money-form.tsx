import { useState } from 'react';
import type { AccountView, PayerView, TakenReceipt } from '../../../api/cashier/cashier-schemas.ts';
import { amountInWords } from '../../../domain/payments/amount-in-words.ts';
import { payMethods } from '../../../domain/payments/receipt.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { Note } from '../../ui/note.tsx';
import { PaymentCode, PrintedPaymentSlip } from './payment-code.tsx';
import { useMoney, type Money } from './use-money.ts';
import type { ReceiptPrint } from './use-receipt-print.ts';

interface MoneyFormProps {
  view: AccountView;
  payer: PayerView;
  print: ReceiptPrint;
  /** A scan opens the account and the next key is typed into the amount; after a receipt the cursor is back at the scan box. */
  isFirst: boolean;
  onTaken: (receipt: TakenReceipt, amount: string) => void;
  onRefused: (text: string) => void;
}

/** Takes money or gives it back: amount, way, what was handed over, F9. */
export function MoneyForm({ view, payer, print, isFirst, onTaken, onRefused }: MoneyFormProps) {
  const w = useWords();
  const money = useMoney({ view, onTaken, onRefused });
  const [slip, setSlip] = useState(false);
  const send = () => void money.send();
  useKeys({ f9: send, 'ctrl+enter': send });
  if (!can('cash.write')) return null;
  if (money.acts.length === 0) return <Note meaning="done">{w('cash.settledLong')}</Note>;
  return (
    <section className="money" aria-label={w('cash.money')}>
      <form
        autoComplete="off"
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event: React.KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
      >
        <label>
          {w('cash.act')}
          <select value={money.kind} onChange={(event) => money.choose(event.target.value as Money['kind'])}>
            {money.acts.map((kind) => (
              <option key={kind} value={kind}>
                {w(`cash.kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <AmountAndMethod money={money} view={view} isFirst={isFirst} />
        <Handed money={money} />
        <label className="wide">
          {w('cash.payerName')}
          <input value={money.payerName} maxLength={100} onChange={(event) => money.setPayerName(event.target.value)} />
        </label>
      </form>
      {money.amount !== undefined && <p className="hint">{amountInWords(money.amount)}</p>}
      {money.method === 'vietqr' && money.amount !== undefined && view.bankAccount !== null && (
        <PaymentCode account={view.bankAccount} amount={money.amount} code={view.code} onPrint={() => setSlip(true)} />
      )}
      <label className="tick">
        <input type="checkbox" checked={print.afterTaking} onChange={(event) => print.choose(event.target.checked)} />{' '}
        {w('cash.printAfter')}
      </label>
      <div className="row-end">
        <ActionButton blocked={money.blocked} busy={money.busy} onPress={send} keyHint="F9">
          {w(money.incoming ? 'cash.take' : 'cash.giveBack', { amount: money.amount === undefined ? '' : moneyForPeople(money.amount) })}
        </ActionButton>
      </div>
      {slip && money.amount !== undefined && view.bankAccount !== null && (
        <PrintedPaymentSlip account={view.bankAccount} amount={money.amount} payer={payer} onPrinted={() => setSlip(false)} />
      )}
    </section>
  );
}

function AmountAndMethod({ money, view, isFirst }: { money: Money; view: AccountView; isFirst: boolean }) {
  const w = useWords();
  const methods = payMethods.filter((one) => one !== 'vietqr' || (view.bankAccount !== null && money.incoming));
  return (
    <>
      <label className="money-amount">
        {w('cash.amount')}
        <input
          autoFocus={isFirst}
          onFocus={(event) => event.target.select()}
          inputMode="numeric"
          maxLength={15}
          value={money.typed}
          onChange={(event) => money.setTyped(event.target.value)}
        />
      </label>
      <label>
        {w('cash.method')}
        <select value={money.method} onChange={(event) => money.setMethod(event.target.value as Money['method'])}>
          {methods.map((one) => (
            <option key={one} value={one}>
              {w(`cash.method.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** What the person hands over in cash, and what goes back over the counter. */
function Handed({ money }: { money: Money }) {
  const w = useWords();
  if (money.method !== 'cash' || !money.incoming) return null;
  return (
    <>
      <label>
        {w('cash.given')}
        <input inputMode="numeric" maxLength={15} value={money.given} onChange={(event) => money.setGiven(event.target.value)} />
      </label>
      <p className="money-change" role="status">
        {w('cash.change')} <b>{money.change === undefined || money.change.startsWith('-') ? '–' : moneyForPeople(money.change)}</b>
      </p>
    </>
  );
}
