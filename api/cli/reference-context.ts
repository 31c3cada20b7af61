import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ClaimContext, IcdFacts } from '../../domain/claims/checks/claim-check.ts';
import { type Day, isWithin } from '../../domain/dates.ts';
import { type InsuranceParameters, insuranceParametersAt, type ParameterRow } from '../../domain/insurance/insurance-parameters.ts';

type Row = Record<string, string>;

const folder = join(import.meta.dirname, '../../seeds/reference');
const readRows = (file: string): Row[] => parse<Row>(readFileSync(join(folder, file), 'utf8'), { columns: true, bom: true });
const until = (row: Row): string | null => (row['valid_to'] === '' ? null : (row['valid_to'] ?? null));

/**
 * What can be known of a claim of any facility without a database: the legal numbers by date and the national catalogues, from the files an
 * installation starts with. Catalogues of a facility are no part of it. `now` is `yyyymmddHHMM`.
 */
export function referenceContext(now: string): ClaimContext {
  return { now, parametersAt: parametersByDay(), icd: icdByDay(), ...places() };
}

function parametersByDay(): (day: Day) => InsuranceParameters | undefined {
  const rows: ParameterRow[] = readRows('parameters.csv').map((row) => ({
    code: row['code'] ?? '',
    validFrom: row['valid_from'] ?? '',
    validTo: until(row),
    value: JSON.parse(row['value'] ?? 'null') as unknown,
    source: row['source'] ?? '',
    confidence: row['confidence'] ?? '',
  }));
  const known = new Map<Day, InsuranceParameters | undefined>();
  return (day) => {
    if (!known.has(day)) known.set(day, parametersOrNothing(rows, day));
    return known.get(day);
  };
}

/** A day before the first act on file has no parameters: the rules that need them keep silent. */
function parametersOrNothing(rows: ParameterRow[], day: Day): InsuranceParameters | undefined {
  try {
    return insuranceParametersAt(rows, day);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

function icdByDay(): NonNullable<ClaimContext['icd']> {
  const versions = readRows('icd-versions.csv');
  const byVersion = new Map<string, Map<string, IcdFacts>>();
  for (const row of readRows('icd-codes.csv')) {
    const version = row['version'] ?? '';
    const codes = byVersion.get(version) ?? new Map<string, IcdFacts>();
    byVersion.set(version, codes.set(row['code'] ?? '', icdFacts(row)));
  }
  return (code, day) => {
    const version = versions.find((one) => isWithin(day, one['valid_from'], until(one)))?.['version'];
    const codes = version === undefined ? undefined : byVersion.get(version);
    return codes === undefined ? undefined : (codes.get(code) ?? null);
  };
}

function icdFacts(row: Row): IcdFacts {
  const sex = row['sex_only'];
  return {
    notPrimary: row['not_primary'] === 'true',
    notRecommendedPrimary: row['not_recommended_primary'] === 'true',
    hasSubcodes: row['has_subcodes'] === 'true',
    mortalityOnly: row['mortality_only'] === 'true',
    asterisk: row['dual_mark'] === 'asterisk',
    sexOnly: sex === 'male' || sex === 'female' ? sex : null,
  };
}

/** The lists of places hold one province: a code outside their range is not judged. */
function places(): Pick<ClaimContext, 'commune' | 'facility'> {
  const communes = new Map(readRows('communes.csv').map((row) => [row['code'] ?? '', { provinceCode: row['province_code'] ?? '' }]));
  const codes = [...communes.keys()].sort();
  const [first = '', last = ''] = [codes[0], codes.at(-1)];
  const facilities = new Set(readRows('facility-entries.csv').map((row) => row['code'] ?? ''));
  const province = [...facilities][0]?.slice(0, 2);
  return {
    commune: (code) => communes.get(code) ?? (code >= first && code <= last ? null : undefined),
    facility: (code) => (facilities.has(code) ? true : code.slice(0, 2) === province ? false : undefined),
  };
}
