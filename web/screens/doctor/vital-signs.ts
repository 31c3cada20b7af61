import { checkVitals } from '../../../domain/encounters/check-vitals.ts';
import { error, type Issue } from '../../../domain/issue.ts';
import type { Decimal } from '../../../domain/money.ts';
import type { VitalKind } from '../../../domain/visits/visit-record.ts';
import { readDecimal } from '../../lib/format.ts';

/** In the order of the paper, with the unit that stands in the field. */
export const vitalSigns = [
  { kind: 'pulse', unit: 'l/ph' },
  { kind: 'systolic', unit: 'mmHg' },
  { kind: 'diastolic', unit: 'mmHg' },
  { kind: 'temperature', unit: '°C' },
  { kind: 'respiratory-rate', unit: 'l/ph' },
  { kind: 'oxygen-saturation', unit: '%' },
  { kind: 'weight', unit: 'kg' },
  { kind: 'height', unit: 'cm' },
] as const satisfies { kind: VitalKind; unit: string }[];

type TypedVitals = Record<VitalKind, string>;

/** The typed values that are numbers; what is empty or no number is left out. */
export function vitalValues(typed: TypedVitals): Partial<Record<VitalKind, Decimal>> {
  return Object.fromEntries(
    vitalSigns.flatMap(({ kind }) => {
      const value = readDecimal(typed[kind]);
      return value === undefined ? [] : [[kind, value]];
    }),
  );
}

/** What is wrong with the values as typed: no number at all, or what checkVitals finds. Paths are `values.<kind>`. */
export function checkTypedVitals(typed: TypedVitals, ageMonths?: number): Issue[] {
  const noNumbers = vitalSigns.filter(({ kind }) => typed[kind].trim() !== '' && readDecimal(typed[kind]) === undefined);
  return [...noNumbers.map(({ kind }) => error('vital_not_a_number', `values.${kind}`)), ...checkVitals(vitalValues(typed), ageMonths)];
}
