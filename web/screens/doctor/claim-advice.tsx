import { useQuery } from '@tanstack/react-query';
import type { ClaimAdvice as Advice } from '../../../api/claims/claim-check-schemas.ts';
import { describeFinding } from '../../../domain/claims/checks/rule-catalogue.ts';
import { useLanguage, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { Note } from '../../ui/note.tsx';

const POLL_MS = 2_000;

/** What the insurer would send back of a visit that was just closed. Advice: the visit is over, whoever reads it may reopen it. */
export function ClaimAdvice({ encounterId }: { encounterId: string }) {
  const w = useWords();
  const { language } = useLanguage();
  const { data } = useQuery({
    ...reading<Advice>(`/encounters/${encounterId}/claim-advice`),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.checkedAt == null ? POLL_MS : false),
  });
  if (data === undefined || data.findings.length === 0) return null;
  return (
    <section aria-label={w('close.claimAdvice')}>
      <h3>{w('close.claimAdvice')}</h3>
      {data.findings.map((finding, i) => (
        <Note key={i} meaning="care">
          {describeFinding(finding, language)} <small>{finding.rule}</small>
        </Note>
      ))}
    </section>
  );
}
