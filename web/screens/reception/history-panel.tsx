import { useQuery } from '@tanstack/react-query';
import type { History } from '../../../api/records/record-schemas.ts';
import { dayForPeople, localDay } from '../../../domain/dates.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { Note } from '../../ui/note.tsx';
import type { Reception } from './use-reception.ts';

/** Earlier visits here of the person in the form, and how long their medicine still lasts. */
export function HistoryPanel({ reception }: { reception: Reception }) {
  const w = useWords();
  const failureText = useFailure();
  const { known } = reception.state;
  const { data, error } = useQuery({ ...reading<History>(`/patients/${known?.id ?? ''}/history`), enabled: known !== undefined });
  if (known === undefined) return null;
  if (error !== null) return <Note meaning="care">{failureText(error)}</Note>;
  if (data === undefined) return null;
  const days = data.lastPrescription;
  return (
    <section className="history-panel" aria-label={w('history.title')}>
      {days !== null && days.remainingDays > 0 && (
        <Note meaning="care">{w('history.drugsLeft', { n: days.remainingDays, day: dayForPeople(days.signedOn) })}</Note>
      )}
      {known.unidentified && <Note meaning="care">{w('history.unidentified')}</Note>}
      <strong>{w('history.title')}</strong>
      {data.here.length === 0 && <p>{w('history.none')}</p>}
      <ol>
        {data.here.slice(0, 6).map((visit) => (
          <li key={visit.encounterId}>
            <b>{dayForPeople(localDay(visit.startedAt))}</b> {visit.roomName} · {visit.reason} · {w(`encounter.${visit.state}`)} ·{' '}
            {w('history.by', { name: visit.registeredBy })}
          </li>
        ))}
      </ol>
    </section>
  );
}
