import './queue.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { QueueView, RoomView, TicketView } from '../../../api/queue/queue-schemas.ts';
import { timeForPeople } from '../../lib/format.ts';
import { useFailure, useWords, type WordKey } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DeskNumbers } from './desk-numbers.tsx';
import { TicketActions } from './ticket-actions.tsx';

const EVERY_MS = 5_000;

/** Who waits where today, and what can be done with a number: call again, miss, take back, send to another room. */
export function QueueScreen() {
  const w = useWords();
  const failureText = useFailure();
  const [chosenRoom, setRoom] = useState<string | undefined>(undefined);
  const { data, error, refetch } = useQuery({ ...reading<{ items: RoomView[] }>('/rooms'), refetchInterval: EVERY_MS });
  const rooms = data?.items ?? [];
  const room = rooms.find(({ id }) => id === chosenRoom) ?? rooms[0];
  useKeys(Object.fromEntries(rooms.slice(0, 9).map(({ id }, i) => [`alt+${i + 1}`, () => setRoom(id)])));
  if (error !== null && data === undefined)
    return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  return (
    <div className="queue-desk">
      <div role="tablist" aria-label={w('rooms.title')} className="queue-rooms">
        {rooms.map((one, i) => (
          <button key={one.id} type="button" role="tab" aria-selected={one.id === room?.id} onClick={() => setRoom(one.id)}>
            {i < 9 && <kbd>Alt+{i + 1}</kbd>} {one.code} {one.name} <b>{one.waiting}</b>
          </button>
        ))}
      </div>
      {room === undefined ? <Empty>{w('queue.noRooms')}</Empty> : <RoomQueue key={room.id} roomId={room.id} rooms={rooms} />}
      <DeskNumbers />
    </div>
  );
}

function RoomQueue({ roomId, rooms }: { roomId: string; rooms: RoomView[] }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const columns = useColumns();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const { data, error, refetch } = useQuery({ ...reading<QueueView>(`/rooms/${roomId}/queue`), refetchInterval: EVERY_MS });
  if (error !== null && data === undefined)
    return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  if (data.items.length === 0) return <Empty>{w('queue.empty')}</Empty>;
  const open = data.items.find(({ id }) => id === openId) ?? data.items[0];
  return (
    <div className="queue-panes">
      <div className="scroll">
        <KeyTable
          label={w('queue.title')}
          columns={columns}
          rows={data.items}
          rowKey={({ id }) => id}
          current={open?.id}
          onOpen={({ id }) => setOpenId(id)}
        />
      </div>
      {open !== undefined && (
        <TicketActions
          key={open.id}
          ticket={open}
          rooms={rooms.filter(({ id }) => id !== roomId)}
          onDone={() => void queries.invalidateQueries({ queryKey: [`/rooms/${roomId}/queue`] })}
        />
      )}
    </div>
  );
}

function useColumns(): Column<TicketView>[] {
  const w = useWords();
  return [
    { key: 'number', title: w('queue.number'), align: 'right', width: '70px', render: (ticket) => ticket.number },
    { key: 'name', title: w('claims.person'), render: (ticket) => ticket.patient.fullName },
    { key: 'priority', title: w('visit.priority'), render: (ticket) => w(`priority.${ticket.priority}` as WordKey) },
    { key: 'state', title: w('queue.state'), render: (ticket) => w(`ticket.state.${ticket.state}`) },
    { key: 'taken', title: w('queue.takenAt'), render: (ticket) => timeForPeople(ticket.takenAt) },
    { key: 'called', title: w('queue.timesCalled'), align: 'right', render: (ticket) => ticket.timesCalled },
  ];
}
