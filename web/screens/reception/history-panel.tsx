import { useQuery } from '@tanstack/react-query';
import type { History, PastVisit } from '../../../api/records/record-schemas.ts';
import { dayForPeople, localDay } from '../../../domain/dates.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { Note } from '../../ui/note.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import type { Reception } from './use-reception.ts';
import { useDeskDialogs } from './visit/desk-dialogs.tsx';

/** Enough to see a habit; older ones stand in the record. */
const SHOWN = 6;

/** Earlier visits here of the person in the form, and how long their medicine still lasts. */
export function HistoryPanel({ reception }: { reception: Reception }) {
  const w = useWords();
  const failureText = useFailure();
  const { known } = reception.state;
  const { data, error } = useQuery({ ...reading<History>(`/patients/${known?.id ?? ''}/history`), enabled: known !== undefined });
  const { openVisit, openSharing } = useDeskDialogs();
  const visits = data?.here.slice(0, SHOWN) ?? [];
  const share = () => (known === undefined ? undefined : openSharing(known.id, known.fullName));
  useKeys({ ...Object.fromEntries(visits.map(({ encounterId }, i) => [`alt+${i + 1}`, () => openVisit(encounterId)])), 'alt+9': share });
  if (known === undefined) return null;
  if (error !== null) return <Note meaning="care">{failureText(error)}</Note>;
  if (data === undefined) return null;
  const days = data.lastPrescription;
  return (
    <section className="history-panel" aria-label={w('history.title')}>
      {days !== null && days.remainingDays > 0 && (
        <Note meaning="care">{w('history.drugsLeft', { n: days.remainingDays, day: dayForPeople(days.signedOn) })}</Note>
      )}
      {visits[0] !== undefined && isOpenToday(visits[0]) && <Note meaning="care">{w('visit.isHere', { room: visits[0].roomName })}</Note>}
      {known.unidentified && <Note meaning="care">{w('history.unidentified')}</Note>}
      <strong>{w('history.title')}</strong>
      {data.here.length === 0 && <p>{w('history.none')}</p>}
      <ol>
        {visits.map((visit, i) => (
          <li key={visit.encounterId}>
            <button type="button" className="text-button" onClick={() => openVisit(visit.encounterId)}>
              <b>{dayForPeople(localDay(visit.startedAt))}</b> <span className="visually-hidden">{w('visit.open')}</span>{' '}
              <kbd>Alt+{i + 1}</kbd>
            </button>{' '}
            {visit.roomName} · {visit.reason} · {w(`encounter.${visit.state}`)} · {w('history.by', { name: visit.registeredBy })}
          </li>
        ))}
      </ol>
      <button type="button" className="text-button" onClick={share}>
        {w('sharing.open')} <kbd>Alt+9</kbd>
      </button>
    </section>
  );
}

/** The newest one stands first; one that began on an earlier day was forgotten, not interrupted. */
const isOpenToday = ({ state, startedAt }: PastVisit): boolean =>
  (state === 'planned' || state === 'in-progress') && localDay(startedAt) === today();
