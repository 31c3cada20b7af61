import { addDays, type Day, daysBetween } from '../dates.ts';
import type { Sex } from '../visits/visit-record.ts';

/** What was answered when somebody was asked. */
export interface ReproductiveAnswer {
  askedOn: Day;
  pregnant: boolean;
  dueOn: Day | null;
  breastfeeding: boolean;
}
export interface ReproductiveState {
  pregnancy: 'never-asked' | 'no' | 'yes';
  /** Completed weeks, when the due date is known. */
  weeks: number | null;
  breastfeeding: boolean;
}

const PREGNANCY_DAYS = 280;
/** Some are born late. */
const AFTER_DUE_DAYS = 14;
/** A `no` is asked again after a month; our own bound, no law names one. */
const NO_HOLDS_DAYS = 30;

/**
 * What the newest answer says on a day. It ends: a pregnancy two weeks after its due date (300 days after the question when no date is known), a
 * `no` after 30 days. Then it counts as never asked. Source: docs/legal/prescribing.md#person
 */
export function reproductiveStateOn(answer: ReproductiveAnswer | undefined, day: Day): ReproductiveState {
  if (answer === undefined || day > lastDayOf(answer)) return { pregnancy: 'never-asked', weeks: null, breastfeeding: false };
  const { pregnant, dueOn, breastfeeding } = answer;
  const weeks = dueOn === null ? null : Math.floor((PREGNANCY_DAYS - daysBetween(day, dueOn)) / 7);
  return { pregnancy: pregnant ? 'yes' : 'no', weeks, breastfeeding };
}

/**
 * The expected day of birth from the first day of the last period: 280 days on (Naegele's rule, cycles of 28 days).
 * Source: docs/legal/prescribing.md#person
 */
export const dueOnFromPeriod = (firstDay: Day): Day => addDays(firstDay, PREGNANCY_DAYS);

/** From the first that bleed to the last that do; wider than the age at which a drug asks by itself. Our own bound. */
const ASKED_FROM_MONTHS = 10 * 12;
const ASKED_UNTIL_MONTHS = 56 * 12;

/** True for whom the desk may ask about pregnancy and breastfeeding: completed months of age, a man never. */
export const isAskedAboutPregnancy = ({ sex, ageMonths }: { sex: Sex; ageMonths: number }): boolean =>
  sex !== 'male' && ageMonths >= ASKED_FROM_MONTHS && ageMonths < ASKED_UNTIL_MONTHS;

function lastDayOf({ askedOn, pregnant, dueOn }: ReproductiveAnswer): Day {
  if (!pregnant) return addDays(askedOn, NO_HOLDS_DAYS);
  return dueOn === null ? addDays(askedOn, PREGNANCY_DAYS + 20) : addDays(dueOn, AFTER_DUE_DAYS);
}
