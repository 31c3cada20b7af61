import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RoomView, TicketView, WorkListView } from '../../../api/queue/queue-schemas.ts';
import { visitStates, type VisitState } from '../../../domain/encounters/visit-state.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { useWorkColumns } from './work-columns.tsx';

const EVERY_MS = 10_000;

interface WorkListProps {
  roomId: string;
  onRoom: (roomId: string) => void;
  current: string | undefined;
  onOpen: (encounterId: string) => void;
}

/** The room's people of today by where their visit stands; whom a state holds is one chip away. */
export function WorkList({ roomId, onRoom, current, onOpen }: WorkListProps) {
  const w = useWords();
  const failureText = useFailure();
  const rooms = useQuery(reading<{ items: RoomView[] }>('/rooms')).data?.items ?? [];
  const room = roomId === '' || rooms.every((one) => one.id !== roomId) ? (rooms[0]?.id ?? '') : roomId;
  const list = useQuery({ ...reading<WorkListView>(`/rooms/${room}/work-list`), enabled: room !== '', refetchInterval: EVERY_MS });
  const [shown, setShown] = useState<VisitState | undefined>(undefined);
  const items = (list.data?.items ?? []).filter(({ state }) => shown === undefined || state === shown);
  const columns = useWorkColumns();
  return (
    <section className="work-list" aria-label={w('queue.title')}>
      <select aria-label={w('queue.room')} value={room} onChange={(event) => onRoom(event.target.value)}>
        {rooms.map((one) => (
          <option key={one.id} value={one.id}>
            {one.code} {one.name}
          </option>
        ))}
      </select>
      <CallNext roomId={room} waiting={list.data?.counts.waiting ?? 0} onCalled={onOpen} />
      {list.data !== undefined && <StateChips counts={list.data.counts} shown={shown} onShow={setShown} />}
      {list.error !== null && <Note meaning="care">{failureText(list.error)}</Note>}
      {list.data === undefined && list.error === null && <Loading label={w('state.loading')} lines={6} />}
      {list.data !== undefined && items.length === 0 && <Empty>{w(shown === undefined ? 'queue.empty' : 'work.noneInState')}</Empty>}
      <div className="scroll">
        {items.length > 0 && (
          <KeyTable
            label={w('queue.title')}
            columns={columns}
            rows={items}
            rowKey={(item) => item.id}
            current={items.find(({ encounterId }) => encounterId === current)?.id}
            onOpen={(item) => onOpen(item.encounterId)}
          />
        )}
        {list.data?.more === true && <Note meaning="information">{w('work.more', { n: list.data.items.length })}</Note>}
      </div>
    </section>
  );
}

interface StateChipsProps {
  counts: WorkListView['counts'];
  shown: VisitState | undefined;
  onShow: (state: VisitState | undefined) => void;
}

/** A chip shows only its state; pressed again it shows all. */
function StateChips({ counts, shown, onShow }: StateChipsProps) {
  const w = useWords();
  return (
    <div className="state-chips" role="group" aria-label={w('work.states')}>
      {visitStates.map((state) => (
        <button key={state} type="button" aria-pressed={shown === state} onClick={() => onShow(shown === state ? undefined : state)}>
          {w(`visitState.${state}`)} <b>{counts[state]}</b>
        </button>
      ))}
    </div>
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
      await queries.invalidateQueries({ queryKey: [`/rooms/${roomId}/work-list`] });
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
