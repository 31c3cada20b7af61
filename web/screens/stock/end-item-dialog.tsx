import { useState } from 'react';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { today } from '../../lib/server-clock.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface EndItemDialogProps {
  title: string;
  path: string;
  version: number;
  onClose: () => void;
  onDone: () => void;
}

/** The last day of a drug or a supply in the list of the facility. */
export function EndItemDialog({ title, path, version, onClose, onDone }: EndItemDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [typed, setTyped] = useState(dayForPeople(today()));
  const [failure, setFailure] = useState('');
  const [key] = useState(newId);
  const save = async () => {
    const validTo = readDay(typed);
    if (validTo === undefined) return setFailure(w('formulary.dayWrong'));
    try {
      await change('POST', path, { version, validTo }, key);
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={title}
      confirmText={w('formulary.end')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
      <label className="dialog-field">
        {w('formulary.to')}
        <input data-autofocus value={typed} inputMode="numeric" onChange={(event) => setTyped(event.target.value)} />
      </label>
    </ConfirmDialog>
  );
}
