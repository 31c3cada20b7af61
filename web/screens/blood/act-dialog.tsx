import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BagDetail } from '../../../api/blood/blood-schemas.ts';
import { Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { actForms, type ActField, type DeskAct } from './bag-acts.ts';
import { groupForPeople } from './blood-words.ts';

interface ActDialogProps {
  act: Exclude<DeskAct, 'reserve'>;
  bag: BagDetail;
  onClose: () => void;
  onDone: () => void;
}

type Values = Record<string, string | boolean>;

/** Asks what an act of a bag needs. What was refused with a warning may be sent again with a reason. */
export function ActDialog({ act, bag, onClose, onDone }: ActDialogProps) {
  const w = useWords();
  const form = useActForm(act, bag, onDone);
  const name = w(`blood.act.${act}`);
  return (
    <ConfirmDialog
      opened
      hasField={form.fields.length > 0}
      title={w('blood.actTitle', { act: name, number: bag.unitNumber, group: groupForPeople(bag) })}
      confirmText={form.isSending ? w('state.saving') : w('blood.confirm', { act: name, number: bag.unitNumber })}
      cancelText={w('state.back')}
      onConfirm={() => void form.save()}
      onCancel={onClose}
    >
      {form.failure !== '' && (
        <Note meaning={form.isWarned ? 'care' : 'stop'} live>
          {form.failure}
        </Note>
      )}
      {form.fields.map((field, i) => (
        <Field
          key={field.name}
          field={field}
          isFirst={i === 0}
          value={form.values[field.name]}
          onChange={(value) => form.set(field.name, value)}
        />
      ))}
    </ConfirmDialog>
  );
}

function useActForm(act: ActDialogProps['act'], bag: BagDetail, onDone: () => void) {
  const w = useWords();
  const failureText = useFailure();
  const { path, fields: own } = actForms[act];
  const [values, setValues] = useState<Values>({});
  const [failure, setFailure] = useState('');
  const [isWarned, setWarned] = useState(false);
  const write = useWrite<object, unknown>('POST', `/blood/bags/${bag.id}/${path}`);
  const fields: ActField[] = isWarned ? [...own, { name: 'reason', label: 'blood.reasonWarned', kind: 'text' }] : own;
  const save = async () => {
    if (fields.some((field) => field.isOptional !== true && isEmpty(values[field.name]))) return setFailure(w('blood.incomplete'));
    try {
      await write.send({ version: bag.version, ...bodyOf(fields, values) });
      onDone();
    } catch (cause) {
      const onlyWarns = cause instanceof Problem && cause.issues.length > 0 && cause.issues.every(({ severity }) => severity === 'warning');
      if (onlyWarns) setWarned(true);
      setFailure(failureText(cause));
    }
  };
  const set = (name: string, value: string | boolean) => setValues((before) => ({ ...before, [name]: value }));
  return { fields, values, set, save, failure, isWarned, isSending: write.state === 'sending' || write.state === 'waiting' };
}

const isEmpty = (value: string | boolean | undefined): boolean =>
  value === undefined || value === false || (typeof value === 'string' && value.trim() === '');

/** As the request wants it: trimmed texts, ticks as they are, nothing for an optional text that stayed empty. */
function bodyOf(fields: ActField[], values: Values): Values {
  const body: Values = {};
  for (const { name, kind } of fields) {
    const value = values[name];
    if (kind === 'tick') body[name] = value === true;
    else if (typeof value === 'string' && value.trim() !== '') body[name] = value.trim();
  }
  return body;
}

interface FieldProps {
  field: ActField;
  isFirst: boolean;
  value: string | boolean | undefined;
  onChange: (value: string | boolean) => void;
}

function Field({ field: { label, kind, choices = [] }, isFirst, value, onChange }: FieldProps) {
  const w = useWords();
  const first = isFirst ? { 'data-autofocus': true } : {};
  if (kind === 'tick')
    return (
      <label className="tick">
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} /> {w(label)}
      </label>
    );
  const text = typeof value === 'string' ? value : '';
  if (kind === 'text')
    return (
      <TextInput
        {...first}
        label={w(label)}
        value={text}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <NativeSelect
      {...first}
      label={w(label)}
      value={text}
      data={[
        { value: '', label: w('blood.choosePlease') },
        ...choices.map((one) => ({ value: one.value, label: one.label === undefined ? one.value : w(one.label) })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
