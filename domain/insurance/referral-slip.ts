import { addDays, type Day } from '../dates.ts';

/**
 * Last valid day of a one-year referral slip (disease of annex III), counting the day of signing. Slips signed on 29 February end on 28 February.
 * Source: docs/legal/insurance.md#referral (TT 01/2025 Đ12 k2; first-day counting is likely)
 */
export function lastDayOfYearlySlip(signedOn: Day): Day {
  const nextYear = String(Number(signedOn.slice(0, 4)) + 1).padStart(4, '0');
  return addDays(`${nextYear}${signedOn.slice(4)}`, -1);
}
