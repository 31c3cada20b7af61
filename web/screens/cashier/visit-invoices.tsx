import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountView, PayerView } from '../../../api/cashier/cashier-schemas.ts';
import type { InvoicesOfVisit, NewInvoice } from '../../../api/invoices/invoice-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { isZero } from '../../../domain/money.ts';
import { standsAgainstMoney } from '../../../domain/payments/invoice-state.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { InvoiceLine } from './invoice-line.tsx';

const EVERY_MS = 3_000;

/** The electronic invoices of a visit, and the one that can be asked for once the account is settled. */
export function VisitInvoices({ view, payer }: { view: AccountView; payer: PayerView }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const path = `/encounters/${view.encounterId}/invoices`;
  const { data, error } = useQuery({
    ...reading<InvoicesOfVisit>(path),
    staleTime: 0,
    // The worker answers in a moment; a standing answer changes no more.
    refetchInterval: ({ state }) => (state.data?.items.some((one) => /^(waiting|cancelling)$/.test(one.state)) === true ? EVERY_MS : false),
  });
  const items = data?.items ?? [];
  const refresh = () => void queries.invalidateQueries({ queryKey: [path] });
  const mayAsk =
    can('invoice.write') && view.final && isZero(view.due) && !isZero(view.paid) && !items.some(({ state }) => standsAgainstMoney(state));
  if (!mayAsk && items.length === 0 && error === null) return null;
  return (
    <section className="ledger" aria-label={w('invoice.title')}>
      <h3>{w('invoice.title')}</h3>
      {error !== null && <Note meaning="stop">{failureText(error)}</Note>}
      <ul>
        {items.map((one) => (
          <li key={one.id}>
            <InvoiceLine invoice={one} onChanged={refresh} />
          </li>
        ))}
      </ul>
      {mayAsk && (
        <button type="button" className="text-button" onClick={() => setAsking(true)}>
          {w('invoice.ask')}
        </button>
      )}
      {asking && (
        <AskDialog
          path={path}
          payer={payer}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            refresh();
          }}
        />
      )}
    </section>
  );
}

interface AskDialogProps {
  path: string;
  payer: PayerView;
  onClose: () => void;
  onDone: () => void;
}

function AskDialog({ path, payer, onClose, onDone }: AskDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [fields, setFields] = useState({ name: payer.fullName, taxCode: '', address: payer.address ?? '', email: '' });
  const [failure, setFailure] = useState('');
  const write = useWrite<NewInvoice, unknown>('POST', path);
  const save = async () => {
    if (fields.name.trim() === '') return setFailure(w('invoice.nameMissing'));
    const filled = Object.entries(fields).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]));
    try {
      await write.send({ id: newId(), buyer: { name: fields.name.trim(), ...(Object.fromEntries(filled) as Partial<typeof fields>) } });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const names = ['name', 'taxCode', 'address', 'email'] as const;
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('invoice.askTitle')}
      confirmText={write.state === 'sending' ? w('state.saving') : w('invoice.ask')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {names.map((name, i) => (
        <label key={name} className="dialog-field">
          {w(`invoice.${name}`)}
          <input
            {...(i === 0 ? { 'data-autofocus': true } : {})}
            maxLength={name === 'taxCode' ? 14 : name === 'email' ? 100 : 200}
            value={fields[name]}
            onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
          />
        </label>
      ))}
    </ConfirmDialog>
  );
}
