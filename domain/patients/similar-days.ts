import { isDay, type Day } from '../dates.ts';

/**
 * Days that one slip of the hand makes of a birth date: day and month exchanged, two neighbouring digits of a part exchanged, one
 * digit of day, month or the last two of the year read wrong. The day itself is not among them; impossible days are left out.
 */
export function similarDays(day: Day): Day[] {
  const [year = '', month = '', date = ''] = day.split('-');
  const slips = [
    `${year}-${date}-${month}`,
    ...slipsOf(year, [2, 3]).map((slip) => `${slip}-${month}-${date}`),
    ...slipsOf(month, [0, 1]).map((slip) => `${year}-${slip}-${date}`),
    ...slipsOf(date, [0, 1]).map((slip) => `${year}-${month}-${slip}`),
  ];
  return [...new Set(slips)].filter((slip) => slip !== day && isDay(slip));
}

/** The digits at two places exchanged, and each of them replaced by every other. */
function slipsOf(digits: string, [first, second]: [number, number]): string[] {
  const put = (place: number, digit: string): string => digits.slice(0, place) + digit + digits.slice(place + 1);
  const exchanged = digits.slice(0, first) + (digits[second] ?? '') + (digits[first] ?? '') + digits.slice(second + 1);
  return [exchanged, ...[...'0123456789'].flatMap((digit) => [put(first, digit), put(second, digit)])];
}

/** True when one of the two is among `similarDays` of the other; without making the list, for comparing many. */
export function isSimilarDay(a: Day, b: Day): boolean {
  const [partsA, partsB] = [a.split('-'), b.split('-')];
  const [yearA = '', monthA = '', dateA = ''] = partsA;
  const [yearB = '', monthB = '', dateB = ''] = partsB;
  if (a === b) return false;
  if (yearA === yearB && monthA === dateB && dateA === monthB) return true;
  const differing = partsA.flatMap((part, i) => (part === partsB[i] ? [] : [i]));
  if (differing.length !== 1) return false;
  if (differing[0] === 0) return yearA.slice(0, 2) === yearB.slice(0, 2) && isSlip(yearA.slice(2), yearB.slice(2));
  return differing[0] === 1 ? isSlip(monthA, monthB) : isSlip(dateA, dateB);
}

/** Two digits of which one is another, or which are exchanged. */
const isSlip = (a: string, b: string): boolean => a[0] === b[0] || a[1] === b[1] || (a[0] === b[1] && a[1] === b[0]);
