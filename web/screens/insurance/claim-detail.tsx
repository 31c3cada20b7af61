import type { ClaimItem } from '../../../api/claims/claim-schemas.ts';
import { moneyForPeople, momentForPeople } from '../../lib/format.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { Note } from '../../ui/note.tsx';

/** One visit: its shares and every finding with its rule and place. */
export function ClaimDetail({ item }: { item: ClaimItem }) {
  const w = useWords();
  const sentence = useSentence();
  const meanings = { error: 'stop', warning: 'care', information: 'information' } as const;
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
      {item.issues.length === 0 && <Note meaning="done">{w('claims.nothingWrong')}</Note>}
      {item.issues.map((issue) => (
        <Note key={issue.code + issue.path} meaning={meanings[issue.severity]}>
          {sentence(issue)}{' '}
          <small>
            {issue.code} {issue.path}
          </small>
        </Note>
      ))}
    </section>
  );
}
