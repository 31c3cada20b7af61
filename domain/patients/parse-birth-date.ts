import { isDay, type Day } from '../dates.ts';
import type { BirthPrecision } from '../visits/visit-record.ts';

/** A birth day as far as it is known; the unknown part is padded with 01. */
export interface BirthDate {
  birthDate: Day;
  birthPrecision: BirthPrecision;
}

const TYPED_SHAPES = [
  /^(?<day>\d{1,2})[/.\- ](?<month>\d{1,2})[/.\- ](?<year>\d{4}|\d{2})$/,
  /^(?<month>\d{1,2})[/.\- ](?<year>\d{4})$/,
  /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/,
  // Six digits: a day with a short year, or a month with a full year. No month is 19 or 20, so never both.
  /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{2})$/,
  /^(?<month>\d{2})(?<year>\d{4})$/,
  /^(?<year>\d{4})$/,
];

/**
 * A typed birth date: `01021960`, `1/2/60`, `010260`, `02/1960`, `1960`. A two-digit year is the latest one that does not
 * put the birth after `today`. Undefined when the text is not a date or the day does not exist.
 */
export function parseBirthDate(text: string, today: Day): BirthDate | undefined {
  const typed = text.trim();
  for (const shape of TYPED_SHAPES) {
    const parts = shape.exec(typed)?.groups;
    const birth = parts && birthFromParts(fullYear(parts, today), parts['month'], parts['day']);
    if (birth !== undefined) return birth;
  }
  return undefined;
}

/** A birth date of its parts, with the precision of the parts that are given. Undefined when it is not in the calendar. */
export function birthFromParts(year: string, month?: string, day?: string): BirthDate | undefined {
  const birthDate = `${year.padStart(4, '0')}-${(month ?? '01').padStart(2, '0')}-${(day ?? '01').padStart(2, '0')}`;
  if (!isDay(birthDate) || year < '1800') return undefined;
  return { birthDate, birthPrecision: day !== undefined ? 'day' : month !== undefined ? 'month' : 'year' };
}

function fullYear(parts: Record<string, string | undefined>, today: Day): string {
  const year = parts['year'] ?? '';
  if (year.length !== 2) return year;
  const century = today.slice(0, 2);
  const birth = `${century}${year}-${(parts['month'] ?? '01').padStart(2, '0')}-${(parts['day'] ?? '01').padStart(2, '0')}`;
  return birth <= today ? `${century}${year}` : `${Number(century) - 1}${year}`;
}
