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
 * The longest supply by prescription type at a day, in days: `rx.max_days.<type>`, and for a disease of the long-term list
 * `rx.max_days.<type>.long_term` where there is one. Throws a RangeError naming the parameter that is missing: that is a slip
 * of the installation.
 * Source: TT 26/2025/TT-BYT with its annex VII; docs/legal/prescribing.md#days
 */
export function prescribingLimitsAt(rows: LimitRow[], day: Day, longTermDisease: boolean): Record<PrescriptionType, number> {
  const limit = (type: PrescriptionType): [PrescriptionType, number] => {
    const usual = daysOf(rows, `rx.max_days.${type}`, day);
    if (usual === undefined) throw new RangeError(`no parameter rx.max_days.${type} at ${day}`);
    return [type, (longTermDisease ? daysOf(rows, `rx.max_days.${type}.long_term`, day) : undefined) ?? usual];
  };
  return Object.fromEntries(TYPES.map(limit)) as Record<PrescriptionType, number>;
}

function daysOf(rows: LimitRow[], code: string, day: Day): number | undefined {
  const value = rows.find((row) => row.code === code && isWithin(day, row.validFrom, row.validTo))?.value;
  if (value !== undefined && (typeof value !== 'number' || !Number.isInteger(value)))
    throw new RangeError(`parameter ${code} is not a whole number`);
  return value;
}
