import type { ResultView } from '../../../api/results/result-schemas.ts';
import { ResultIssue } from '../../lib/result-issues.tsx';

/** What was issued, newest first. A draft stands in the form and only says here who entered it. */
export function IssueList({ results }: { results: ResultView[] }) {
  const newestFinal = results.find(({ approvedAt }) => approvedAt !== null);
  return (
    <>
      {results.map((issue) => (
        <ResultIssue
          key={issue.id}
          issue={issue.approvedAt === null ? { ...issue, values: [], description: null, conclusion: null } : issue}
          counts={issue.approvedAt === null || issue === newestFinal}
        />
      ))}
    </>
  );
}
