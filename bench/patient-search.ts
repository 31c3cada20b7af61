import pg from 'pg';
import { openPool } from '../db/knex.ts';
import { patientSearchSql, readPatientQuery } from '../db/views/patient-search-view.ts';
import { compareWays, openBench, send, throughput } from './support.ts';

/** Searching people by name through HTTP against the same SQL through `pg`, on invented people with the names of the province. */
const PEOPLE = 100_000;
const SECONDS = 4;
const WORKERS = 10;
const queries = ['lo van huong', 'quang thi lan 1975', 'giang a pao', 'cam thi mai 1990', 'nguyen van minh', 'vang thi my 1968'];

const bench = await openBench();
await addPeople();
const pool = new pg.Pool({ connectionString: bench.runtime.appUrl, max: WORKERS });
await compareWays(
  'patient search by name',
  50,
  () => throughput(SECONDS, WORKERS, throughHttp),
  () => throughput(SECONDS, WORKERS, plain),
);
await pool.end();
await bench.close();

async function throughHttp(worker: number, n: number): Promise<void> {
  await send(bench, '/patients/search', { query: queries[(worker + n) % queries.length] }, 200);
}

async function plain(worker: number, n: number): Promise<void> {
  const query = readPatientQuery(queries[(worker + n) % queries.length] ?? '');
  const { text, values } = positional(patientSearchSql(query as never, 20));
  await pool.query(text, values);
}

/** `:name` as `$n`, the way `pg` wants it. */
function positional({ sql, bindings }: { sql: string; bindings: Record<string, unknown> }): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const text = sql.replace(/(?<![:\w]):([a-zA-Z]+)/g, (_, name: string) => `$${values.push(bindings[name])}`);
  return { text, values };
}

/** By SQL and without the change log: a load of test people is no act of anybody. */
async function addPeople(): Promise<void> {
  const owner = openPool(bench.runtime.ownerUrl, { max: 1, statementTimeoutMs: 600_000 });
  await owner.raw('ALTER TABLE patients DISABLE TRIGGER log_change');
  await owner.raw(
    `INSERT INTO patients (id, full_name, sex, birth_date, birth_precision)
     SELECT gen_random_uuid(),
            (ARRAY['Lò','Cầm','Quàng','Tòng','Hoàng','Cà','Vì','Lường','Giàng','Vàng','Sồng','Thào','Nguyễn','Trần','Bàn','Đinh'])[1 + (i * 7) % 16] || ' ' ||
            (ARRAY['Văn','Thị','A','Thị Thu','Đức','Thị Minh'])[1 + (i / 16) % 6] || ' ' ||
            (ARRAY['Hương','Lan','Páo','Mai','Minh','Mỷ','Sơn','Hoa','Dũng','Ón','Thành','Pâng','Xuân','Yêu','Inh','Chung'])[1 + (i / 96) % 16],
            CASE WHEN i % 2 = 0 THEN 'male' ELSE 'female' END, date '1940-01-01' + (i * 13) % 30000, 'day'
       FROM generate_series(1, ${PEOPLE}) AS i`,
  );
  await owner.raw('ALTER TABLE patients ENABLE TRIGGER log_change');
  await owner.raw('ANALYZE patients');
  await owner.destroy();
}
