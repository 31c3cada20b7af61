import type { PatientSummary } from '../../../api/patients/patient-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { birthForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';

interface ResultRowProps {
  item: PatientSummary;
  marked: boolean;
  onChoose: () => void;
}

/** One person found, with what tells namesakes apart. */
export function ResultRow({ item, marked, onChoose }: ResultRowProps) {
  const w = useWords();
  const number =
    item.citizenIdTail !== null
      ? `CCCD …${item.citizenIdTail}`
      : item.cardTail !== null
        ? `BHYT …${item.cardTail}`
        : (item.facilityNumber ?? '');
  return (
    <div
      id={`result-${item.id}`}
      ref={(row) => {
        if (marked) row?.scrollIntoView({ block: 'nearest' });
      }}
      role="option"
      aria-selected={marked}
      className="result"
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <strong>{item.fullName}</strong>
      <span>{birthForPeople(item.birthDate, item.birthPrecision)}</span>
      <span>{w(`sex.${item.sex}`)}</span>
      <span>{item.communeName ?? ''}</span>
      <span>{number}</span>
      <span>{item.lastVisitOn === null ? w('search.neverHere') : w('search.lastVisit', { day: dayForPeople(item.lastVisitOn) })}</span>
    </div>
  );
}
