import { addDays, daysBetween, type Day } from '../dates.ts';

/**
 * Days of medicine that are left of a prescription, today included: signed on the 1st for 30 days leaves 30 on that day, 1 on the
 * 30th and 0 from the 31st. `days` is the longest line. What was given elsewhere or lost is not known.
 * Source: docs/legal/prescribing.md (TT 26/2025/TT-BYT: the quantity follows the days)
 */
export function remainingDays(signedOn: Day, days: number, today: Day): number {
  const lastDay = addDays(signedOn, days - 1);
  return Math.max(0, Math.min(days, daysBetween(today, lastDay) + 1));
}
