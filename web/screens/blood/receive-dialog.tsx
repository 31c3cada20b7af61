import { NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { BagSaved, ReceiveBag } from '../../../api/blood/blood-schemas.ts';
import { aboGroups, rhGroups, type Abo, type Rh } from '../../../domain/blood/blood-group.ts';
import { bloodProducts, type BloodProduct } from '../../../domain/blood/compatibility.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

const empty = { unitNumber: '', product: '', abo: '', rh: '', volumeMl: '', collectedOn: '', expiresOn: '', supplier: '' };
type Form = typeof empty;

/** What is typed as a bag of the store; undefined with the word for what is missing. */
function toBag(form: Form): { bag: ReceiveBag } | { missing: WordKey } {
  const [collectedOn, expiresOn] = [readDay(form.collectedOn), readDay(form.expiresOn)];
  const [unitNumber, supplier] = [form.unitNumber.trim(), form.supplier.trim()];
  const isWhole = /^\d{1,4}$/.test(form.volumeMl.trim());
  if (unitNumber === '' || supplier === '' || form.product === '' || form.abo === '' || form.rh === '' || !isWhole)
    return { missing: 'blood.incomplete' };
  if (collectedOn === undefined || expiresOn === undefined) return { missing: 'blood.dayWrong' };
  const said = { product: form.product as BloodProduct, abo: form.abo as Abo, rh: form.rh as Rh };
  return { bag: { id: newId(), unitNumber, ...said, volumeMl: Number(form.volumeMl), collectedOn, expiresOn, supplier } };
}

/** Takes one bag after another in: what the next label shares with the last one stays, and the cursor waits for its number. */
export function ReceiveDialog({ onClose, onReceived }: { onClose: () => void; onReceived: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [form, setForm] = useState(empty);
  const [said, setSaid] = useState({ failure: '', done: '' });
  const first = useRef<HTMLInputElement>(null);
  const write = useWrite<ReceiveBag, BagSaved>('POST', '/blood/bags');
  const set = (name: keyof Form) => (event: { currentTarget: { value: string } }) =>
    setForm({ ...form, [name]: event.currentTarget.value });
  const save = async () => {
    const read = toBag(form);
    if ('missing' in read) return setSaid({ failure: w(read.missing), done: '' });
    try {
      await write.send(read.bag);
      setSaid({ failure: '', done: w('blood.received', { number: read.bag.unitNumber }) });
      setForm({ ...form, unitNumber: '' });
      onReceived();
      first.current?.focus();
    } catch (cause) {
      setSaid({ failure: failureText(cause), done: '' });
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('blood.receive')}
      confirmText={write.state === 'sending' ? w('state.saving') : w('blood.receive')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {said.failure !== '' && (
        <Note meaning="stop" live>
          {said.failure}
        </Note>
      )}
      {said.done !== '' && (
        <Note meaning="done" live>
          {said.done}
        </Note>
      )}
      <TextInput
        ref={first}
        data-autofocus
        label={w('blood.unitNumber')}
        value={form.unitNumber}
        maxLength={40}
        autoComplete="off"
        onChange={set('unitNumber')}
      />
      <LabelFields form={form} set={set} />
    </ConfirmDialog>
  );
}

type Setter = (name: keyof Form) => (event: { currentTarget: { value: string } }) => void;

/** What else the label says. */
function LabelFields({ form, set }: { form: Form; set: Setter }) {
  const w = useWords();
  const field = (name: keyof Form, label: WordKey) => (
    <TextInput label={w(label)} value={form[name]} maxLength={name === 'supplier' ? 120 : 40} autoComplete="off" onChange={set(name)} />
  );
  const choice = (name: keyof Form, label: WordKey, choices: { value: string; label: string }[]) => (
    <NativeSelect
      label={w(label)}
      value={form[name]}
      data={[{ value: '', label: w('blood.choosePlease') }, ...choices]}
      onChange={set(name)}
    />
  );
  const products = bloodProducts.map((value) => ({ value, label: w(`blood.product.${value}`) }));
  const abos = aboGroups.map((value) => ({ value, label: value }));
  const rhs = rhGroups.map((value) => ({ value, label: w(`blood.rh.${value}`) }));
  return (
    <>
      <div className="blood-fields">
        {choice('product', 'blood.product', products)}
        {field('volumeMl', 'blood.volume')}
        {choice('abo', 'blood.abo', abos)}
        {choice('rh', 'blood.rh', rhs)}
        {field('collectedOn', 'blood.collected')}
        {field('expiresOn', 'blood.expires')}
      </div>
      {field('supplier', 'blood.supplier')}
    </>
  );
}
