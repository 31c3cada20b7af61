import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

interface CriticalDialogProps {
  list: string[];
  onCancel: () => void;
  onTold: (told: { toldTo: string; readBack: boolean }) => void;
}

/** Before a critical value leaves the desk somebody has been told: whom, and whether they read it back. */
export function CriticalDialog({ list, onCancel, onTold }: CriticalDialogProps) {
  const w = useWords();
  const [toldTo, setToldTo] = useState('');
  const [readBack, setReadBack] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('critical.title', { list: list.join('; ') })}
      confirmText={w('critical.tell')}
      cancelText={w('state.back')}
      onConfirm={() => (toldTo.trim() === '' ? setAsked(true) : onTold({ toldTo: toldTo.trim(), readBack }))}
      onCancel={onCancel}
    >
      <TextInput
        label={w('critical.toldTo')}
        value={toldTo}
        maxLength={120}
        data-autofocus
        error={asked && toldTo.trim() === '' ? w('critical.tellMissing') : false}
        onChange={(event) => setToldTo(event.currentTarget.value)}
      />
      <label className="tick">
        <input type="checkbox" checked={readBack} onChange={(event) => setReadBack(event.target.checked)} /> {w('critical.readBack')}
      </label>
    </ConfirmDialog>
  );
}
