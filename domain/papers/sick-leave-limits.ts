import { isWithin, type Day } from '../dates.ts';
import { leaveCauses, type LeaveCause } from './paper.ts';

/** A dated parameter as it is stored; both ends are inclusive. */
export interface LimitRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

/**
 * The most days that one certificate of leave may give, by cause, at a day: the parameters `paper.sick_leave_days.<cause>`. A cause
 * without a parameter on that day has no limit on file and is not in the answer.
 * Source: docs/legal/papers.md#leave
 */
export function sickLeaveLimitsAt(rows: LimitRow[], day: Day): Partial<Record<LeaveCause, number>> {
  return Object.fromEntries(
    leaveCauses.flatMap((cause) => {
      const found = rows.find((row) => row.code === `paper.sick_leave_days.${cause}` && isWithin(day, row.validFrom, row.validTo));
      return typeof found?.value === 'number' ? [[cause, found.value]] : [];
    }),
  );
}
