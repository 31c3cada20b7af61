import { useEffect, useState } from 'react';
import type { RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import type { Papers } from './papers/use-papers.ts';

const SHOWN_MS = 2_000;

/** The number in large type for two seconds. */
export function Ticket({ answer }: { answer: RegistrationAnswer | undefined }) {
  return answer === undefined ? null : <TicketOf key={answer.encounterId} answer={answer} />;
}

function TicketOf({ answer }: { answer: RegistrationAnswer }) {
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className="ticket-big" aria-hidden="true">
      {answer.tickets.map((ticket) => (
        <div key={ticket.id}>
          <b>{ticket.number}</b>
          <span>
            {ticket.roomCode} · {ticket.roomName}
          </span>
        </div>
      ))}
    </div>
  );
}

/** The last number stays readable at the foot until the next one comes, with the papers of that visit. */
export function LastTicket({ answer, papers }: { answer: RegistrationAnswer | undefined; papers: Papers }) {
  const w = useWords();
  const sentence = useSentence();
  if (answer === undefined) return null;
  const { encounterId, ticket, tickets } = answer;
  const told = answer.issues.map((issue) => sentence(issue)).join(' ');
  return (
    <span className="of-last">
      <span className="last-ticket" role="status" title={told}>
        {w('ticket.last', { number: ticket.number, room: ticket.roomCode })}
        {tickets.slice(1).map((one) => ` · ${one.number} – ${one.roomCode}`)} {told}
      </span>
      <ActionButton variant="subtle" onPress={() => void papers.print(encounterId, 'registration-slip')} keyHint="Shift+F8">
        {w('papers.slip')}
      </ActionButton>
      <ActionButton variant="subtle" onPress={() => void papers.print(encounterId, 'record-label')}>
        {w('papers.label')}
      </ActionButton>
    </span>
  );
}
