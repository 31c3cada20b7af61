import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PauseSending, ResumeSending, SendingSummary } from '../../../api/claims/sending/sending-schemas.ts';
import { dayForPeople, daysBetween, localDay } from '../../../domain/dates.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { refreshSending } from './use-sending.ts';

/** A certificate that ends so soon is told: a new one takes weeks. */
const WARN_DAYS = 30;

/** The lines at the top: simulated, whose key signs, whether the line is held. */
export function SendingNotes({ summary }: { summary: SendingSummary }) {
  const w = useWords();
  const { simulates, key, pause } = summary;
  const left = key === null ? undefined : daysBetween(today(), localDay(key.validTo));
  return (
    <div className="sending-notes">
      {simulates && <Note meaning="care">{w('sending.simulates')}</Note>}
      {key === null && !simulates && <Note meaning="stop">{w('sending.noKey')}</Note>}
      {key?.demo === true && <Note meaning="care">{w('sending.demoKey', { subject: key.subject })}</Note>}
      {key?.demo === false && left !== undefined && left <= WARN_DAYS && (
        <Note meaning={left < 0 ? 'stop' : 'care'}>{w('sending.keyEnds', { day: dayForPeople(localDay(key.validTo)) })}</Note>
      )}
      {pause !== null && (
        <Note meaning="stop">
          {pause.reason === 'login-refused'
            ? w('sending.heldLogIn', { at: momentForPeople(pause.pausedAt) })
            : w('sending.held', { at: momentForPeople(pause.pausedAt), reason: pause.reason })}
        </Note>
      )}
    </div>
  );
}

/** Holds the line of claims, and lets it go. */
export function LineButtons({ summary }: { summary: SendingSummary }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [pausing, setPausing] = useState(false);
  const [failure, setFailure] = useState('');
  const pause = useWrite<PauseSending, unknown>('POST', '/claim-sending/pause');
  const resume = useWrite<ResumeSending, unknown>('POST', '/claim-sending/resume');
  const hold = async (reason: string) => {
    await pause.send({ reason });
    await refreshSending(queries);
    setPausing(false);
  };
  const letGo = async () => {
    try {
      setFailure('');
      await resume.send({});
      await refreshSending(queries);
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const isBusy = resume.state === 'sending' || resume.state === 'waiting';
  if (!can('claim.send')) return null;
  return (
    <>
      {summary.pause === null && (
        <ActionButton variant="default" onPress={() => setPausing(true)}>
          {w('sending.pause')}
        </ActionButton>
      )}
      <ActionButton variant="default" busy={isBusy ? w('state.saving') : undefined} onPress={() => void letGo()}>
        {w(summary.pause === null ? 'sending.tryAll' : 'sending.resume')}
      </ActionButton>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {pausing && (
        <ReasonDialog
          title={w('sending.pauseQuestion')}
          confirmText={w('sending.pause')}
          maxLength={500}
          onReason={hold}
          onClose={() => setPausing(false)}
        />
      )}
    </>
  );
}
