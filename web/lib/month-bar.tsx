import { useRef, type ReactNode } from 'react';
import { addMonths } from '../../domain/dates.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { useWords } from './i18n/i18n.tsx';
import { today } from './server-clock.ts';
import { useKeys } from './use-keys.ts';

const MONTHS_BACK = 24;
export const thisMonth = (): string => today().slice(0, 7);
/** `2026-11` → `11/2026`. */
export const monthForPeople = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`;
const later = (month: string, n: number): string => addMonths(`${month}-01`, n).slice(0, 7);

interface MonthBarProps {
  /** `YYYY-MM`, this one or one of the two years before. */
  month: string;
  onMonth: (month: string) => void;
  children?: ReactNode;
}

/** The month of a list: chosen (Esc), the month before and the month after with Alt and the arrows. */
export function MonthBar({ month, onMonth, children }: MonthBarProps) {
  const w = useWords();
  const select = useRef<HTMLSelectElement>(null);
  const go = (next: string) => (next > thisMonth() ? undefined : onMonth(next));
  useKeys({
    esc: () => select.current?.focus(),
    'alt+arrowleft': () => go(later(month, -1)),
    'alt+arrowright': () => go(later(month, 1)),
  });
  return (
    <div className="month-bar">
      <label>
        {w('month.month')}
        <select ref={select} value={month} onChange={(event) => go(event.target.value)}>
          {Array.from({ length: MONTHS_BACK }, (_, i) => later(thisMonth(), -i)).map((one) => (
            <option key={one} value={one}>
              {monthForPeople(one)}
            </option>
          ))}
        </select>
      </label>
      <ActionButton variant="default" onPress={() => go(later(month, -1))} keyHint="Alt+←">
        {w('month.before')}
      </ActionButton>
      <ActionButton
        variant="default"
        onPress={() => go(later(month, 1))}
        blocked={month >= thisMonth() ? w('month.noFuture') : undefined}
        keyHint="Alt+→"
      >
        {w('month.after')}
      </ActionButton>
      {children}
    </div>
  );
}
