import type { Day } from '../../domain/dates.ts';
import { parseBirthDate } from '../../domain/patients/parse-birth-date.ts';

/** Cards and appointments lie ahead; two typed digits never mean the last century there. */
const LATEST = '2099-12-31';

/** A full day as typed, `30092026`, `30/9/2026` or `30/9/26`; undefined when it is not one. */
export function readDay(typed: string): Day | undefined {
  const read = parseBirthDate(typed, LATEST);
  return read?.birthPrecision === 'day' ? read.birthDate : undefined;
}
