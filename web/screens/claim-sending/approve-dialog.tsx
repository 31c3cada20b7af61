import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApprovalView, ClaimsToApprove } from '../../../api/claims/sending/sending-schemas.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { ask } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { type ClaimLine, refreshSending } from './use-sending.ts';

const REASONS = ['has-errors', 'unchanged', 'waiting', 'not-insured', 'not-found'] as const;

/** Says how many claims would go and for how much before anything goes, and what is left out. */
export function ApproveDialog({ lines, onClose }: { lines: ClaimLine[]; onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [failure, setFailure] = useState('');
  const encounterIds = lines.map(({ encounterId }) => encounterId);
  const preview = useQuery({
    queryKey: ['/claim-sending/approval-previews', encounterIds],
    queryFn: ({ signal }) => ask<ApprovalView>('/claim-sending/approval-previews', { encounterIds }, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const approve = useWrite<ClaimsToApprove, ApprovalView>('POST', '/claim-sending/approvals');
  const found = preview.data;
  const count = found?.approved.length ?? 0;
  const isSending = approve.state === 'sending' || approve.state === 'waiting';
  const send = async () => {
    if (found === undefined || isSending) return;
    if (count === 0) return onClose();
    try {
      await approve.send({ encounterIds: found.approved });
      await refreshSending(queries);
      onClose();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const title = found === undefined ? w('sending.approveLooking', { n: lines.length }) : w('sending.approveQuestion', { n: count });
  return (
    <ConfirmDialog
      opened
      title={title}
      confirmText={isSending ? w('state.saving') : count === 0 ? w('shell.close') : w('sending.approve', { n: count })}
      cancelText={w('state.back')}
      onConfirm={() => void send()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {preview.error !== null && (
        <Failed text={failureText(preview.error)} retryText={w('state.retry')} onRetry={() => void preview.refetch()} />
      )}
      {found === undefined && preview.error === null && <Loading label={w('state.loading')} lines={2} />}
      {found !== undefined && <Preview found={found} lines={lines} />}
    </ConfirmDialog>
  );
}

function Preview({ found, lines }: { found: ApprovalView; lines: ClaimLine[] }) {
  const w = useWords();
  const codeOf = (id: string) => lines.find(({ encounterId }) => encounterId === id)?.encounterCode ?? '';
  return (
    <>
      {found.approved.length > 0 && (
        <p>
          {w('sending.approveSum', {
            n: found.approved.length,
            fund: moneyForPeople(found.fundAmount),
            total: moneyForPeople(found.hospitalAmount),
          })}
        </p>
      )}
      {REASONS.map((reason) => {
        const out = found.leftOut.filter((one) => one.reason === reason);
        if (out.length === 0) return null;
        return (
          <Note key={reason} meaning={reason === 'has-errors' ? 'stop' : 'care'}>
            {w(`sending.leftOut.${reason}`, { n: out.length })}{' '}
            {out
              .slice(0, 5)
              .map(({ encounterId }) => codeOf(encounterId))
              .join(', ')}
            {out.length > 5 && '…'}
          </Note>
        );
      })}
      {found.approved.length > 0 && <p className="hint">{w('sending.approveHint')}</p>}
    </>
  );
}
