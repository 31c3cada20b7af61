import { createHash } from 'node:crypto';
import pg from 'pg';
import { newId } from '../domain/ids.ts';
import { compareWays, openBench, send, throughput, type Bench } from './support.ts';

/**
 * Registering a person through HTTP (log-in checked, permission, shapes, rules, repeat key, audit chain, change log) against a
 * hand-written script that writes the same rows of the same tables through `pg` on the same server.
 */
const SECONDS = 4;
const WORKERS = 10;

const bench = await openBench();
const pool = new pg.Pool({ connectionString: bench.runtime.appUrl, max: WORKERS });
await compareWays(
  'patient write',
  40,
  () => throughput(SECONDS, WORKERS, throughHttp),
  () => throughput(SECONDS, WORKERS, (worker, n) => byHand(pool, bench, worker, n)),
);
await pool.end();
await bench.close();

async function throughHttp(worker: number, n: number): Promise<void> {
  await send(bench, '/patients', { id: newId(), ...aPerson(worker, n) }, 201);
}

function aPerson(worker: number, n: number) {
  return {
    fullName: `Lò Văn ${String.fromCharCode(65 + worker)}a`,
    sex: 'male',
    birthDate: '1980-03-12',
    birthPrecision: 'day',
    phone: '0999000000',
    address: { text: 'Bản Thử' },
    ethnicityCode: '03',
    identifiers: [{ system: 'citizen-id', value: `014080${String((worker * 100_000 + n) % 1_000_000).padStart(6, '0')}` }],
  };
}

async function byHand(connections: pg.Pool, { facilityId, userId }: Bench, worker: number, n: number): Promise<void> {
  const person = aPerson(worker, n);
  const [id, key, now] = [newId(), newId(), new Date().toISOString()];
  const client = await connections.connect();
  await client.query('BEGIN');
  await client.query(
    `SELECT set_config('app.facility_id', $1, true), set_config('app.user_id', $2, true), set_config('app.action', 'bench', true)`,
    [facilityId, userId],
  );
  const hash = createHash('sha256').update(JSON.stringify(person)).digest();
  await client.query('INSERT INTO idempotency_keys (facility_id, user_id, key, route, body_hash) VALUES ($1, $2, $3, $4, $5)', [
    facilityId,
    userId,
    key,
    'bench',
    hash,
  ]);
  await client.query(
    `INSERT INTO patients (id, full_name, sex, birth_date, birth_precision, phone, address_text, ethnicity_code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, person.fullName, person.sex, person.birthDate, person.birthPrecision, person.phone, person.address.text, person.ethnicityCode],
  );
  await client.query(`INSERT INTO patient_identifiers (id, patient_id, system, value, valid_from) VALUES ($1, $2, 'citizen-id', $3, $4)`, [
    newId(),
    id,
    person.identifiers[0]?.value,
    now.slice(0, 10),
  ]);
  await client.query('UPDATE idempotency_keys SET answer = $4 WHERE facility_id = $1 AND user_id = $2 AND key = $3', [
    facilityId,
    userId,
    key,
    JSON.stringify({ id }),
  ]);
  await client.query('SELECT append_audit($1)', [JSON.stringify({ at: now, userId, action: 'patient.register', patientId: id })]);
  await client.query('COMMIT');
  client.release();
}
