import { useState } from 'react';
import type { AccountView, CancelReceipt } from '../../../api/cashier/cashier-schemas.ts';
import type { NewReduction } from '../../../api/cashier/reduction-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { supportSources, type SupportSource } from '../../../domain/payments/share-support.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { readDong } from './use-money.ts';

type Reduction = AccountView['reductions'][number];
type Kind = Reduction['kind'];

/** Discounts of the facility and support for the person; what was taken back stays. */
export function Reductions({ view, onChanged }: { view: AccountView; onChanged: () => void }) {
  const w = useWords();
  const [adding, setAdding] = useState<Kind | undefined>(undefined);
  const [asked, setAsked] = useState<Reduction | undefined>(undefined);
  const given = view.reductions.filter(({ cancels }) => cancels === null);
  const may = can('charge.adjust');
  if (given.length === 0 && !may) return null;
  const done = () => {
    setAdding(undefined);
    setAsked(undefined);
    onChanged();
  };
  return (
    <section className="ledger" aria-label={w('cash.reductions')}>
      <h3>{w('cash.reductions')}</h3>
      <ul>
        {given.map((one) => (
          <li key={one.id}>
            <p className={`ledger-line ${one.cancelledAt === null ? '' : 'cancelled'}`}>
              <span>
                {w(`cash.reduction.${one.kind}`)}
                {one.source !== null && ` · ${w(`cash.source.${one.source}`)}`}
              </span>
              <b>{moneyForPeople(one.amount)}</b>
            </p>
            <small>
              {one.reason}
              {one.document !== null && ` · ${one.document}`} · {momentForPeople(one.createdAt)} · {one.createdByName}
            </small>
            {may && one.cancelledAt === null && (
              <button type="button" className="text-button" onClick={() => setAsked(one)}>
                {w('cash.reductionCancel', { amount: moneyForPeople(one.amount) })}
              </button>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <p className="ledger-acts">
          <button type="button" className="text-button" onClick={() => setAdding('discount')}>
            {w('cash.reduction.discount')}
          </button>
          {!view.final && (
            <button type="button" className="text-button" onClick={() => setAdding('support')}>
              {w('cash.reduction.support')}
            </button>
          )}
        </p>
      )}
      {adding !== undefined && <ReduceDialog kind={adding} view={view} onClose={() => setAdding(undefined)} onDone={done} />}
      {asked !== undefined && <TakeBackDialog reduction={asked} onClose={() => setAsked(undefined)} onDone={done} />}
    </section>
  );
}

interface ReduceDialogProps {
  kind: Kind;
  view: AccountView;
  onClose: () => void;
  onDone: () => void;
}

function ReduceDialog({ kind, view, onClose, onDone }: ReduceDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [fields, setFields] = useState({ amount: '', document: '', reason: '' });
  const [source, setSource] = useState<SupportSource>('state');
  const [failure, setFailure] = useState('');
  const write = useWrite<NewReduction, unknown>('POST', `/encounters/${view.encounterId}/reductions`);
  const save = async () => {
    const amount = readDong(fields.amount);
    if (amount === undefined || fields.reason.trim() === '') return setFailure(w('cash.amountAndReason'));
    const more = {
      ...(kind === 'support' ? { source } : {}),
      ...(fields.document.trim() === '' ? {} : { document: fields.document.trim() }),
    };
    try {
      await write.send({ id: newId(), kind, amount, reason: fields.reason.trim(), ...more });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const box = (name: keyof typeof fields, max: number, isFirst = false) => (
    <label className="dialog-field">
      {w(`cash.reduce.${name}`)}
      <input
        {...(isFirst ? { 'data-autofocus': true } : {})}
        maxLength={max}
        value={fields[name]}
        onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <ConfirmDialog
      opened
      hasField
      title={w(`cash.reduction.${kind}`)}
      confirmText={write.state === 'sending' ? w('state.saving') : w('cash.reduceSave')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <p className="hint">{w(kind === 'support' ? 'cash.supportHint' : 'cash.discountHint')}</p>
      {box('amount', 15, true)}
      {kind === 'support' && (
        <label className="dialog-field">
          {w('cash.source')}
          <select value={source} onChange={(event) => setSource(event.target.value as SupportSource)}>
            {supportSources.map((one) => (
              <option key={one} value={one}>
                {w(`cash.source.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {box('reason', 300)}
      {box('document', 100)}
    </ConfirmDialog>
  );
}

function TakeBackDialog({ reduction, onClose, onDone }: { reduction: Reduction; onClose: () => void; onDone: () => void }) {
  const w = useWords();
  const write = useWrite<CancelReceipt, unknown>('POST', `/reductions/${reduction.id}/cancellation`);
  return (
    <ReasonDialog
      title={w('cash.reductionCancelTitle', { amount: moneyForPeople(reduction.amount) })}
      confirmText={w('cash.reductionCancelConfirm')}
      onClose={onClose}
      onReason={async (reason) => {
        await write.send({ id: newId(), reason });
        onDone();
      }}
    />
  );
}
