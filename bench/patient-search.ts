import pg from 'pg';
import { patientIdsOf, readPatientQuery, SUMMARIES } from '../db/views/patient-search-view.ts';
import { foldName } from '../domain/patients/fold-name.ts';
import { FIRST_HOSPITAL, FIRST_STATION } from '../seeds/volume/volume-facilities.ts';
import { provinceFolder, somePeople, type Somebody } from './province.ts';
import { compareWays, openBench, send, throughput, type Bench } from './support.ts';

/**
 * Searching 1.3 million people through HTTP, ten users at once, half of them at a hospital and half at a station: what is typed is
 * drawn from the people that are there. Then the same statements through `pg` alone, for the share that the product adds.
 */
const SECONDS = 8;
const WARM_SECONDS = 15;
const WORKERS = 10;
const AIM = { perSecond: 400, p95Ms: 30 };
/** Lines of an answer unless told otherwise; the box of the desk asks for six. */
const LIMIT = Number(process.env['BENCH_LIMIT'] ?? 10);

const kinds: Record<string, (person: Somebody) => string | null> = {
  name: ({ fullName }) => fullName,
  'name without marks': ({ fullName }) => foldName(fullName),
  'name in another order': ({ fullName }) => foldName(fullName).split(' ').reverse().join(' '),
  'name unfinished': ({ fullName }) => foldName(fullName).slice(0, -1),
  'name and year': ({ fullName, birthDate }) => `${foldName(fullName)} ${birthDate.slice(0, 4)}`,
  'two words': ({ fullName }) => `${foldName(fullName).split(' ')[0]} ${foldName(fullName).split(' ').at(-1)}`,
  surname: ({ fullName }) => foldName(fullName).split(' ')[0] ?? null,
  'surname and year': ({ fullName, birthDate }) => `${foldName(fullName).split(' ')[0]} ${birthDate.slice(0, 4)}`,
  'citizen id': ({ citizenId }) => citizenId,
  'card number': ({ cardNumber }) => cardNumber,
  phone: ({ phone }) => phone,
};

const dataDir = await provinceFolder();
const bench = await openBench({ dataDir, facilityCodes: [FIRST_HOSPITAL, FIRST_STATION] });
const people = await somePeople(bench.runtime.ownerUrl, 4000);
const queries = Object.entries(kinds).flatMap(([kind, of]) =>
  people.flatMap((person) => {
    const query = of(person);
    return query === null ? [] : [{ kind, query }];
  }),
);
await measure();
await ratio();
await bench.close();

/** A walk over all kinds and people that meets none twice before all are done. */
function draw(worker: number, n: number): { kind: string; query: string } {
  return queries[((worker * 7919 + n) * 7_368_787) % queries.length] ?? { kind: '', query: '' };
}

async function throughHttp(worker: number, n: number): Promise<void> {
  await send(bench, '/patients/search', { query: draw(worker, n).query, limit: LIMIT }, 200, worker);
}

async function measure(): Promise<void> {
  // A server that has answered for a while, as it is on a working morning.
  await throughput(WARM_SECONDS, WORKERS, throughHttp);
  const times = new Map<string, number[]>();
  const perSecond = await throughput(SECONDS, WORKERS, async (worker, n) => {
    const { kind, query } = draw(worker, 100_000 + n);
    const started = performance.now();
    await send(bench, '/patients/search', { query, limit: LIMIT }, 200, worker);
    const took = performance.now() - started;
    for (const name of [kind, 'all']) (times.get(name) ?? times.set(name, []).get(name))?.push(took);
  });
  for (const [kind, took] of times) {
    console.log(`  ${kind.padEnd(22)} p50 ${at(took, 0.5)}  p95 ${at(took, 0.95)}  max ${at(took, 1)} ms  (${took.length})`);
  }
  console.log(
    `patient search, 10 users: ${perSecond.toFixed(0)}/s (aim ≥ ${AIM.perSecond}), p95 ${at(times.get('all') ?? [], 0.95)} ms (aim ≤ ${AIM.p95Ms})`,
  );
}

function at(times: number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1).padStart(6);
}

async function ratio(): Promise<void> {
  const pool = new pg.Pool({ connectionString: bench.runtime.appUrl, max: WORKERS });
  await compareWays(
    'patient search',
    50,
    () => throughput(4, WORKERS, throughHttp),
    () => throughput(4, WORKERS, async (worker, n) => await plain(pool, bench, worker, n)),
  );
  await pool.end();
}

/** The same statement by hand, fenced as the product does it. */
async function plain(pool: pg.Pool, { facilityIds }: Bench, worker: number, n: number): Promise<void> {
  const query = readPatientQuery(draw(worker, n).query);
  if (query.kind === 'empty') return;
  const { text, values } = positional(patientIdsOf(query, LIMIT));
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query(`SELECT set_config('app.facility_id', $1, true)`, [facilityIds[worker % facilityIds.length]]);
  await client.query(text, values);
  await client.query('COMMIT');
  client.release();
}

/** `:name` as `$n`, the way `pg` wants it. */
function positional({ argument, bindings }: { argument: string; bindings: Record<string, unknown> }): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const text = `SELECT s.* FROM ${SUMMARIES}(${argument}) AS s`.replace(
    /(?<![:\w]):([a-zA-Z]+)/g,
    (_, name: string) => `$${values.push(bindings[name])}`,
  );
  return { text, values };
}
