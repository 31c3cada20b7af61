import { existsSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../api/config.ts';
import { prepareData } from '../api/prepare-data.ts';
import { openRuntime } from '../api/runtime.ts';
import { openPool, rows } from '../db/knex.ts';
import { loadMonth } from '../seeds/volume/load-visits.ts';
import { loadVolume } from '../seeds/volume/load-volume.ts';

const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 1_300_000);

/** The folder of the invented province; made at the first run, which takes minutes, and kept. With `visits` it holds a month of them, too. */
export async function provinceFolder({ people = PEOPLE, visits = 0 }: { people?: number; visits?: number } = {}): Promise<string> {
  const name = visits === 0 ? `bench-province-${people}` : `bench-month-${people}-${visits}`;
  const dataDir = fileURLToPath(new URL(`../.cache/${name}`, import.meta.url));
  if (existsSync(dataDir)) return dataDir;
  const making = `${dataDir}.making`;
  rmSync(making, { recursive: true, force: true });
  const started = performance.now();
  const runtime = await openRuntime(readConfig({ ...process.env, HIS_DATA_DIR: making, HIS_DEMO: 'off' }));
  try {
    await prepareData(runtime, console.log);
    await loadVolume(runtime, people, console.log);
    if (visits > 0) await loadMonth(runtime, { visits }, console.log);
  } finally {
    await runtime.close();
  }
  // Half a province is none.
  renameSync(making, dataDir);
  console.log(`province of ${people} people built in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return dataDir;
}

export interface Somebody {
  id: string;
  fullName: string;
  sex: 'male' | 'female';
  birthDate: string;
  birthPrecision: 'year' | 'day';
  phone: string | null;
  communeCode: string;
  citizenId: string | null;
  cardNumber: string | null;
}

/** People drawn evenly from the province by a hash of their id, the same in every run. */
export async function somePeople(ownerUrl: string, count: number): Promise<Somebody[]> {
  const owner = openPool(ownerUrl, { max: 1, statementTimeoutMs: 600_000 });
  try {
    return await rows<Somebody>(
      owner,
      `SELECT p.id, p.full_name, p.sex, p.birth_date, p.birth_precision, p.phone, p.commune_code,
              (SELECT i.value FROM patient_identifiers AS i WHERE i.patient_id = p.id LIMIT 1) AS citizen_id,
              (SELECT k.card_number FROM insurance_cards AS k WHERE k.patient_id = p.id LIMIT 1) AS card_number
         FROM patients AS p WHERE hashtext(p.id::text) BETWEEN 0 AND 20000000 AND p.merged_into IS NULL ORDER BY hashtext(p.id::text), p.id LIMIT :count`,
      { count },
    );
  } finally {
    await owner.destroy();
  }
}
