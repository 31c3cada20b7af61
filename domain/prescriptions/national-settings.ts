import { isWithin, type Day } from '../dates.ts';

interface ParameterRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

export interface NationalSettings {
  /** Diagnoses whose patients are sent without identity, as icd-spec.ts reads them, and the words that stand for the name; null = everybody by name. */
  deidentify: { icd: string; name: string } | null;
  /** A prescription that waits longer is told to the operator. */
  alertHours: number;
}

/**
 * What the link follows at a day: `rx.national.deidentify` and `rx.national.alert_hours`. Before the first period of a parameter its first value stands
 * in. Throws a RangeError when a parameter is missing or misshapen: that is a slip of the installation.
 * Source: QĐ 425/QĐ-BYT (likely); docs/legal/prescribing.md#national-system
 */
export function nationalSettingsAt(rows: ParameterRow[], day: Day): NationalSettings {
  const alertHours = valueAt(rows, 'rx.national.alert_hours', day);
  if (typeof alertHours !== 'number' || alertHours <= 0) throw new RangeError(`no parameter rx.national.alert_hours at ${day}`);
  return { deidentify: deidentifyOf(valueAt(rows, 'rx.national.deidentify', day), day), alertHours };
}

function deidentifyOf(value: unknown, day: Day): NationalSettings['deidentify'] {
  if (value === null) return null;
  const { icd, name } = (value ?? {}) as { icd?: unknown; name?: unknown };
  if (typeof icd !== 'string' || typeof name !== 'string') throw new RangeError(`no parameter rx.national.deidentify at ${day}`);
  return { icd, name };
}

function valueAt(rows: ParameterRow[], code: string, day: Day): unknown {
  const periods = rows.filter((row) => row.code === code);
  return (periods.find((one) => isWithin(day, one.validFrom, one.validTo)) ?? periods[0])?.value;
}
