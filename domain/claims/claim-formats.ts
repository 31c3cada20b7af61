import Big from 'big.js';
import { type Day, type Instant, localMinute } from '../dates.ts';
import type { Decimal } from '../money.ts';
import type { VisitPatient } from '../visits/visit-record.ts';

/** `yyyymmdd`; absent = empty. */
export const dayText = (day: Day | undefined): string => day?.replaceAll('-', '') ?? '';

/** `yyyymmddHHMM` in local time; absent = empty. */
export const minuteText = (instant: Instant | undefined): string => (instant === undefined ? '' : localMinute(instant));

/** Quantities and unit prices carry three places, as the files in use do: `1.000`. */
export const quantityText = (value: Decimal): string => new Big(value).toFixed(3);

/**
 * Twelve digits of the birth: zeros for what is not known, `196500000000` for a year alone; the time stands in newborns only.
 * A known month without a day has no form of its own in the decision and is written as a year. Source: QĐ 130/2023 table 1, NGAY_SINH
 */
export function birthText(patient: Pick<VisitPatient, 'birthDate' | 'birthPrecision' | 'birthTime'>): string {
  const isWholeDay = patient.birthPrecision === 'day' || patient.birthPrecision === 'minute';
  const day = isWholeDay ? dayText(patient.birthDate) : `${patient.birthDate.slice(0, 4)}0000`;
  const time = patient.birthPrecision === 'minute' ? patient.birthTime?.replace(':', '') : undefined;
  return `${day}${time ?? '0000'}`;
}

/** Items joined by `;`, each without blanks around it. */
export const listText = (items: readonly string[]): string => items.map((item) => item.trim()).join(';');
