import { daysBetween, type Instant, localDay } from '../dates.ts';

const WITHOUT_DAYS: readonly string[] = ['01', '07', '09'];
const CALENDAR_DAYS: readonly string[] = ['02', '03', '04', '06'];

/**
 * Treatment days for statistics (not bed days): none for examinations, pick-ups and stays under four hours, calendar days for stays and outpatient
 * treatment; undefined for the types of care that count days of medicine (05) or of service (08), and for those the decision leaves open.
 * Source: docs/legal/insurance.md#claims (QĐ 130/2023 as amended, SO_NGAY_DTRI)
 */
export function findTreatmentDays(careType: string, startedAt: Instant, endedAt: Instant): number | undefined {
  if (WITHOUT_DAYS.includes(careType)) return 0;
  if (CALENDAR_DAYS.includes(careType)) return daysBetween(localDay(startedAt), localDay(endedAt)) + 1;
  return undefined;
}
