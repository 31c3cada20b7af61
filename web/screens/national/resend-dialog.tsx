import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ResendTransmissions, ResentTransmissions } from '../../../api/national-prescriptions/national-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { refreshNational } from './refresh-national.ts';

/** Asks once, naming how many; says afterwards what could not go. */
export function ResendDialog({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [failure, setFailure] = useState('');
  const [answer, setAnswer] = useState<ResentTransmissions | undefined>(undefined);
  const resend = useWrite<ResendTransmissions, ResentTransmissions>('POST', '/national-prescriptions/resends');
  const send = async () => {
    if (answer !== undefined) return onClose();
    try {
      const found = await resend.send({ ids });
      await refreshNational(queries);
      if (found.refused.length === 0) return onClose();
      setAnswer(found);
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const isSending = resend.state === 'sending' || resend.state === 'waiting';
  return (
    <ConfirmDialog
      opened
      title={w('national.resendQuestion', { n: ids.length })}
      confirmText={isSending ? w('state.saving') : answer === undefined ? w('national.resendMarked', { n: ids.length }) : w('shell.close')}
      cancelText={w('state.back')}
      onConfirm={() => void send()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {answer !== undefined && (
        <Note meaning="care" live>
          {w('national.resent', { n: answer.queued.length })} {w('national.notResent', { n: answer.refused.length })}
        </Note>
      )}
    </ConfirmDialog>
  );
}
