import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TransmissionPerson, TransmissionView } from '../../../api/national-prescriptions/national-schemas.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useNationalSentence } from '../../lib/national-sentence.ts';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { AcceptDialog } from './accept-dialog.tsx';
import { meanings, useStateWords } from './national-words.ts';
import { everyMs, isMoving } from './use-transmissions.ts';

/** One prescription: where it stands, why, every try, and what may be done. */
export function TransmissionDetail({ id, onResend }: { id: string; onResend: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({
    ...reading<TransmissionView>(`/national-prescriptions/${id}`),
    refetchInterval: ({ state }) => everyMs(state.data !== undefined && isMoving(state.data)),
    staleTime: 0,
  });
  if (data === undefined) {
    return (
      <section className="national-detail">
        {error === null && <Loading label={w('state.loading')} lines={6} />}
        {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      </section>
    );
  }
  const title = w('national.detail', { code: data.code.toUpperCase() });
  return (
    <section className="national-detail" aria-label={title}>
      <h2>{title}</h2>
      <Standing one={data} />
      {can('transmission.write') && <Actions one={data} onResend={onResend} />}
      {can('patient.read') && <Person id={id} />}
      <Facts one={data} />
      <History one={data} />
    </section>
  );
}

function Standing({ one }: { one: TransmissionView }) {
  const w = useWords();
  const stateWords = useStateWords();
  const sentence = useNationalSentence();
  const isHeldThere = one.state === 'accepted' && one.source === 'system' && one.withdrawnAt !== null;
  const isWaiting = one.state !== 'accepted' && one.state !== 'replaced' && one.lastClass !== null;
  return (
    <>
      <Note meaning={meanings[one.state]}>
        {stateWords(one)}
        {isWaiting && one.lastClass !== null && `: ${w(`national.class.${one.lastClass}`)}`}
      </Note>
      {one.issues.map((issue) => (
        <Note key={issue.code + issue.path} meaning="stop">
          {sentence(issue)}
        </Note>
      ))}
      {one.withdrawnAt !== null && <p>{w('national.withdrawn', { at: momentForPeople(one.withdrawnAt) })}</p>}
      {isHeldThere && <Note meaning="stop">{w('national.recall')}</Note>}
      {one.replacedByCode !== null && <p>{w('national.replacedBy', { code: one.replacedByCode.toUpperCase() })}</p>}
      {one.replacesCode !== null && <p>{w('national.replaces', { code: one.replacesCode.toUpperCase() })}</p>}
      {one.decision !== null && (
        <p>{w('national.decision', { name: one.decision.byName, at: momentForPeople(one.decision.at), reason: one.decision.reason })}</p>
      )}
      {one.deidentified && <Note meaning="information">{w('national.deidentified')}</Note>}
    </>
  );
}

function Actions({ one, onResend }: { one: TransmissionView; onResend: () => void }) {
  const w = useWords();
  const [accepting, setAccepting] = useState(false);
  return (
    <div className="national-buttons">
      <ActionButton variant="default" blocked={one.mayResend ? undefined : w('national.resendBlocked')} onPress={onResend}>
        {w('national.resend')}
      </ActionButton>
      {one.state === 'unknown' && (
        <ActionButton variant="default" onPress={() => setAccepting(true)}>
          {w('national.accept')}
        </ActionButton>
      )}
      {accepting && <AcceptDialog one={one} onClose={() => setAccepting(false)} />}
    </div>
  );
}

/** The name is asked for by a press of its own: opening a record is logged. */
function Person({ id }: { id: string }) {
  const w = useWords();
  const failureText = useFailure();
  const [wanted, setWanted] = useState(false);
  const { data, error } = useQuery({ ...reading<TransmissionPerson>(`/national-prescriptions/${id}/patient`), enabled: wanted });
  if (error !== null) return <Note meaning="stop">{failureText(error)}</Note>;
  if (data === undefined) {
    return (
      <ActionButton variant="subtle" busy={wanted ? w('state.loading') : undefined} onPress={() => setWanted(true)}>
        {w('national.showPerson')}
      </ActionButton>
    );
  }
  const sex = data.sex === 'male' || data.sex === 'female' ? data.sex : 'unknown';
  return <p>{w('national.person', { name: data.fullName, birth: dayForPeople(data.birthDate), sex: w(`sex.${sex}`) })}</p>;
}

function Facts({ one }: { one: TransmissionView }) {
  const w = useWords();
  const next = one.nextTryAt === null ? w('national.waitsForPerson') : momentForPeople(one.nextTryAt);
  const facts = [
    ['national.encounter', one.encounterCode],
    ['national.doctor', one.doctorName],
    ['national.signedAt', momentForPeople(one.signedAt)],
    ['national.queuedAt', momentForPeople(one.queuedAt)],
    ...(one.state === 'queued' ? ([['national.nextTry', next]] as const) : []),
    ...(one.acceptedAt === null ? [] : ([['national.acceptedAt', momentForPeople(one.acceptedAt)]] as const)),
    ...(one.checksum === null ? [] : ([['national.checksum', one.checksum]] as const)),
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([word, value]) => (
        <div key={word}>
          <dt>{w(word)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {one.bodySha256 !== null && (
        <div>
          <dt>{w('national.digest')}</dt>
          <dd className="digest">{one.bodySha256.slice(0, 16)}…</dd>
        </div>
      )}
    </dl>
  );
}

function History({ one }: { one: TransmissionView }) {
  const w = useWords();
  return (
    <>
      <h3>{w('national.history')}</h3>
      {one.attemptList.length === 0 && <p className="hint">{w('national.noAttempt')}</p>}
      <ol>
        {one.attemptList.map((attempt) => (
          <li key={attempt.id}>
            {momentForPeople(attempt.at)} · {w(`national.class.${attempt.class}`)}
            {attempt.httpStatus !== null && ` (${w('national.status', { status: attempt.httpStatus })})`}
            {attempt.source === 'simulator' && ` · ${w('national.simulated')}`}
          </li>
        ))}
      </ol>
    </>
  );
}
