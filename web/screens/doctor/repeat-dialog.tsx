import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

/** What was ordered today is ordered again only with a reason. */
export function RepeatDialog({ said, onCancel, onRepeat }: { said: string; onCancel: () => void; onRepeat: (reason: string) => void }) {
  const w = useWords();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('order.repeatTitle')}
      confirmText={w('order.repeat')}
      cancelText={w('state.back')}
      onConfirm={() => (reason.trim() === '' ? setAsked(true) : onRepeat(reason.trim()))}
      onCancel={onCancel}
    >
      <Note meaning="care">{said}</Note>
      <TextInput
        label={w('order.repeatReason')}
        value={reason}
        maxLength={300}
        data-autofocus
        error={asked && reason.trim() === '' ? w('result.reasonMissing') : false}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
