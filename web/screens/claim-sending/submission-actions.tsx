import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SendingDetail, SubmissionChange, WithdrawClaim } from '../../../api/claims/sending/sending-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { refreshSending } from './use-sending.ts';

/** Sends the same file again, takes it back, or withdraws what was accepted. */
export function SubmissionActions({ one, code }: { one: SendingDetail['submissions'][number]; code: string }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [withdrawing, setWithdrawing] = useState(false);
  const [failure, setFailure] = useState('');
  const resend = useWrite<SubmissionChange, unknown>('POST', `/claim-submissions/${one.id}/resend`);
  const takeBack = useWrite<SubmissionChange, unknown>('POST', `/claim-submissions/${one.id}/taking-back`);
  const withdraw = useWrite<WithdrawClaim, unknown>('POST', `/claim-submissions/${one.id}/withdrawal`);
  const change = async (write: typeof resend) => {
    try {
      setFailure('');
      await write.send({ version: one.version });
    } catch (cause) {
      setFailure(failureText(cause));
    } finally {
      await refreshSending(queries);
    }
  };
  const sendWithdrawal = async (reason: string) => {
    await withdraw.send({ version: one.version, reason });
    await refreshSending(queries);
    setWithdrawing(false);
  };
  return (
    <div className="sending-buttons">
      {one.mayResend && (
        <ActionButton variant="default" busy={isBusy(resend) ? w('state.saving') : undefined} onPress={() => void change(resend)}>
          {w('sending.resend')}
        </ActionButton>
      )}
      {one.mayTakeBack && (
        <ActionButton variant="default" busy={isBusy(takeBack) ? w('state.saving') : undefined} onPress={() => void change(takeBack)}>
          {w('sending.takeBack')}
        </ActionButton>
      )}
      {one.kind === 'claim' && one.state === 'accepted' && (
        <ActionButton variant="default" onPress={() => setWithdrawing(true)}>
          {w('sending.withdraw')}
        </ActionButton>
      )}
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {withdrawing && (
        <ReasonDialog
          title={w('sending.withdrawQuestion', { code })}
          confirmText={w('sending.withdraw')}
          maxLength={500}
          onReason={sendWithdrawal}
          onClose={() => setWithdrawing(false)}
        >
          <p>{w('sending.withdrawHint')}</p>
        </ReasonDialog>
      )}
    </div>
  );
}

const isBusy = ({ state }: { state: string }): boolean => state === 'sending' || state === 'waiting';
