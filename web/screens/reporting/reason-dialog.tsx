import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

interface ReasonDialogProps {
  title: string;
  label: string;
  confirmText: string;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}

/** For what needs a reason and cannot be undone. */
export function ReasonDialog({ title, label, confirmText, onCancel, onConfirm }: ReasonDialogProps) {
  const w = useWords();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  return (
    <ConfirmDialog
      opened
      hasField
      title={title}
      confirmText={confirmText}
      cancelText={w('state.back')}
      onConfirm={() => (reason.trim() === '' ? setAsked(true) : onConfirm(reason.trim()))}
      onCancel={onCancel}
    >
      <TextInput
        label={label}
        value={reason}
        maxLength={300}
        data-autofocus
        error={asked && reason.trim() === '' ? w('result.reasonMissing') : false}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
