import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountView, PayerView, TakenReceipt } from '../../../api/cashier/cashier-schemas.ts';
import { bookNumber } from '../../../domain/payments/receipt-book.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { BillBlocks } from './bill-blocks.tsx';
import { Ledger } from './ledger.tsx';
import { MoneyForm } from './money-form.tsx';
import { PayerBanner } from './payer-banner.tsx';
import { Reductions } from './reductions.tsx';
import { PrintedReceipt } from './receipt-paper.tsx';
import { VisitInvoices } from './visit-invoices.tsx';
import { useReceiptPrint } from './use-receipt-print.ts';

const EVERY_MS = 15_000;

/** The account of a visit: who pays, the bill in blocks, what is due, and the money. */
export function OpenAccount({ encounterId, onDone }: { encounterId: string; onDone: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const payer = useQuery({ ...reading<PayerView>(`/encounters/${encounterId}/payer`), refetchOnWindowFocus: false });
  const account = useQuery({
    ...reading<AccountView>(`/encounters/${encounterId}/account`),
    ...{ staleTime: 0, gcTime: 0 },
    // The bill grows while the visit runs.
    refetchInterval: ({ state }) => (state.data?.final === true ? false : EVERY_MS),
  });
  const error = payer.error ?? account.error;
  const retry = () => void Promise.all([payer.refetch(), account.refetch()]);
  if (account.data !== undefined && payer.data !== undefined) return <Account view={account.data} payer={payer.data} onDone={onDone} />;
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={retry} />;
  return <Loading label={w('state.loading')} lines={8} />;
}

interface Said {
  meaning: 'done' | 'stop';
  text: string;
}

function Account({ view, payer, onDone }: { view: AccountView; payer: PayerView; onDone: () => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useState<Said | undefined>(undefined);
  const print = useReceiptPrint((text) => setSaid({ meaning: 'stop', text }));
  const refresh = async () => await queries.invalidateQueries({ queryKey: [`/encounters/${view.encounterId}/account`] });
  const taken = (receipt: TakenReceipt, amount: string) => {
    const number = `${receipt.series} ${bookNumber(receipt.number)}`;
    setSaid({ meaning: 'done', text: w('cash.taken', { amount: moneyForPeople(amount), number, name: payer.fullName }) });
    if (print.afterTaking) void print.print(receipt.id);
    void refresh();
    onDone();
  };
  const refused = (text: string) => {
    setSaid({ meaning: 'stop', text });
    void refresh();
  };
  const last = view.receipts.findLast(({ cancels, cancelledAt }) => cancels === null && cancelledAt === null);
  useKeys({ f8: () => (last === undefined ? undefined : void print.print(last.id)) });
  return (
    <article className="account" aria-label={payer.fullName}>
      <PayerBanner payer={payer} view={view} />
      <div className="account-body">
        <BillBlocks view={view} onChanged={() => void refresh()} />
        <div className="account-side">
          {said !== undefined && (
            <Note meaning={said.meaning} live>
              {said.text}
            </Note>
          )}
          <MoneyForm
            key={`${view.sequence} ${String(view.final)} ${view.final ? view.due : ''}`}
            {...{ view, payer, print, isFirst: said === undefined, onTaken: taken, onRefused: refused }}
          />
          <Reductions view={view} onChanged={() => void refresh()} />
          <VisitInvoices view={view} payer={payer} />
          <Ledger view={view} onPrint={(id) => void print.print(id)} onChanged={() => void refresh().then(onDone)} />
        </div>
      </div>
      {print.current !== undefined && <PrintedReceipt paper={print.current} onPrinted={print.printed} />}
    </article>
  );
}
