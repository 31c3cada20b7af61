import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface ReasonDialogProps {
  encounterId: string;
  title: string;
  confirmText: string;
  /** Does what was asked; what it throws is told in the dialog. */
  onReason: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks why before something of the visit is taken back. */
export function ReasonDialog({ encounterId, title, confirmText, onReason, onClose }: ReasonDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const confirm = async () => {
    if (reason.trim() === '') return setFailure(w('rooms.reasonMissing'));
    setBusy(true);
    try {
      await onReason(reason.trim());
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(`/encounters/${encounterId}`) });
      onClose();
    } catch (cause) {
      setFailure(failureText(cause));
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={title}
      confirmText={busy ? w('state.saving') : confirmText}
      cancelText={w('state.back')}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <TextInput
        data-autofocus
        label={w('rooms.reason')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
