import type { Day } from '../../../domain/dates.ts';
import { type InsuranceParameters, insuranceParametersAt } from '../../../domain/insurance/insurance-parameters.ts';
import { readSeedParameters } from '../../../seeds/reference/read-parameters.ts';

/** The rows that an installation starts with. */
export const seedRows = readSeedParameters();

export const parametersAt = (day: Day): InsuranceParameters => insuranceParametersAt(seedRows, day);
