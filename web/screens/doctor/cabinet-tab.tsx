import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { CabinetIssued, CabinetIssueList, ReverseCabinetIssue } from '../../../api/stock/cabinet-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { CabinetIssueForm } from './cabinet-issue-form.tsx';
import { isOpen } from './is-open.ts';
import { refreshVisit } from './refresh-visit.ts';

type Issue = CabinetIssueList['items'][number];

/** What was taken from duty cabinets for this visit, and taking more: charged at once, put back with a reason. */
export function CabinetTab({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const failureText = useFailure();
  const mayTake = isOpen(encounter) && can('cabinet.issue');
  const { data, error, refetch } = useQuery(reading<CabinetIssueList>(`/encounters/${encounter.id}/cabinet-issues`));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  return (
    <section className="cabinet-issues" aria-label={w('tab.cabinet')}>
      {mayTake ? (
        // A new form after each taking.
        <CabinetIssueForm key={data.items.length} encounter={encounter} />
      ) : (
        <Note meaning="information">{isOpen(encounter) ? w('state.notAllowed') : w('encounter.closed')}</Note>
      )}
      {data.items.length === 0 ? (
        <Empty>{w('cabinetIssue.empty')}</Empty>
      ) : (
        <Issues encounter={encounter} items={data.items} mayTake={mayTake} />
      )}
    </section>
  );
}

function Issues({ encounter, items, mayTake }: { encounter: EncounterView; items: Issue[]; mayTake: boolean }) {
  const w = useWords();
  const [reversing, setReversing] = useState<Issue | undefined>(undefined);
  return (
    <>
      <table className="plain-table" aria-label={w('tab.cabinet')}>
        <thead>
          <tr>
            <th scope="col">{w('cabinetIssue.number')}</th>
            <th scope="col">{w('cabinetIssue.drugs')}</th>
            <th scope="col">{w('cabinetIssue.by')}</th>
            <th scope="col">{w('cabinetIssue.state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((issue) => (
            <tr key={issue.id} className={issue.reversedAt === null ? '' : 'cancelled'}>
              <th scope="row">
                {issue.number} <small>{momentForPeople(issue.at)}</small> <small>{issue.depotName}</small>
              </th>
              <td>
                {issue.lines.map((line) => (
                  <div key={line.id}>
                    {line.drugName}: {numberForPeople(line.quantity)} {line.unit}
                    {line.usage !== '' && ` · ${line.usage}`}
                    {line.serviceName !== null && ` · ${w('supplyUse.with', { name: line.serviceName })}`}
                    {line.payer === 'included' && ` · ${w('payer.included')}`}{' '}
                    <small>{line.lots.map(({ lotNumber }) => lotNumber).join(', ')}</small>
                  </div>
                ))}
              </td>
              <td>
                {issue.issuedByName}
                <small> {w('cabinetIssue.ordered', { name: issue.orderedByName })}</small>
              </td>
              <td>
                {issue.reversedAt !== null &&
                  w('cabinetIssue.reversed', {
                    ...{ at: momentForPeople(issue.reversedAt), name: issue.reversedByName ?? '', reason: issue.reverseReason ?? '' },
                  })}
                {issue.reversedAt === null && mayTake && (
                  <ActionButton variant="default" onPress={() => setReversing(issue)}>
                    {w('cabinetIssue.reverse', { number: issue.number })}
                  </ActionButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reversing !== undefined && <ReverseDialog encounter={encounter} issue={reversing} onClose={() => setReversing(undefined)} />}
    </>
  );
}

function ReverseDialog({ encounter, issue, onClose }: { encounter: EncounterView; issue: Issue; onClose: () => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const write = useWrite<ReverseCabinetIssue, CabinetIssued>('POST', `/encounters/${encounter.id}/cabinet-issues/${issue.id}/reversal`);
  return (
    <ReasonDialog
      title={w('cabinetIssue.reverseTitle', { number: issue.number })}
      confirmText={w('cabinetIssue.putBack')}
      onReason={async (reason) => {
        await write.send({ id, reason });
        await refreshVisit(queries, encounter.id);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{w('cabinetIssue.reverseHint')}</p>
    </ReasonDialog>
  );
}
