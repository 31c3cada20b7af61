import type { Decimal } from '../money.ts';

/** How a result is given: a number (with or without `<` `>`), one of a list, or words. */
export type ValueKind = 'numeric' | 'coded' | 'text';
export type Comparator = '<' | '<=' | '>' | '>=';
/** N normal, L and H outside the reference range, LL and HH beyond the critical limits, A not the normal choice. */
export type Flag = 'N' | 'L' | 'H' | 'LL' | 'HH' | 'A';

/** One thing a service reports (the indicator of table 4 of the claims; QĐ 1227/QĐ-BYT numbers them, LOINC beside). */
export interface Indicator {
  code: string;
  name: string;
  loinc: string | null;
  /** As printed. */
  unit: string | null;
  /** The same unit in UCUM. */
  ucum: string | null;
  valueKind: ValueKind;
  /** Most decimal places of a number; null for what is no number. */
  decimals: number | null;
  /** What may be chosen; empty unless coded. */
  choices: string[];
}

/** What is normal for whom. Bounds belong to the range, except an open upper one (`< 5.2`). */
export interface ReferenceRange {
  /** Null: both, and whose sex is not known. */
  sex: 'male' | 'female' | null;
  /** Age in completed days, from included, until not; null = no end. */
  ageFromDays: number;
  ageUntilDays: number | null;
  low: Decimal | null;
  high: Decimal | null;
  highOpen: boolean;
  criticalLow: Decimal | null;
  criticalHigh: Decimal | null;
  normalChoice: string | null;
}

/** A result as it was read from what somebody typed. */
export interface ReadValue {
  comparator: Comparator | null;
  /** Set for numeric results, else null. */
  number: Decimal | null;
  /** Set for coded results and words, else null. */
  text: string | null;
}
