import { useQuery } from '@tanstack/react-query';
import type { RoomView } from '../../../api/queue/queue-schemas.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { Failed, Loading } from '../../ui/states.tsx';

const EVERY_MS = 15_000;

/** The rooms with how many wait: where the next person is sent is decided by looking here. */
export const roomsReading = { ...reading<{ items: RoomView[] }>('/rooms'), refetchInterval: EVERY_MS };

export function RoomsPanel() {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(roomsReading);
  return (
    <section className="rooms-panel" aria-label={w('rooms.title')}>
      <h2>{w('rooms.title')}</h2>
      {data === undefined && error === null && <Loading label={w('state.loading')} />}
      {data === undefined && error !== null && (
        <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
      )}
      <ul>
        {data?.items.map((room) => (
          <li key={room.id}>
            <strong>{room.code}</strong> <span>{room.name}</span> <b>{room.waiting}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
