import type { Day } from '../../../domain/dates.ts';
import { type InsuranceParameters, insuranceParametersAt } from '../../../domain/insurance/insurance-parameters.ts';
import { readSeedParameters } from '../../../seeds/reference/read-parameters.ts';

/** The rows that an installation starts with. */
export const seedRows = readSeedParameters();

const known = new Map<Day, InsuranceParameters>();
export function parametersAt(day: Day): InsuranceParameters {
  const found = known.get(day) ?? insuranceParametersAt(seedRows, day);
  known.set(day, found);
  return found;
}
