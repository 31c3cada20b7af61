import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import type { PaperList, WithdrawPaper } from '../../../../api/papers/paper-schemas.ts';
import { newId } from '../../../../domain/ids.ts';
import { momentForPeople } from '../../../lib/format.ts';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../../lib/reason-dialog.tsx';
import { can } from '../../../lib/session.ts';
import { useWrite } from '../../../lib/use-write.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Empty } from '../../../ui/states.tsx';
import { refreshVisit } from '../refresh-visit.ts';
import type { PaperPrints } from './use-papers.ts';

type Paper = PaperList['items'][number];

interface PaperRowsProps {
  encounter: EncounterView;
  papers: Paper[];
  prints: PaperPrints;
}

/** The issued papers, each with its number; withdrawn ones stay to be seen. */
export function PaperRows({ encounter, papers, prints }: PaperRowsProps) {
  const w = useWords();
  const [withdrawing, setWithdrawing] = useState<Paper | undefined>(undefined);
  if (papers.length === 0) return <Empty>{w('paper.empty')}</Empty>;
  return (
    <>
      <table className="plain-table" aria-label={w('paper.issued')}>
        <thead>
          <tr>
            {(['paper.kind', 'paper.number', 'paper.issuedAt', 'paper.state'] as const).map((head) => (
              <th key={head} scope="col">
                {w(head)}
              </th>
            ))}
            <th scope="col">{w('paper.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {papers.map((paper) => (
            <tr key={paper.id}>
              <th scope="row">{w(`paperKind.${paper.kind}`)}</th>
              <td>{paper.number}</td>
              <td>{w('paper.by', { at: momentForPeople(paper.issuedAt), name: paper.head.issuedByName })}</td>
              <td>{paper.withdrawnAt === null ? w('paper.stands') : w('paper.withdrawn', { reason: paper.withdrawReason ?? '' })}</td>
              <td className="paper-actions">
                <ActionButton variant="default" onPress={() => void prints.send({ kind: 'paper', paperId: paper.id })}>
                  {w('paper.print')}
                </ActionButton>
                {can('paper.write') && paper.withdrawnAt === null && paper.kind !== 'outpatient-record' && (
                  <ActionButton variant="subtle" onPress={() => setWithdrawing(paper)}>
                    {w('paper.withdraw')}
                  </ActionButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {withdrawing !== undefined && <WithdrawDialog encounter={encounter} paper={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </>
  );
}

function WithdrawDialog({ encounter, paper, onClose }: { encounter: EncounterView; paper: Paper; onClose: () => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const write = useWrite<WithdrawPaper, unknown>('POST', `/encounters/${encounter.id}/papers/${paper.id}/withdrawal`);
  return (
    <ReasonDialog
      title={w('paper.withdrawQuestion', { kind: w(`paperKind.${paper.kind}`), number: paper.number })}
      confirmText={w('paper.withdraw')}
      maxLength={500}
      onReason={async (reason) => {
        await write.send({ id, reason });
        await refreshVisit(queries, encounter.id);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
