import { addDays, type Day } from '../dates.ts';

/** The day after `count` working days (Monday to Friday) from `from`, which itself is not counted. Public holidays count as working days. */
export function afterWorkingDays(from: Day, count: number): Day {
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day;
}
