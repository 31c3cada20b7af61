import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../api/config.ts';
import { prepareData } from '../api/prepare-data.ts';
import { openRuntime } from '../api/runtime.ts';
import { openPool, rows } from '../db/knex.ts';
import { loadVolume } from '../seeds/volume/load-volume.ts';

const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 1_300_000);

/** The folder of the invented province; made at the first run, which takes minutes, and kept. */
export async function provinceFolder(): Promise<string> {
  const dataDir = fileURLToPath(new URL(`../.cache/bench-province-${PEOPLE}`, import.meta.url));
  if (existsSync(dataDir)) return dataDir;
  const started = performance.now();
  const runtime = await openRuntime(readConfig({ ...process.env, HIS_DATA_DIR: dataDir, HIS_DEMO: 'off' }));
  try {
    await prepareData(runtime, console.log);
    await loadVolume(runtime, PEOPLE, console.log);
  } finally {
    await runtime.close();
  }
  console.log(`province of ${PEOPLE} people built in ${((performance.now() - started) / 1000).toFixed(0)} s`);
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
