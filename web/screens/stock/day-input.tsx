import { useState } from 'react';
import { dayForPeople, type Day } from '../../../domain/dates.ts';
import { readDay } from '../../lib/read-day.ts';

/** A day typed as 24112026 or 24/11/2026; taken when the cursor leaves or with Enter. */
export function DayInput({ label, day, onDay }: { label: string; day: Day; onDay: (day: Day) => void }) {
  const [typed, setTyped] = useState(dayForPeople(day));
  const read = readDay(typed);
  const take = () => {
    if (read !== undefined && read !== day) onDay(read);
    if (read !== undefined) setTyped(dayForPeople(read));
  };
  return (
    <label>
      {label}
      <input
        className="day-input"
        inputMode="numeric"
        value={typed}
        aria-invalid={read === undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
    </label>
  );
}
