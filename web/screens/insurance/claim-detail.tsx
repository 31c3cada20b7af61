import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CheckedClaimView } from '../../../api/claims/claim-check-schemas.ts';
import type { ClaimItem } from '../../../api/claims/claim-schemas.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { FindingList } from '../../lib/finding-list.tsx';

/** One visit: its shares and every finding with its rule and place. F8 checks it anew. */
export function ClaimDetail({ item }: { item: ClaimItem }) {
  const w = useWords();
  const recheck = useRecheck(item.encounterId);
  useKeys({ f8: recheck.start });
  const shares = [
    ['cost.total', item.hospitalAmount],
    ['cost.fund', item.fundAmount],
    ['cost.copay', item.copayAmount],
    ['cost.selfPay', item.selfPayAmount],
  ] as const;
  return (
    <section className="claim-detail" aria-label={w('claims.detail', { code: item.encounterCode })}>
      <h2>{item.patientName}</h2>
      <p>
        {item.encounterCode} · {w('claims.closed', { at: momentForPeople(item.closedAt) })} ·{' '}
        {item.insured ? w('claims.paysRate', { rate: item.benefitRate }) : w('banner.noCover')}
      </p>
      <dl className="facts">
        {shares.map(([word, amount]) => (
          <div key={word}>
            <dt>{w(word)}</dt>
            <dd>{moneyForPeople(amount)}</dd>
          </div>
        ))}
      </dl>
      <ActionButton
        variant="default"
        keyHint="F8"
        busy={recheck.busy ? w('claims.checking') : undefined}
        blocked={recheck.blocked}
        onPress={recheck.start}
      >
        {w('claims.recheck')}
      </ActionButton>
      {recheck.failure !== '' && (
        <Note meaning="stop" live>
          {recheck.failure}
        </Note>
      )}
      <FindingList encounterId={item.encounterId} findings={item.findings} />
    </section>
  );
}

/** Checks one visit anew; the lists around it are read again. */
function useRecheck(encounterId: string) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [failure, setFailure] = useState('');
  const { send, state } = useWrite<{ encounterId: string }, CheckedClaimView>('POST', '/claim-checks');
  const busy = state === 'sending' || state === 'waiting';
  const blocked = can('claim.export') ? undefined : w('state.notAllowed');
  const check = async () => {
    if (busy || blocked !== undefined) return;
    setFailure('');
    try {
      await send({ encounterId });
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/claim') });
  };
  return { start: () => void check(), busy, blocked, failure };
}
