import { addDays, type Day, dayForPeople } from '../dates.ts';
import { error, type Issue, warning } from '../issue.ts';
import { lastDayOfYearlySlip } from './referral-slip.ts';

export interface ReferralSlip {
  kind: 'referral' | 're-examination';
  fromFacilityCode: string;
  signedOn: Day;
  /** Disease of annex III: one year. */
  yearly: boolean;
}

export interface SlipFacts {
  day: Day;
  facilityCode: string;
  /** Another visit has used the paper. */
  used: boolean;
  holidays: ReadonlySet<Day>;
}

const WORKING_DAYS = 10;

/**
 * Last day of a referral slip: ten working days, the first of them the working day after signing (BLDS 2015 Đ147, likely), or one year for annex III.
 * Undefined for a re-examination slip: it serves one visit and has no last day. Source: docs/legal/insurance.md#referral (TT 01/2025 Đ11, Đ12)
 */
export function slipValidTo(
  { kind, signedOn, yearly }: Pick<ReferralSlip, 'kind' | 'signedOn' | 'yearly'>,
  holidays: ReadonlySet<Day>,
): Day | undefined {
  if (kind === 're-examination') return undefined;
  if (yearly) return lastDayOfYearlySlip(signedOn);
  let day = signedOn;
  for (let left = WORKING_DAYS; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/**
 * Everything wrong with a paper on the day of arrival. Errors: signed after today, a re-examination slip used before, a referral by the facility itself.
 * An expired referral only warns: the visit goes on and the category falls back. Source: docs/legal/insurance.md#referral
 */
export function checkReferralSlip(slip: ReferralSlip, { day, facilityCode, used, holidays }: SlipFacts): Issue[] {
  if (slip.signedOn > day) return [error('slip_signed_in_future', 'signedOn')];
  if (slip.kind === 're-examination') return used ? [error('slip_already_used', 'number')] : [];
  if (slip.fromFacilityCode === facilityCode) return [error('slip_from_own_facility', 'fromFacilityCode')];
  const validTo = slipValidTo(slip, holidays);
  return validTo !== undefined && validTo < day ? [warning('slip_expired', 'signedOn', { validTo: dayForPeople(validTo) })] : [];
}

/** Saturday and Sunday are no working days of the offices that count them. */
function isWorkingDay(day: Day, holidays: ReadonlySet<Day>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}
