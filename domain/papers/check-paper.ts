import type { Day } from '../dates.ts';
import { error, warning, type Issue } from '../issue.ts';
import type { AppointmentPaper, LeaveCause, Paper, Referral, SickLeave } from './paper.ts';

export interface PaperFacts {
  today: Day;
  /** The local day on which the examination began. */
  examinedOn: Day;
  ageInYears: number;
  /** Most days of leave by cause; see sick-leave-limits.ts. */
  leaveLimits: Partial<Record<LeaveCause, number>>;
  ownFacilityCode: string;
  /** Whether the facility a referral leads to stands in the ministry's list of the day. */
  isFacilityKnown: boolean;
  /** Another paper of the kind that counts and is not replaced by this one. */
  hasAnother: boolean;
}

/** Under this age the parents stand on a certificate of leave. */
const PARENTS_BEFORE_YEARS = 7;
const LONG_LEAVE_FROM_WEEKS = 13;

/**
 * Everything wrong with a paper before it is issued, with paths into it. Errors are what the fields of the claim file are sure of;
 * the rest is told as warnings.
 * Source: docs/legal/papers.md
 */
export function checkPaper(paper: Paper, facts: PaperFacts): Issue[] {
  const again = facts.hasAnother ? [error('paper_exists', '', { kind: paper.kind })] : [];
  if (paper.kind === 'sick-leave') return [...again, ...checkSickLeave(paper, facts)];
  if (paper.kind === 'referral') return [...again, ...checkReferral(paper, facts)];
  if (paper.kind === 'appointment') return [...again, ...checkAppointment(paper, facts)];
  return again;
}

function checkSickLeave(paper: SickLeave, facts: PaperFacts): Issue[] {
  const max = leaveLimit(paper, facts);
  const isSmall = facts.ageInYears < PARENTS_BEFORE_YEARS;
  return [
    ...(/^(?!0+$)\d{10}$/.test(paper.socialInsuranceNumber) ? [] : [error('social_insurance_number_wrong', 'socialInsuranceNumber')]),
    ...(paper.from === facts.examinedOn ? [] : [error('leave_from_other_day', 'from')]),
    ...(paper.days < 1 ? [error('leave_days_missing', 'days')] : []),
    ...(max !== undefined && paper.days > max ? [error('leave_too_long', 'days', { max })] : []),
    ...(paper.cause === 'miscarriage' ? checkWeeks(paper.pregnancyWeeks) : []),
    ...(isSmall && paper.fatherName === undefined && paper.motherName === undefined ? [warning('leave_parent_missing', 'motherName')] : []),
  ];
}

/** The longer leave after a miscarriage begins with the thirteenth week. */
function leaveLimit({ cause, pregnancyWeeks = 0 }: SickLeave, { leaveLimits }: PaperFacts): number | undefined {
  const short = cause === 'miscarriage' && pregnancyWeeks < LONG_LEAVE_FROM_WEEKS;
  return leaveLimits[short ? 'ordinary' : cause];
}

function checkWeeks(weeks: number | undefined): Issue[] {
  return weeks !== undefined && weeks >= 1 && weeks <= 42 ? [] : [error('pregnancy_weeks_wrong', 'pregnancyWeeks')];
}

function checkReferral(paper: Referral, facts: PaperFacts): Issue[] {
  if (paper.referredTo === facts.ownFacilityCode) return [error('referral_to_self', 'referredTo')];
  // The list may be older than a new facility: told, not refused.
  return facts.isFacilityKnown ? [] : [warning('referral_facility_unlisted', 'referredTo', { code: paper.referredTo })];
}

function checkAppointment(paper: AppointmentPaper, facts: PaperFacts): Issue[] {
  return [
    ...(paper.day <= facts.today ? [error('follow_up_in_past', 'day')] : []),
    ...(paper.purpose === 'tests' && (paper.tests ?? '') === '' ? [error('appointment_tests_missing', 'tests')] : []),
  ];
}
