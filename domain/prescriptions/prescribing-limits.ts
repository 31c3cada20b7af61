import { icdSpecCovers } from '../catalogues/icd-spec.ts';
import { isWithin, type Day } from '../dates.ts';
import type { PrescriptionType } from './prescription-code.ts';

/** A dated parameter as it is stored; both ends are inclusive. */
export interface LimitRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

const TYPES = ['c', 'n', 'h', 'y', 't'] as const satisfies PrescriptionType[];

/**
 * The longest supply by prescription type at a day, in days: `rx.max_days.<type>`, and for the types whose longer
 * supply the diagnoses allow (`longTermTypes`) `rx.max_days.<type>.long_term` where there is one. Throws a RangeError naming the parameter that is missing: that is a slip
 * of the installation.
 * Source: TT 26/2025/TT-BYT with its annex VII; docs/legal/prescribing.md#days
 */
export function prescribingLimitsAt(rows: LimitRow[], day: Day, longTerm: readonly PrescriptionType[]): Record<PrescriptionType, number> {
  const limit = (type: PrescriptionType): [PrescriptionType, number] => {
    const usual = daysOf(rows, `rx.max_days.${type}`, day);
    if (usual === undefined) throw new RangeError(`no parameter rx.max_days.${type} at ${day}`);
    return [type, (longTerm.includes(type) ? daysOf(rows, `rx.max_days.${type}.long_term`, day) : undefined) ?? usual];
  };
  return Object.fromEntries(TYPES.map(limit)) as Record<PrescriptionType, number>;
}

/** Pain of cancer and AIDS; mental disorders and epilepsy (TT 26/2025). */
const NARCOTIC_PAIN = 'C00..C97|D00..D09|D37..D48|B20..B24';
const CHRONIC_PSYCHOTROPIC = 'F00..F99|G40..G41';

/**
 * The types of prescription whose longer supply some diagnoses allow: ordinary and traditional ones for a disease of annex VII (`longTermSpecs`, see
 * icd-spec.ts), narcotics for the pain of cancer and AIDS, psychotropics for mental disorders and epilepsy.
 * Source: TT 26/2025/TT-BYT; docs/legal/prescribing.md#days
 */
export function longTermTypes(icdCodes: readonly string[], longTermSpecs: readonly string[]): PrescriptionType[] {
  const covered = (specs: readonly string[]): boolean => icdCodes.some((code) => specs.some((spec) => icdSpecCovers(spec, code)));
  return [
    ...(covered(longTermSpecs) ? (['c', 'y'] as const) : []),
    ...(covered([NARCOTIC_PAIN]) ? (['n'] as const) : []),
    ...(covered([CHRONIC_PSYCHOTROPIC]) ? (['h'] as const) : []),
  ];
}

function daysOf(rows: LimitRow[], code: string, day: Day): number | undefined {
  const value = rows.find((row) => row.code === code && isWithin(day, row.validFrom, row.validTo))?.value;
  if (value !== undefined && (typeof value !== 'number' || !Number.isInteger(value)))
    throw new RangeError(`parameter ${code} is not a whole number`);
  return value;
}
