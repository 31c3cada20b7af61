import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RoomView, TicketView } from '../../../api/queue/queue-schemas.ts';
import { ageText } from '../../../domain/patients/age.ts';
import type { BirthPrecision } from '../../../domain/visits/visit-record.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Loading } from '../../ui/states.tsx';

const EVERY_MS = 10_000;

interface WorkListProps {
  roomId: string;
  onRoom: (roomId: string) => void;
  current: string | undefined;
  onOpen: (encounterId: string) => void;
}

/** The room's people of today, in the order they will be called. */
export function WorkList({ roomId, onRoom, current, onOpen }: WorkListProps) {
  const w = useWords();
  const failureText = useFailure();
  const rooms = useQuery(reading<{ items: RoomView[] }>('/rooms')).data?.items ?? [];
  const room = roomId === '' || rooms.every((one) => one.id !== roomId) ? (rooms[0]?.id ?? '') : roomId;
  const queue = useQuery({ ...reading<{ items: TicketView[] }>(`/rooms/${room}/queue`), enabled: room !== '', refetchInterval: EVERY_MS });
  const items = queue.data?.items ?? [];
  const columns = useColumns();
  return (
    <section className="work-list" aria-label={w('queue.title')}>
      <select aria-label={w('queue.room')} value={room} onChange={(event) => onRoom(event.target.value)}>
        {rooms.map((one) => (
          <option key={one.id} value={one.id}>
            {one.code} {one.name}
          </option>
        ))}
      </select>
      <CallNext roomId={room} waiting={items.filter((ticket) => ticket.state === 'waiting').length} onCalled={onOpen} />
      <Counts items={items} />
      {queue.error !== null && <Note meaning="care">{failureText(queue.error)}</Note>}
      {queue.data === undefined && queue.error === null && <Loading label={w('state.loading')} lines={6} />}
      {queue.data !== undefined && items.length === 0 && <Empty>{w('queue.empty')}</Empty>}
      <div className="scroll">
        {items.length > 0 && (
          <KeyTable
            label={w('queue.title')}
            columns={columns}
            rows={items}
            rowKey={(ticket) => ticket.encounterId}
            current={current}
            onOpen={(ticket) => onOpen(ticket.encounterId)}
          />
        )}
      </div>
    </section>
  );
}

function Counts({ items }: { items: TicketView[] }) {
  const w = useWords();
  const count = (...states: TicketView['state'][]) => items.filter((ticket) => states.includes(ticket.state)).length;
  return (
    <p className="counts">
      {w('queue.counts', { waiting: count('waiting', 'missed'), now: count('called', 'in-examination'), done: count('done') })}
    </p>
  );
}

function CallNext({ roomId, waiting, onCalled }: { roomId: string; waiting: number; onCalled: (encounterId: string) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const call = useWrite<Record<string, never>, TicketView>('POST', `/rooms/${roomId}/calls`);
  const [failure, setFailure] = useState('');
  const blocked = !can('queue.call') ? w('state.notAllowed') : roomId === '' ? w('queue.noRoom') : undefined;
  const next = async () => {
    if (blocked !== undefined || call.state === 'sending' || call.state === 'waiting') return;
    setFailure('');
    try {
      const ticket = await call.send({});
      onCalled(ticket.encounterId);
      await queries.invalidateQueries({ queryKey: [`/rooms/${roomId}/queue`] });
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  useKeys({ f10: () => void next() });
  return (
    <>
      <ActionButton
        onPress={() => void next()}
        blocked={blocked}
        busy={call.state === 'sending' ? w('queue.calling') : undefined}
        keyHint="F10"
      >
        {w('queue.next', { n: waiting })}
      </ActionButton>
      {failure !== '' && (
        <Note meaning="information" live>
          {failure}
        </Note>
      )}
    </>
  );
}

function useColumns(): Column<TicketView>[] {
  const w = useWords();
  return [
    { key: 'number', title: w('queue.number'), align: 'right', width: '38px', render: (ticket) => ticket.number },
    { key: 'name', title: w('queue.person'), render: (ticket) => <TicketPerson ticket={ticket} /> },
    { key: 'state', title: w('queue.state'), width: '80px', render: (ticket) => w(`ticketState.${ticket.state}`) },
  ];
}

function TicketPerson({ ticket }: { ticket: TicketView }) {
  const w = useWords();
  const { fullName, birthDate, birthPrecision } = ticket.patient;
  return (
    <>
      <strong>{fullName}</strong>
      <small>
        {ageText(birthDate, birthPrecision as BirthPrecision, today())}
        {ticket.priority !== 'normal' && ` · ${w(`priority.${ticket.priority}` as 'priority.normal')}`}
      </small>
    </>
  );
}
