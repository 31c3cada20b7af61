import { addDays, type Day, type Instant, isWithin, localDay, startOfDay } from '../dates.ts';

/** Numbers of the timetable: `claim.…` parameters of a day. */
export interface SendingLimits {
  correctionWorkingDays: number;
  lateResultDays: number;
  monthlyRequestDay: number;
  resendWorkingDays: number;
}

export interface DeadlineFacts {
  endedAt: Instant;
  /** Of the last answer of the insurer, if there is one. */
  answered?: { at: Instant; state: 'accepted' | 'rejected' };
  holidays: ReadonlySet<Day>;
  limits: SendingLimits;
}

export type DeadlineKind = 'first-sending' | 'resending' | 'correction' | 'late-results' | 'monthly-request';
export interface Deadline {
  kind: DeadlineKind;
  /** The first moment that is too late. */
  until: Instant;
}

/** The automatic answer of the next morning counts what arrived before six. */
const MORNING_HOURS = 6;
const HOUR_MS = 3_600_000;

/**
 * Until when a claim may be sent, sent again or corrected, the next one first. A claim never sent is due by six the next morning; a refused one within
 * two working days of the answer; an accepted one can be corrected for seven working days and take late results for sixty days; the monthly request is due
 * before the fifth. Source: docs/legal/insurance.md#sending (TT 48/2017, TT 12/2026; likely)
 */
export function claimDeadlines({ endedAt, answered, holidays, limits }: DeadlineFacts): Deadline[] {
  const ended = localDay(endedAt);
  const month = monthlyRequest(ended, limits.monthlyRequestDay);
  const found: Deadline[] = [{ kind: 'monthly-request', until: startOfDay(month) }];
  if (answered === undefined) found.push({ kind: 'first-sending', until: hoursLater(startOfDay(addDays(ended, 1)), MORNING_HOURS) });
  if (answered?.state === 'rejected') {
    found.push({ kind: 'resending', until: endOfWorkingDay(localDay(answered.at), limits.resendWorkingDays, holidays) });
  }
  if (answered?.state === 'accepted') {
    found.push({ kind: 'correction', until: endOfWorkingDay(ended, limits.correctionWorkingDays, holidays) });
    found.push({ kind: 'late-results', until: startOfDay(addDays(ended, limits.lateResultDays + 1)) });
  }
  return found.sort((a, b) => Date.parse(a.until) - Date.parse(b.until));
}

export type DeadlineState = 'in-time' | 'soon' | 'over';

/** How pressing a deadline is: `soon` in its last day. */
export function deadlineState({ until }: Pick<Deadline, 'until'>, now: Instant): DeadlineState {
  const left = Date.parse(until) - Date.parse(now);
  if (left <= 0) return 'over';
  return left <= 24 * HOUR_MS ? 'soon' : 'in-time';
}

/** The day of the month after. */
function monthlyRequest(ended: Day, day: number): Day {
  const firstOfNext = addDays(`${ended.slice(0, 7)}-28`, 4).slice(0, 7);
  return `${firstOfNext}-${String(day).padStart(2, '0')}`;
}

/** The end of the n-th working day after a day, which itself does not count. Source: docs/legal/insurance.md#sending */
export function endOfWorkingDay(from: Day, count: number, holidays: ReadonlySet<Day>): Instant {
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !holidays.has(day)) left -= 1;
  }
  return startOfDay(addDays(day, 1));
}

const hoursLater = (instant: Instant, hours: number): Instant => new Date(Date.parse(instant) + hours * HOUR_MS).toISOString();

interface ParameterRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

/** A number of the timetable at a day; before its first period the first value stands in. Throws a RangeError when it is missing. */
export function timetableNumberAt(rows: readonly ParameterRow[], code: string, day: Day): number {
  const periods = rows.filter((row) => row.code === code);
  const { value } = periods.find((one) => isWithin(day, one.validFrom, one.validTo)) ?? periods[0] ?? {};
  if (typeof value !== 'number') throw new RangeError(`no parameter ${code} at ${day}`);
  return value;
}

/** The numbers of the timetable of sending at a day. */
export function sendingLimitsAt(rows: readonly ParameterRow[], day: Day): SendingLimits {
  const at = (code: string): number => timetableNumberAt(rows, code, day);
  return {
    correctionWorkingDays: at('claim.correction_working_days'),
    lateResultDays: at('claim.late_result_days'),
    monthlyRequestDay: at('claim.monthly_request_day'),
    resendWorkingDays: at('claim.resend_working_days'),
  };
}
