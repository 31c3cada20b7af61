import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { ParameterRow } from '../../domain/insurance/insurance-parameters.ts';

interface SeedRow {
  code: string;
  valid_from: string;
  valid_to: string;
  value: string;
  source: string;
  confidence: string;
}

/** The dated parameters of the insurance law as an installation starts with them, for work that has no database open. */
export function readSeedParameters(): ParameterRow[] {
  const text = readFileSync(new URL('parameters.csv', import.meta.url), 'utf8');
  return parse<SeedRow>(text, { columns: true }).map((row) => ({
    code: row.code,
    validFrom: row.valid_from,
    validTo: row.valid_to === '' ? null : row.valid_to,
    value: JSON.parse(row.value) as unknown,
    source: row.source,
    confidence: row.confidence,
  }));
}
