import { useState } from 'react';
import type { InvoiceView } from '../../../api/invoices/invoice-schemas.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';

const colours: Record<InvoiceView['state'], string> = {
  ...{ waiting: 'line-information', issued: 'line-done', refused: 'line-stop', cancelling: 'line-care', cancelled: 'cancelled' },
};

/** One invoice: where it stands, its number and code, why it was refused or cancelled, and its cancel. */
export function InvoiceLine({ invoice, onChanged }: { invoice: InvoiceView; onChanged: () => void }) {
  const w = useWords();
  const sentence = useSentence();
  const [asked, setAsked] = useState(false);
  const write = useWrite<{ reason: string }, unknown>('POST', `/invoices/${invoice.id}/cancellation`);
  const number = `${invoice.series ?? ''} ${invoice.number ?? ''}`.trim();
  return (
    <>
      <p className="ledger-line">
        <span className={colours[invoice.state]}>
          {w(`invoice.state.${invoice.state}`)} {number}
          {invoice.source === 'simulator' && ` · ${w('invoice.simulated')}`}
        </span>
        <b className={invoice.state === 'cancelled' ? 'cancelled' : ''}>{moneyForPeople(invoice.total)}</b>
      </p>
      <small>
        {momentForPeople(invoice.issuedAt ?? invoice.requestedAt)} · {invoice.requestedByName}
        {invoice.lookupCode !== null && ` · ${w('invoice.lookup', { code: invoice.lookupCode })}`}
        {invoice.nextTryAt !== null && invoice.attempts > 0 && ` · ${w('invoice.nextTry', { at: momentForPeople(invoice.nextTryAt) })}`}
        {invoice.cancelReason !== null &&
          ` · ${w('invoice.cancelledBy', { name: invoice.cancelAskedByName ?? '', reason: invoice.cancelReason })}`}
        {invoice.issues.map((issue) => ` · ${sentence(issue)}`).join('')}
      </small>
      {invoice.state === 'issued' && can('invoice.write') && (
        <button type="button" className="text-button" onClick={() => setAsked(true)}>
          {w('invoice.cancel', { number })}
        </button>
      )}
      {asked && (
        <ReasonDialog
          title={w('invoice.cancelTitle', { number })}
          confirmText={w('invoice.cancelConfirm')}
          onClose={() => setAsked(false)}
          onReason={async (reason) => {
            await write.send({ reason });
            setAsked(false);
            onChanged();
          }}
        />
      )}
    </>
  );
}
