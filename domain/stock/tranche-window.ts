import { addDays, daysBetween, isWithin, type Day } from '../dates.ts';
import { divide, isNegative, min, multiply, roundUp, subtract, type Decimal } from '../money.ts';
import type { Tranche } from '../prescriptions/split-documents.ts';

/** The tranche that is collected on a day: from `opens` on, until the next one opens or its supply ends. */
export interface OpenTranche {
  number: number;
  of: number;
  opens: Day;
  /** Last day to collect; what was not collected by then lapses. */
  closes: Day;
}

/**
 * Which tranche of a narcotic sheet is collected on a day; undefined when all have lapsed. The first opens with the signing, each later one
 * `openDaysBefore` days before the supply of the previous one ends. Source: TT 26/2025/TT-BYT; docs/legal/pharmacy.md#tranches
 */
export function trancheOn(tranches: Tranche[], day: Day, openDaysBefore: number): OpenTranche | undefined {
  const opens = tranches.map(({ from }, i) => (i === 0 ? from : addDays(from, -1 - openDaysBefore)));
  return tranches
    .map(({ number, until }, i) => {
      const next = opens[i + 1];
      return { number, of: tranches.length, opens: opens[i] ?? until, closes: next === undefined ? until : addDays(next, -1) };
    })
    .find(({ closes }) => day <= closes);
}

/**
 * What of a line belongs to a tranche, in dispensing units: the units of its days, whole units, the halves in the earlier tranche. A line
 * that lasts less than the sheet ends earlier. Throws a RangeError when the sheet has no such tranche.
 */
export function portionOf(line: { quantity: Decimal; days: number }, tranches: Tranche[], number: number): Decimal {
  const tranche = tranches.find((one) => one.number === number);
  const first = tranches[0];
  if (tranche === undefined || first === undefined) throw new RangeError(`no tranche ${number}`);
  const until = (day: Day): Decimal => {
    const days = daysBetween(first.from, day) + 1;
    if (days >= line.days) return line.quantity;
    return min(line.quantity, roundUp(divide(multiply(line.quantity, String(days)), String(line.days))));
  };
  const share = subtract(until(tranche.until), number === 1 ? '0' : until(addDays(tranche.from, -1)));
  return isNegative(share) ? '0' : share;
}

interface ParameterRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

const PARAMETER = 'rx.tranche_open_days_before';

/**
 * How many days before the supply of a tranche ends the next one opens, as of a day. Before the first period of the parameter its first
 * value stands in. Throws a RangeError when the installation has none.
 */
export function trancheOpenDays(parameters: ParameterRow[], day: Day): number {
  const periods = parameters.filter(({ code }) => code === PARAMETER);
  const value = (periods.find((one) => isWithin(day, one.validFrom, one.validTo)) ?? periods[0])?.value;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new RangeError(`no parameter ${PARAMETER} at ${day}`);
  return value;
}
