import { useEffect, useState } from 'react';
import type { RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { serverNow } from '../../lib/server-clock.ts';
import { session } from '../../lib/session.ts';

const SHOWN_MS = 2_000;

/** The number in large type for two seconds, and the slip of 80 mm paper that F8 prints. */
export function Ticket({ answer }: { answer: RegistrationAnswer | undefined }) {
  return answer === undefined ? null : <TicketOf key={answer.encounterId} answer={answer} />;
}

function TicketOf({ answer }: { answer: RegistrationAnswer }) {
  const w = useWords();
  const [shown, setShown] = useState(true);
  const [printedAt] = useState(() => momentForPeople(serverNow().toISOString()));
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  const { number, roomCode, roomName, waitingBefore } = answer.ticket;
  return (
    <>
      {shown && (
        <div className="ticket-big" aria-hidden="true">
          <b>{number}</b>
          <span>
            {roomCode} · {roomName}
          </span>
        </div>
      )}
      <div className="ticket-paper" aria-hidden="true">
        <p>{session.get()?.facility.name}</p>
        <b>{number}</b>
        <p>
          {roomCode} · {roomName}
        </p>
        <p>{w('ticket.before', { n: waitingBefore })}</p>
        <p>
          {answer.encounterCode} · {printedAt}
        </p>
      </div>
    </>
  );
}

/** The last number stays readable at the foot until the next one comes. */
export function LastTicket({ answer }: { answer: RegistrationAnswer | undefined }) {
  const w = useWords();
  const sentence = useSentence();
  if (answer === undefined) return null;
  return (
    <span className="last-ticket" role="status">
      {w('ticket.last', { number: answer.ticket.number, room: answer.ticket.roomCode })}{' '}
      {answer.issues.map((issue) => sentence(issue)).join(' ')}
    </span>
  );
}
