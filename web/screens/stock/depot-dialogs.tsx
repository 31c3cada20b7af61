import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DepotView, NewDepot, RenameDepot } from '../../../api/stock/stock-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface DialogProps {
  onClose: () => void;
  onDone: () => void;
}

const KINDS = ['cabinet', 'counter', 'main'] as const;

/** Sends once and tells a refusal in the dialog. */
function useSending(onDone: () => void) {
  const failureText = useFailure();
  const [failure, setFailure] = useState('');
  const send = async (work: () => Promise<unknown>) => {
    try {
      await work();
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const note =
    failure === '' ? null : (
      <Note meaning="stop" live>
        {failure}
      </Note>
    );
  return { note, send, setFailure };
}

export function AddDepotDialog({ onClose, onDone }: DialogProps) {
  const w = useWords();
  const [id] = useState(newId);
  const [form, setForm] = useState({ code: '', name: '', kind: 'cabinet' as (typeof KINDS)[number] });
  const { note, send, setFailure } = useSending(onDone);
  const write = useWrite<NewDepot, unknown>('POST', '/depots');
  const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const save = async () => {
    const [code, name] = [form.code.trim().toUpperCase(), form.name.trim()];
    if (code === '' || name === '') return setFailure(w('depots.incomplete'));
    await send(() => write.send({ id, code, name, kind: form.kind }));
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('depots.add')}
      confirmText={write.state === 'sending' ? w('state.saving') : w('depots.save')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {note}
      <label className="dialog-field">
        {w('depots.kind')}
        <select data-autofocus value={form.kind} onChange={(event) => set({ kind: event.target.value as (typeof KINDS)[number] })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {w(`depots.kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <TextInput
        label={w('depots.code')}
        value={form.code}
        maxLength={20}
        autoComplete="off"
        onChange={(event) => set({ code: event.currentTarget.value })}
      />
      <TextInput
        label={w('depots.name')}
        value={form.name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
    </ConfirmDialog>
  );
}

const titleOf = ({ code, name }: DepotView): string => `${code} – ${name}`;

export function RenameDepotDialog({ depot, onClose, onDone }: DialogProps & { depot: DepotView }) {
  const w = useWords();
  const [name, setName] = useState(depot.name);
  const { note, send, setFailure } = useSending(onDone);
  const write = useWrite<RenameDepot, unknown>('PUT', `/depots/${depot.id}`);
  const save = async () => {
    if (name.trim() === '') return setFailure(w('depots.incomplete'));
    await send(() => write.send({ version: depot.version, name: name.trim() }));
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('depots.renameTitle', { depot: titleOf(depot) })}
      confirmText={write.state === 'sending' ? w('state.saving') : w('depots.rename')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {note}
      <TextInput
        data-autofocus
        label={w('depots.name')}
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

export function EndDepotDialog({ depot, onClose, onDone }: DialogProps & { depot: DepotView }) {
  const w = useWords();
  const { note, send } = useSending(onDone);
  const write = useWrite<{ version: number }, unknown>('POST', `/depots/${depot.id}/end`);
  return (
    <ConfirmDialog
      opened
      title={w('depots.endTitle', { depot: titleOf(depot) })}
      confirmText={write.state === 'sending' ? w('state.saving') : w('depots.end')}
      cancelText={w('state.back')}
      onConfirm={() => void send(() => write.send({ version: depot.version }))}
      onCancel={onClose}
    >
      {note}
      <p>{w('depots.endHint')}</p>
    </ConfirmDialog>
  );
}
