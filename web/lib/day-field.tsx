import { useState, type RefObject } from 'react';
import { dayForPeople, type Day } from '../../domain/dates.ts';
import { useWords } from './i18n/i18n.tsx';
import { readDay } from './read-day.ts';

interface DayFieldProps {
  day: Day;
  onDay: (day: Day) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** A day typed as 24112026 or 24/11/2026; Enter goes there. No calendar is forced on anyone. */
export function DayField({ day, onDay, inputRef }: DayFieldProps) {
  const w = useWords();
  const [typed, setTyped] = useState(dayForPeople(day));
  const [wrong, setWrong] = useState(false);
  const read = readDay(typed);
  const go = () => {
    setWrong(read === undefined);
    if (read !== undefined) onDay(read);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <label>
        {w('claims.day')}{' '}
        <input
          ref={inputRef}
          autoFocus
          inputMode="numeric"
          value={typed}
          aria-invalid={wrong}
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={() => {
            if (read !== undefined && read !== day) onDay(read);
          }}
        />
      </label>
      {wrong && <span role="alert">{w('claims.dayWrong')}</span>}
    </form>
  );
}
