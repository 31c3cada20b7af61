import type { Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';

/** A day as far as it is known: `2021`, `2021-05` or `2021-05-03`. */
export type PartialDay = string;

interface ConditionDays {
  since: PartialDay | null;
  endedOn: Day | null;
}

/**
 * What is wrong with the days of a long-term condition: begun before the birth, begun or ended in the future, ended before it began. As much of a day
 * counts as is known. Our own rules; paths are `since` and `endedOn`.
 */
export function checkCondition({ since, endedOn }: ConditionDays, { birthDate, today }: { birthDate: Day; today: Day }): Issue[] {
  const issues: Issue[] = [];
  if (since !== null && since > today.slice(0, since.length)) issues.push(error('condition_in_future', 'since'));
  if (since !== null && since < birthDate.slice(0, since.length)) issues.push(error('condition_before_birth', 'since'));
  if (endedOn !== null && endedOn > today) issues.push(error('condition_in_future', 'endedOn'));
  if (endedOn !== null && since !== null && endedOn.slice(0, since.length) < since) issues.push(error('condition_ends_before', 'endedOn'));
  return issues;
}

/** As people read it: `2021`, `05/2021`, `03/05/2021`. */
export const partialDayForPeople = (day: PartialDay): string => day.split('-').toReversed().join('/');
