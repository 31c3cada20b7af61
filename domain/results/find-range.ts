import { daysBetween, type Day } from '../dates.ts';
import type { Sex } from '../visits/visit-record.ts';
import type { ReferenceRange } from './indicator.ts';

/**
 * The range that holds for a person on the day the sample was taken: of their sex before one for both, the narrowest age first.
 * Undefined when there is none: then nothing is called normal or abnormal. A birth date of which only the year is known counts
 * from its first day, which moves nobody over a border of adults.
 * Source: docs/legal/results.md#ranges
 */
export function findRange<R extends ReferenceRange>(ranges: R[], person: { sex: Sex; birthDate: Day }, collectedOn: Day): R | undefined {
  const age = daysBetween(person.birthDate, collectedOn);
  const fitting = ranges.filter(
    ({ sex, ageFromDays, ageUntilDays }) =>
      (sex === null || sex === person.sex) && ageFromDays <= age && (ageUntilDays === null || age < ageUntilDays),
  );
  return fitting.sort((a, b) => Number(b.sex !== null) - Number(a.sex !== null) || widthOf(a) - widthOf(b))[0];
}

const widthOf = ({ ageFromDays, ageUntilDays }: ReferenceRange): number =>
  ageUntilDays === null ? Number.MAX_SAFE_INTEGER - ageFromDays : ageUntilDays - ageFromDays;
