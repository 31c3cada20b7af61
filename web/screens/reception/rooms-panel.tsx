import { useQuery } from '@tanstack/react-query';
import type { EligibilityAlerts } from '../../../api/insurance/eligibility-schemas.ts';
import type { RoomView } from '../../../api/queue/queue-schemas.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { Failed, Loading } from '../../ui/states.tsx';
import { useDeskDialogs } from './visit/desk-dialogs.tsx';

const EVERY_MS = 15_000;
const ALERTS_EVERY_MS = 30_000;

/** The rooms with how many wait: where the next person is sent is decided by looking here. */
export const roomsReading = { ...reading<{ items: RoomView[] }>('/rooms'), refetchInterval: EVERY_MS };
const alertsReading = { ...reading<EligibilityAlerts>('/eligibility-alerts'), refetchInterval: ALERTS_EVERY_MS };

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
            <small>{room.expectedMinutes === null ? '' : w('rooms.minutes', { n: room.expectedMinutes })}</small>
          </li>
        ))}
      </ul>
      <Alerts />
    </section>
  );
}

/** Visits of today whose card the insurer refused, or has not been asked about with an answer. */
function Alerts() {
  const w = useWords();
  const sentence = useSentence();
  const { openVisit } = useDeskDialogs();
  const { data } = useQuery(alertsReading);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <>
      <h2>{w('alerts.title', { n: data.items.length })}</h2>
      <ul className="alerts">
        {data.items.map((alert) => (
          <li key={alert.encounterId}>
            <button type="button" className="text-button" onClick={() => openVisit(alert.encounterId)}>
              {alert.patientName} <span className="visually-hidden">{w('visit.open')}</span>
            </button>{' '}
            <span>{sentence(alert.sentence)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
