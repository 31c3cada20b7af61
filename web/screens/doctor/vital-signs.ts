import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { compare } from '../../../domain/money.ts';
import { readDecimal } from '../../lib/format.ts';

export type VitalKind = keyof EncounterView['vitals'];

interface VitalSign {
  kind: VitalKind;
  unit: string;
  /** Outside of these the number is almost surely a slip or another unit; shown as a word, never a stop. */
  plausible: [string, string];
}

/** In the order of the paper. Bounds are wide on purpose: a newborn and a marathon runner both fit. */
export const vitalSigns: VitalSign[] = [
  { kind: 'pulse', unit: 'l/ph', plausible: ['20', '250'] },
  { kind: 'systolic', unit: 'mmHg', plausible: ['50', '260'] },
  { kind: 'diastolic', unit: 'mmHg', plausible: ['20', '160'] },
  { kind: 'temperature', unit: '°C', plausible: ['32', '43'] },
  { kind: 'respiratory-rate', unit: 'l/ph', plausible: ['5', '90'] },
  { kind: 'oxygen-saturation', unit: '%', plausible: ['50', '100'] },
  { kind: 'weight', unit: 'kg', plausible: ['0.5', '250'] },
  { kind: 'height', unit: 'cm', plausible: ['30', '230'] },
];

export type VitalDoubt = 'not-a-number' | 'implausible';

/** What is doubtful about one typed value; undefined when nothing is, or nothing is typed. */
export function findVitalDoubt(sign: VitalSign, typed: string): VitalDoubt | undefined {
  if (typed.trim() === '') return undefined;
  const value = readDecimal(typed);
  if (value === undefined) return 'not-a-number';
  const [least, most] = sign.plausible;
  return compare(value, least) < 0 || compare(value, most) > 0 ? 'implausible' : undefined;
}
