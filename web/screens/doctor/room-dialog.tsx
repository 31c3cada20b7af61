import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AskedRoom, AskRoom, EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { RoomView, Transfer, TransferAnswer } from '../../../api/queue/queue-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface RoomDialogProps {
  encounter: EncounterView;
  /** The room that has the person now; it is the one that can send them on. */
  main: EncounterView['rooms'][number] | undefined;
  onClose: () => void;
}

/** Another room is asked and the person comes back, or the person moves there and that room concludes. */
export function RoomDialog({ encounter, main, onClose }: RoomDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [roomId, setRoomId] = useState('');
  const [moves, setMoves] = useState(false);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState('');
  const rooms = (useQuery(reading<{ items: RoomView[] }>('/rooms')).data?.items ?? []).filter(({ id }) => id !== main?.roomId);
  const send = useSend(encounter, main, onClose);
  const confirm = async () => {
    if (roomId === '') return setFailure(w('rooms.chooseRoom'));
    if (!moves && text.trim() === '') return setFailure(w('rooms.questionMissing'));
    try {
      await send({ roomId, moves, text: text.trim() });
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('rooms.dialog', { name: encounter.patient.fullName })}
      confirmText={w(moves ? 'rooms.move' : 'rooms.ask')}
      cancelText={w('state.back')}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <div className="plain-field">
        <label htmlFor="room-act">{w('rooms.act')}</label>
        <select id="room-act" data-autofocus value={moves ? 'move' : 'ask'} onChange={(event) => setMoves(event.target.value === 'move')}>
          <option value="ask">{w('rooms.askLong')}</option>
          <option value="move" disabled={main === undefined}>
            {w('rooms.moveLong')}
          </option>
        </select>
      </div>
      <div className="plain-field">
        <label htmlFor="room-choice">{w('queue.room')}</label>
        <select id="room-choice" value={roomId} onChange={(event) => setRoomId(event.target.value)}>
          <option value="">–</option>
          {rooms.map(({ id, code, name, waiting }) => (
            <option key={id} value={id}>
              {w('rooms.choice', { room: `${code} ${name}`, n: waiting })}
            </option>
          ))}
        </select>
      </div>
      <TextInput
        label={w(moves ? 'queue.transferReason' : 'rooms.questionField')}
        value={text}
        maxLength={moves ? 200 : 1000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function useSend(encounter: EncounterView, main: RoomDialogProps['main'], onClose: () => void) {
  const queries = useQueryClient();
  const [ids] = useState(() => ({ id: newId(), ticketId: newId() }));
  const ask = useWrite<AskRoom, AskedRoom>('POST', `/encounters/${encounter.id}/consultations`);
  const move = useWrite<Transfer, TransferAnswer>('POST', `/tickets/${main?.ticketId ?? ''}/transfer`);
  return async ({ roomId, moves, text }: { roomId: string; moves: boolean; text: string }) => {
    if (moves) await move.send({ id: ids.ticketId, roomId, ...(text === '' ? {} : { reason: text }) });
    else await ask.send({ ...ids, roomId, question: text });
    await queries.invalidateQueries();
    onClose();
  };
}
