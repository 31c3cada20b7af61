import { useState } from 'react';
import type { AccountView } from '../../../api/cashier/cashier-schemas.ts';
import type { AdjustCharge } from '../../../api/cashier/reduction-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople, readDecimal } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { readDong } from './use-money.ts';

type Line = AccountView['blocks'][number]['lines'][number];

interface AdjustDialogProps {
  line: Line;
  onClose: () => void;
  onDone: () => void;
}

/** Puts a charge right: quantity and price of a service, whether the insurer is asked; always with the reason. */
export function AdjustDialog({ line, onClose, onDone }: AdjustDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [quantity, setQuantity] = useState(line.quantity.replace('.', ','));
  const [price, setPrice] = useState(numberForPeople(line.price));
  const [insured, setInsured] = useState(line.insurable);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const write = useWrite<AdjustCharge, unknown>('POST', `/charges/${line.chargeId}/adjustments`);
  const save = async () => {
    const [n, dong] = [readDecimal(quantity), readPrice(price)];
    if (n === undefined || dong === undefined) return setFailure(w('cash.adjustNumbers'));
    if (reason.trim() === '') return setFailure(w('reason.missing'));
    try {
      await write.send({
        ...{ id: newId(), reason: reason.trim() },
        ...(line.drug ? {} : { quantity: n, price: dong }),
        ...(insured === line.insurable ? {} : { insured }),
      });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('cash.adjustTitle', { name: line.name })}
      confirmText={write.state === 'sending' ? w('state.saving') : w('cash.adjustSave')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {line.drug ? <p className="hint">{w('cash.adjustDrug')}</p> : <Terms {...{ line, quantity, setQuantity, price, setPrice }} />}
      <label className="tick">
        <input type="checkbox" checked={insured} onChange={(event) => setInsured(event.target.checked)} /> {w('cash.adjustInsured')}
      </label>
      <label className="dialog-field">
        {w('reason.label')}
        <input
          {...(line.drug ? { 'data-autofocus': true } : {})}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </ConfirmDialog>
  );
}

interface TermsProps {
  line: Line;
  quantity: string;
  setQuantity: (typed: string) => void;
  price: string;
  setPrice: (typed: string) => void;
}

function Terms({ line, quantity, setQuantity, price, setPrice }: TermsProps) {
  const w = useWords();
  const select = (event: React.FocusEvent<HTMLInputElement>) => event.target.select();
  return (
    <>
      <label className="dialog-field">
        {w('cost.quantity')} ({line.unit})
        <input
          data-autofocus
          onFocus={select}
          inputMode="decimal"
          maxLength={12}
          value={quantity}
          onChange={(event) => setQuantity(event.target.value)}
        />
      </label>
      <label className="dialog-field">
        {w('cost.price')}
        <input onFocus={select} inputMode="numeric" maxLength={15} value={price} onChange={(event) => setPrice(event.target.value)} />
      </label>
    </>
  );
}

/** A price as it is typed: whole dong with or without dots, or with places behind a comma. */
const readPrice = (typed: string): string | undefined =>
  readDong(typed) ?? (/^\d{1,3}(\.?\d{3})*,\d{1,3}$/.test(typed.trim()) ? readDecimal(typed.replaceAll('.', '')) : undefined);

/** Every adjustment of the visit: what it was, what it became, who, when and why. */
export function Adjustments({ view }: { view: AccountView }) {
  const w = useWords();
  if (view.adjustments.length === 0) return null;
  return (
    <section className="ledger" aria-label={w('cash.adjustments')}>
      <h3>{w('cash.adjustments')}</h3>
      <ul>
        {view.adjustments.map((one) => (
          <li key={one.id}>
            <p>{one.chargeName}</p>
            <p>
              {[one.before, one.after]
                .map(({ quantity, hospitalPrice, insuranceRatio }) =>
                  w('cash.terms', {
                    quantity: numberForPeople(quantity),
                    price: numberForPeople(hospitalPrice),
                    ratio: numberForPeople(insuranceRatio),
                  }),
                )
                .join(' → ')}
            </p>
            <small>
              {one.reason} · {momentForPeople(one.adjustedAt)} · {one.adjustedByName}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
