import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AcceptTransmission, TransmissionView } from '../../../api/national-prescriptions/national-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { refreshNational } from './refresh-national.ts';

/** The operator knows that the system holds it, and says how. */
export function AcceptDialog({ one, onClose }: { one: TransmissionView; onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const accept = useWrite<AcceptTransmission, unknown>('POST', `/national-prescriptions/${one.id}/acceptance`);
  const save = async () => {
    if (reason.trim() === '') return setFailure(w('national.acceptReasonMissing'));
    try {
      await accept.send({ version: one.version, reason: reason.trim() });
      await refreshNational(queries);
      onClose();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('national.acceptQuestion', { code: one.code.toUpperCase() })}
      confirmText={accept.state === 'sending' ? w('state.saving') : w('national.accept')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      <p>{w('national.acceptHint')}</p>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <TextInput
        data-autofocus
        label={w('national.acceptReason')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
