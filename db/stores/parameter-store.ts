import type { Day } from '../../domain/dates.ts';
import { insuranceParametersAt, type InsuranceParameters, type ParameterRow } from '../../domain/insurance/insurance-parameters.ts';
import { rows, type Db } from '../knex.ts';
import { readParameters } from './code-catalogue-store.ts';

/** Rows change with a decree, not with a request: one process reads them again after this long. */
const CACHE_MS = 60_000;
const cache = new Map<string, { until: number; byDay: Map<Day, InsuranceParameters>; parameters: ParameterRow[] }>();

/** The insurance parameters of a day. */
export async function readInsuranceParameters(db: Db, day: Day): Promise<InsuranceParameters> {
  const known = await parametersOf(db);
  let found = known.byDay.get(day);
  if (found === undefined) known.byDay.set(day, (found = insuranceParametersAt(known.parameters, day)));
  return found;
}

async function parametersOf(db: Db) {
  // Several databases in one process (tests) must not share their parameters.
  const [where] = await rows<{ name: string }>(db, 'SELECT current_database() AS name');
  const name = where?.name ?? '';
  const known = cache.get(name);
  if (known !== undefined && known.until > performance.now()) return known;
  const read = {
    until: performance.now() + CACHE_MS,
    byDay: new Map<Day, InsuranceParameters>(),
    parameters: await readParameters(db, 'bhyt.'),
  };
  cache.set(name, read);
  return read;
}
