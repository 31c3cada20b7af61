import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { DestinationTested, HoldDestination } from '../../../api/interop/outbox-schemas.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { useIssueWords } from './interop-words.ts';
import { type Destination, refreshInterop } from './use-interop.ts';

/** What stops a destination, what its self-test found, and what may be done. */
export function DestinationDetail({ one }: { one: Destination }) {
  const w = useWords();
  return (
    <section className="interop-detail" aria-label={w('interop.detail', { name: one.name })}>
      <h2>{one.name}</h2>
      <Stopped one={one} />
      {can('outbox.write') && <Actions one={one} />}
      <SelfTest one={one} />
    </section>
  );
}

/** The reason of a pause that the product set itself when the receiver answered 403. */
const FORBIDDEN = 'forbidden';
/** That of a hold because the account was refused. */
const LOG_IN_REFUSED = 'login-refused';

function Stopped({ one: { stopped } }: { one: Destination }) {
  const w = useWords();
  if (stopped === null) return <Note meaning="done">{w('interop.runs')}</Note>;
  if (stopped.by === 'receiver') return <Note meaning="care">{w('interop.quietUntil', { until: momentForPeople(stopped.until) })}</Note>;
  const at = momentForPeople(stopped.at);
  if (stopped.by === 'facility' && stopped.reason === LOG_IN_REFUSED)
    return <Note meaning="stop">{w('interop.logInRefused', { at })}</Note>;
  if (stopped.by === 'facility') {
    return <Note meaning="stop">{w('interop.heldBy', { at, name: stopped.name, reason: stopped.reason })}</Note>;
  }
  return (
    <Note meaning="stop">
      {stopped.reason === FORBIDDEN ? w('interop.forbidden', { at }) : w('interop.pausedForAll', { at, reason: stopped.reason })}
    </Note>
  );
}

/** F9 holds the line or lets it go, F8 tests. */
function Actions({ one }: { one: Destination }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [holding, setHolding] = useState(false);
  const [failure, setFailure] = useState('');
  const hold = useWrite<z.infer<typeof HoldDestination>, unknown>('POST', `/destinations/${one.id}/hold`);
  const release = useWrite<object, unknown>('POST', `/destinations/${one.id}/release`);
  const test = useWrite<object, z.infer<typeof DestinationTested>>('POST', `/destinations/${one.id}/tests`);
  const run = async (work: () => Promise<unknown>) => {
    try {
      setFailure('');
      await work();
    } catch (cause) {
      setFailure(failureText(cause));
    } finally {
      await refreshInterop(queries);
    }
  };
  const isPausedForAll = one.stopped?.by === 'installation' && one.stopped.reason !== FORBIDDEN;
  const isBusy = [release, test].some(({ state }) => state === 'sending' || state === 'waiting');
  const turn = () => {
    if (isBusy || isPausedForAll) return;
    if (one.stopped === null) setHolding(true);
    else void run(async () => await release.send({}));
  };
  const tryIt = () => (isBusy ? undefined : void run(async () => await test.send({})));
  useKeys({ f9: turn, f8: tryIt });
  return (
    <>
      <div className="interop-buttons">
        <ActionButton
          variant="default"
          keyHint="F9"
          blocked={isPausedForAll ? w('interop.onlyInstallation') : undefined}
          busy={isBusyOf(release) ? w('state.saving') : undefined}
          onPress={turn}
        >
          {w(one.stopped === null ? 'interop.hold' : 'interop.release')}
        </ActionButton>
        <ActionButton variant="default" keyHint="F8" busy={isBusyOf(test) ? w('interop.testing') : undefined} onPress={tryIt}>
          {w('interop.test')}
        </ActionButton>
      </div>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {holding && (
        <ReasonDialog
          title={w('interop.holdQuestion', { name: one.name })}
          confirmText={w('interop.hold')}
          onReason={async (reason) => {
            await hold.send({ reason });
            await refreshInterop(queries);
            setHolding(false);
          }}
          onClose={() => setHolding(false)}
        >
          <p>{w('interop.holdHint')}</p>
        </ReasonDialog>
      )}
    </>
  );
}

const isBusyOf = ({ state }: { state: string }): boolean => state === 'sending' || state === 'waiting';

function SelfTest({ one: { test } }: { one: Destination }) {
  const w = useWords();
  const sentence = useIssueWords();
  if (test === null) return <p className="hint">{w('interop.neverTested')}</p>;
  const isGood = test.issues.every(({ severity }) => severity !== 'error');
  return (
    <>
      <h3>{w('interop.testTitle')}</h3>
      <Note meaning={isGood ? 'done' : 'stop'}>{w(isGood ? 'interop.testGood' : 'interop.testBad', { at: momentForPeople(test.at) })}</Note>
      {isGood && test.strategy !== null && <p>{w(test.strategy === 'client-ids' ? 'interop.ourIds' : 'interop.theirIds')}</p>}
      {isGood && test.atomic === true && <p>{w('interop.atomic')}</p>}
      <ul>
        {test.issues.map((issue) => (
          <li key={issue.code + issue.path} className={`line-${issue.severity === 'error' ? 'stop' : 'care'}`}>
            {sentence(issue)}
          </li>
        ))}
      </ul>
    </>
  );
}
