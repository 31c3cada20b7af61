import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RoomView, TicketView, TransferAnswer } from '../../../api/queue/queue-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { priorities } from '../../../domain/queue/priorities.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note, type Meaning } from '../../ui/note.tsx';

interface TicketActionsProps {
  ticket: TicketView;
  rooms: RoomView[];
  onDone: () => void;
}

/** What may be done with the chosen number. Everything here can be taken back by the next step, so nothing asks twice. */
export function TicketActions({ ticket, rooms, onDone }: TicketActionsProps) {
  const w = useWords();
  const { say, act } = useAction(onDone);
  const send = (what: 'recall' | 'miss' | 'return') => void act(() => change('POST', `/tickets/${ticket.id}/${what}`, {}, newId()));
  const setPriority = (priority: string) => void act(() => change('PUT', `/tickets/${ticket.id}/priority`, { priority }, newId()));
  const isWaiting = ticket.state === 'waiting' || ticket.state === 'missed';
  return (
    <section className="ticket-actions" aria-label={w('queue.actions')}>
      <h2>
        {ticket.number} · {ticket.patient.fullName}
      </h2>
      {say !== undefined && (
        <Note meaning={say.meaning} live>
          {say.text}
        </Note>
      )}
      {can('queue.call') && (
        <div className="action-row">
          <ActionButton
            variant="default"
            onPress={() => send('recall')}
            blocked={ticket.timesCalled === 0 ? w('queue.notCalled') : undefined}
          >
            {w('queue.recall')}
          </ActionButton>
          {ticket.state === 'missed' ? (
            <ActionButton variant="default" onPress={() => send('return')}>
              {w('queue.return')}
            </ActionButton>
          ) : (
            <ActionButton variant="default" onPress={() => send('miss')} blocked={ticket.state === 'done' ? w('queue.isDone') : undefined}>
              {w('queue.miss')}
            </ActionButton>
          )}
        </div>
      )}
      {can('registration.write') && isWaiting && (
        <NativeSelect
          label={w('visit.priority')}
          value={ticket.priority}
          data={priorities.map((value) => ({ value, label: w(`priority.${value}` as WordKey) }))}
          onChange={(event) => setPriority(event.currentTarget.value)}
        />
      )}
      {can('queue.transfer') && <TransferForm ticket={ticket} rooms={rooms} act={act} />}
    </section>
  );
}

function TransferForm({ ticket, rooms, act }: { ticket: TicketView; rooms: RoomView[]; act: ReturnType<typeof useAction>['act'] }) {
  const w = useWords();
  const [roomId, setRoomId] = useState('');
  const [reason, setReason] = useState('');
  const [id] = useState(newId);
  const transfer = () =>
    act(async () => {
      const body = { id, roomId, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      const { ticket: given } = await change<TransferAnswer>('POST', `/tickets/${ticket.id}/transfer`, body, id);
      return w('queue.transferred', { number: given.number, room: given.roomCode });
    });
  if (rooms.length === 0) return null;
  return (
    <>
      <NativeSelect
        label={w('queue.transferTo')}
        value={roomId}
        data={[
          { value: '', label: '–' },
          ...rooms.map((room) => ({ value: room.id, label: w('visit.roomChoice', { code: room.code, name: room.name, n: room.waiting }) })),
        ]}
        onChange={(event) => setRoomId(event.currentTarget.value)}
      />
      <TextInput
        label={w('queue.transferReason')}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ActionButton onPress={() => void transfer()} blocked={roomId === '' ? w('queue.chooseRoom') : undefined}>
        {w('queue.transfer')}
      </ActionButton>
    </>
  );
}

/** Does one thing and says how it went, in the place where it was asked for. */
function useAction(onDone: () => void) {
  const w = useWords();
  const failureText = useFailure();
  const [say, setSay] = useState<{ meaning: Meaning; text: string } | undefined>(undefined);
  const act = async (work: () => Promise<unknown>) => {
    setSay({ meaning: 'information', text: w('state.saving') });
    try {
      const text = await work();
      setSay({ meaning: 'done', text: typeof text === 'string' ? text : w('state.saved') });
      onDone();
    } catch (cause) {
      setSay({ meaning: 'stop', text: failureText(cause) });
    }
  };
  return { say, act };
}
