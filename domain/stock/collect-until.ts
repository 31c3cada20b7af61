import { addDays, isWithin, type Day } from '../dates.ts';

interface ParameterRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

const PARAMETER = 'rx.collect_within_days';

/**
 * The last day to collect what was prescribed on a day: the dated parameter `rx.collect_within_days` counted from that day.
 * Before the first period of the parameter its first value stands in. Throws a RangeError when the installation has none.
 * Source: TT 26/2025/TT-BYT art. 12 k. 9 b; docs/legal/pharmacy.md#collect
 */
export function collectUntil(parameters: ParameterRow[], signedOn: Day): Day {
  const periods = parameters.filter(({ code }) => code === PARAMETER);
  const value = (periods.find((one) => isWithin(signedOn, one.validFrom, one.validTo)) ?? periods[0])?.value;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new RangeError(`no parameter ${PARAMETER} at ${signedOn}`);
  return addDays(signedOn, value);
}
