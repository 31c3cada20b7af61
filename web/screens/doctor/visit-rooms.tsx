import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { isOpen } from './is-open.ts';
import { RoomConclusion } from './room-conclusion.tsx';
import { RoomDialog } from './room-dialog.tsx';
import { WithdrawRoomDialog } from './withdraw-room-dialog.tsx';

type Room = EncounterView['rooms'][number];

/** The rooms of the visit: which one concludes, what the others were asked and found, each under its doctor's name. */
export function VisitRooms({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const [asking, setAsking] = useState(false);
  const main = encounter.rooms.find(({ isMain }) => isMain);
  const others = encounter.rooms.filter(({ isMain }) => !isMain);
  const maySend = isOpen(encounter) && can('encounter.write');
  return (
    <section className="visit-rooms" aria-label={w('visitRooms.title')}>
      <div className="row-end">
        <p className="grow">
          {w('rooms.concludes', { room: `${main?.roomCode ?? ''} ${encounter.roomName}`.trim(), name: encounter.practitionerName ?? '–' })}
        </p>
        {maySend && (
          <ActionButton variant="default" onPress={() => setAsking(true)}>
            {w('rooms.ask')}
          </ActionButton>
        )}
      </div>
      {others.map((room) => (
        <OtherRoom key={room.ticketId} encounter={encounter} room={room} />
      ))}
      {asking && <RoomDialog encounter={encounter} main={main} onClose={() => setAsking(false)} />}
    </section>
  );
}

function OtherRoom({ encounter, room }: { encounter: EncounterView; room: Room }) {
  const w = useWords();
  const [withdrawing, setWithdrawing] = useState(false);
  const writes = isOpen(encounter) && can('encounter.write');
  const waits = room.state === 'waiting' || room.state === 'missed';
  const head = w('rooms.other', { room: `${room.roomCode} ${room.roomName}`, number: room.number, state: w(`ticketState.${room.state}`) });
  return (
    <Note meaning={room.concludedAt === null ? 'information' : 'done'}>
      <b>{head}</b>
      {room.question !== null && <p>{w('rooms.question', { question: room.question, name: room.askedByName ?? '' })}</p>}
      {room.findings !== null && <p>{room.findings}</p>}
      {room.concludedAt !== null && (
        <p>
          {w('rooms.concluded', {
            conclusion: room.conclusion ?? '',
            name: room.concludedByName ?? '',
            at: momentForPeople(room.concludedAt),
          })}
        </p>
      )}
      {writes && room.state === 'in-examination' && <RoomConclusion encounter={encounter} room={room} />}
      {writes && waits && (
        <ActionButton variant="subtle" onPress={() => setWithdrawing(true)}>
          {w('rooms.withdraw')}
        </ActionButton>
      )}
      {withdrawing && <WithdrawRoomDialog encounter={encounter} room={room} onClose={() => setWithdrawing(false)} />}
    </Note>
  );
}
