import { daysBetween, monthsBetween, type Day } from '../dates.ts';
import type { BirthPrecision } from '../visits/visit-record.ts';

/** TT 26/2025/TT-BYT: the age of a child under 72 months is written in months. */
const MONTHS_WRITTEN_UNTIL = 72;

/**
 * Age as people say it: `12 ngày` in the first month, `5 tháng` under 72 months, then `34 tuổi`. Only what is known: with a
 * birth year alone it is the difference of years, with a birth month never days. Empty when the birth lies after `on`.
 * Source: docs/legal/prescribing.md#content
 */
export function ageText(birthDate: Day, precision: BirthPrecision, on: Day): string {
  if (birthDate > on) return '';
  if (precision === 'year') return yearsText(Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)));
  const months = monthsBetween(birthDate, on);
  if (months >= MONTHS_WRITTEN_UNTIL) return yearsText(Math.floor(months / 12));
  if (months > 0) return `${months} tháng`;
  return precision === 'month' ? 'dưới 1 tháng' : `${daysBetween(birthDate, on)} ngày`;
}

const yearsText = (years: number): string => (years === 0 ? 'dưới 1 tuổi' : `${years} tuổi`);
