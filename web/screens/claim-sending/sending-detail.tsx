import { useQuery } from '@tanstack/react-query';
import type { SendingDetail } from '../../../api/claims/sending/sending-schemas.ts';
import { isHolding } from '../../../domain/claims/checks/claim-check.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { Note, type Meaning } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { FindingList } from '../../lib/finding-list.tsx';
import { deadlineMeanings } from './sending-words.ts';
import { SubmissionActions } from './submission-actions.tsx';

type Submission = SendingDetail['submissions'][number];

/** One visit: what the insurer said, what differs from what was sent, until when, every try. Opened by a press only: it is logged. */
export function VisitDetail({ encounterId }: { encounterId: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({ ...reading<SendingDetail>(`/claim-sending/visits/${encounterId}`), staleTime: 0 });
  if (data === undefined) {
    return (
      <section className="sending-detail">
        {error === null && <Loading label={w('state.loading')} lines={6} />}
        {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      </section>
    );
  }
  const title = w('sending.detail', { code: data.encounterCode });
  const [newest] = data.submissions;
  return (
    <section className="sending-detail" aria-label={title}>
      <h2>{title}</h2>
      <p>{data.patientName}</p>
      {newest !== undefined && <Standing one={newest} />}
      {newest !== undefined && can('claim.send') && <SubmissionActions one={newest} code={data.encounterCode} />}
      <Findings detail={data} />
      <Differences detail={data} />
      <Deadlines detail={data} />
      <History detail={data} />
    </section>
  );
}

const stateMeanings: Record<Submission['state'], Meaning> = {
  ...{ approved: 'information', signed: 'information', sending: 'information' },
  ...{ accepted: 'done', rejected: 'stop', replaced: 'done', withdrawn: 'done' },
};

function Standing({ one }: { one: Submission }) {
  const w = useWords();
  const [last] = one.attempts;
  const isWaiting = one.state === 'approved' || one.state === 'signed' || one.state === 'sending';
  return (
    <Note meaning={stateMeanings[one.state]}>
      {w(`sending.state.${one.state}`)}
      {one.source === 'simulator' && one.state !== 'approved' && ` (${w('sending.simulated')})`}
      {one.message !== null && !isWaiting && `: ${one.message}`}
      {isWaiting && last !== undefined && `: ${w(`sending.class.${last.class}`)}`}
      {isWaiting && one.nextTryAt !== null && ` · ${w('sending.nextTry', { at: momentForPeople(one.nextTryAt) })}`}
    </Note>
  );
}

function Findings({ detail: { encounterId, findings } }: { detail: SendingDetail }) {
  const w = useWords();
  if (findings === null) return <Note meaning="care">{w('sending.openAgain')}</Note>;
  const holding = findings.filter(isHolding);
  return holding.length === 0 ? null : <FindingList encounterId={encounterId} findings={holding} />;
}

function Differences({ detail: { differences, submissions } }: { detail: SendingDetail }) {
  const w = useWords();
  if (differences === null || submissions.length === 0) return null;
  return (
    <>
      <h3>{w('sending.differences')}</h3>
      {differences.length === 0 && <p className="hint">{w('sending.noDifference')}</p>}
      {differences.length > 0 && (
        <table className="sending-differences">
          <thead>
            <tr>
              <th>{w('sending.field')}</th>
              <th>{w('sending.before')}</th>
              <th>{w('sending.now')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((one) => (
              <tr key={`${one.table} ${one.row} ${one.field}`}>
                <td>
                  {one.table}.{one.row} {one.field}
                </td>
                <td>{one.before ?? w('sending.rowNew')}</td>
                <td>{one.now ?? w('sending.rowGone')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Deadlines({ detail: { deadlines } }: { detail: SendingDetail }) {
  const w = useWords();
  if (deadlines.length === 0) return null;
  return (
    <>
      <h3>{w('sending.deadlines')}</h3>
      <ul>
        {deadlines.map(({ kind, until, state }) => (
          <li key={kind} className={`line-${deadlineMeanings[state]}`}>
            <Icon name={deadlineMeanings[state]} /> {w(`sending.deadline.${kind}`)}: {momentForPeople(until)}
            {state !== 'in-time' && ` – ${w(`sending.deadline.${state}`)}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function History({ detail: { submissions } }: { detail: SendingDetail }) {
  const w = useWords();
  return (
    <>
      <h3>{w('sending.history')}</h3>
      {submissions.length === 0 && <p className="hint">{w('sending.neverSent')}</p>}
      <ol>
        {submissions.map((one) => (
          <li key={one.id}>
            {w(`sending.kind.${one.kind}`, { n: one.number })} · {w(`sending.state.${one.state}`)} ·{' '}
            {w('sending.approvedBy', { name: one.approvedByName, at: momentForPeople(one.approvedAt) })}
            {one.reason !== null && <p>{one.reason}</p>}
            {one.transactionCode !== null && <p>{w('sending.receipt', { code: one.transactionCode })}</p>}
            {one.signer !== null && <p className="hint">{w('sending.signer', { subject: one.signer })}</p>}
            {one.attempts.map((attempt) => (
              <p key={attempt.id} className="hint">
                {momentForPeople(attempt.at)} · {w(`sending.class.${attempt.class}`)}
                {attempt.resultCode !== null && ` (${attempt.resultCode})`}
                {attempt.source === 'simulator' && ` · ${w('sending.simulated')}`}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}
