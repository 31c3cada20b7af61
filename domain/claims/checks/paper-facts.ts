import { daysBetween } from '../../dates.ts';
import type { CheckedClaim, CheckedRow } from './checked-claim.ts';

const TUBERCULOSIS = /^(A1[5-9])/;
const MAX_WEEKS = 42;
/** Days of leave a paper may give. */
export const ORDINARY_LEAVE = 30;
export const TUBERCULOSIS_LEAVE = 180;
/** A number of the social insurance. */
export const NUMBER_OF_TEN = /^(?!0+$)\d{10}$/;

/** True when the paper says that a pregnancy was ended. */
export const endsPregnancy = (row: CheckedRow): boolean => row.is('MA_DINH_CHI_THAI', '1');

/** True when the week of pregnancy is none. */
export const badWeeks = (row: CheckedRow): boolean =>
  row.has('TUOI_THAI') && !(Number(row.text('TUOI_THAI')) >= 1 && Number(row.text('TUOI_THAI')) <= MAX_WEEKS);

/** Days of a paper, both ends counted; undefined when a day is missing. */
export function inclusiveDays(row: CheckedRow, from: string, until: string): number | undefined {
  const [start, end] = [row.day(from), row.day(until)];
  return start === undefined || end === undefined ? undefined : daysBetween(start, end) + 1;
}

/** True when tuberculosis is among the diseases. */
export const isTuberculosis = (claim: CheckedClaim): boolean => claim.diseases.some((code) => TUBERCULOSIS.test(code));
