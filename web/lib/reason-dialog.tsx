import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useFailure, useWords } from './i18n/i18n.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Note } from '../ui/note.tsx';

interface ReasonDialogProps {
  /** The question, naming the thing. */
  title: string;
  confirmText: string;
  label?: string;
  /** What is said when no reason was typed. */
  missingText?: string;
  maxLength?: number;
  /** Does what was asked and closes; what it throws is told in the dialog, which stays with all that was typed. */
  onReason: (reason: string) => Promise<unknown>;
  onClose: () => void;
  children?: ReactNode;
}

/** For what needs a written reason and cannot be undone. */
export function ReasonDialog({ title, confirmText, label, missingText, maxLength = 300, onReason, onClose, children }: ReasonDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState('');
  const missing = asked && reason.trim() === '';
  const confirm = async () => {
    setAsked(true);
    setFailure('');
    if (busy || reason.trim() === '') return;
    setBusy(true);
    try {
      await onReason(reason.trim());
    } catch (cause) {
      setFailure(failureText(cause));
    } finally {
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
      {children}
      <TextInput
        data-autofocus
        label={label ?? w('reason.label')}
        value={reason}
        maxLength={maxLength}
        error={missing ? (missingText ?? w('reason.missing')) : false}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
