import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Day } from '../../../domain/dates.ts';
import { type InsuranceParameters, type ParameterRow, insuranceParametersAt } from '../../../domain/insurance/insurance-parameters.ts';

interface SeedRow {
  code: string;
  valid_from: string;
  valid_to: string;
  value: string;
  source: string;
  confidence: string;
}

/** The rows that an installation starts with. */
export const seedRows: ParameterRow[] = parse<SeedRow>(readFileSync('seeds/reference/parameters.csv', 'utf8'), { columns: true }).map(
  (row) => ({
    code: row.code,
    validFrom: row.valid_from,
    validTo: row.valid_to === '' ? null : row.valid_to,
    value: JSON.parse(row.value) as unknown,
    source: row.source,
    confidence: row.confidence,
  }),
);

export const parametersAt = (day: Day): InsuranceParameters => insuranceParametersAt(seedRows, day);
