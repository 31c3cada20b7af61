import { useState, type RefObject } from 'react';
import type { TransmissionSummary } from '../../../api/national-prescriptions/national-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import type { Filter } from './use-transmissions.ts';

interface FilterBarProps {
  filter: Filter;
  doctors: TransmissionSummary['doctors'];
  codeRef: RefObject<HTMLInputElement | null>;
  onFilter: (fields: Partial<Filter>) => void;
}

/** Days of signing, code and doctor. The cursor begins in the code. */
export function FilterBar({ filter, doctors, codeRef, onFilter }: FilterBarProps) {
  const w = useWords();
  return (
    <div className="national-bar">
      <label>
        {w('national.code')}
        <input
          ref={codeRef}
          className="code"
          autoFocus
          spellCheck={false}
          maxLength={14}
          value={filter.code}
          onChange={(event) => onFilter({ code: event.target.value.replace(/[^0-9A-Za-z-]/g, '') })}
        />
      </label>
      <Day
        label={w('national.from')}
        day={filter.from}
        onDay={(from) => onFilter({ from, ...(from > filter.until ? { until: from } : {}) })}
      />
      <Day
        label={w('national.until')}
        day={filter.until}
        onDay={(until) => onFilter({ until, ...(until < filter.from ? { from: until } : {}) })}
      />
      <label>
        {w('national.doctor')}
        <select value={filter.doctorId} onChange={(event) => onFilter({ doctorId: event.target.value })}>
          <option value="">{w('national.everyDoctor')}</option>
          {doctors.map(({ id, doctorName }) => (
            <option key={id} value={id}>
              {doctorName}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Day({ label, day, onDay }: { label: string; day: string; onDay: (day: string) => void }) {
  const w = useWords();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const read = typed === undefined ? day : readDay(typed);
  const take = () => {
    if (read === undefined) return;
    setTyped(undefined);
    if (read !== day) onDay(read);
  };
  return (
    <label>
      {label}
      <input
        className="day"
        inputMode="numeric"
        value={typed ?? dayForPeople(day)}
        aria-invalid={read === undefined}
        title={read === undefined ? w('national.dayWrong') : ''}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
    </label>
  );
}
