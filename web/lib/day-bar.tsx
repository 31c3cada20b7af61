import { useRef, type ReactNode } from 'react';
import { addDays, type Day } from '../../domain/dates.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { DayField } from './day-field.tsx';
import { useWords } from './i18n/i18n.tsx';
import { today } from './server-clock.ts';
import { useKeys } from './use-keys.ts';

interface DayBarProps {
  day: Day;
  onDay: (day: Day) => void;
  /** What is looked at cannot lie after today. */
  onlyPast?: boolean;
  children?: ReactNode;
}

/** The day of a list: typed (Esc, F4), the day before and the day after with Alt and the arrows. */
export function DayBar({ day, onDay, onlyPast = false, children }: DayBarProps) {
  const w = useWords();
  const input = useRef<HTMLInputElement>(null);
  const isLast = onlyPast && day >= today();
  useKeys({
    esc: () => input.current?.select(),
    f4: () => input.current?.select(),
    'alt+arrowleft': () => onDay(addDays(day, -1)),
    'alt+arrowright': () => (isLast ? undefined : onDay(addDays(day, 1))),
  });
  return (
    <div className="day-bar">
      <DayField key={day} day={day} onDay={onDay} inputRef={input} />
      <ActionButton variant="default" onPress={() => onDay(addDays(day, -1))} keyHint="Alt+←">
        {w('claims.dayBefore')}
      </ActionButton>
      <ActionButton
        variant="default"
        onPress={() => onDay(addDays(day, 1))}
        blocked={isLast ? w('claims.noFuture') : undefined}
        keyHint="Alt+→"
      >
        {w('claims.dayAfter')}
      </ActionButton>
      {children}
    </div>
  );
}
