import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedServer } from '../../db/embedded.ts';
import { openPool, type Db } from '../../db/knex.ts';
import { ensureAppLogin, migrate } from '../../db/migrate.ts';
import { loadDemo } from '../../seeds/demo/load-demo.ts';
import { loadReference } from '../../seeds/reference/load-reference.ts';
import { servicesOn } from './services.ts';

/** A database of its own for a test file, cloned from a migrated template with the reference catalogues. */
export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  owner: Db;
  app: Db;
}

/** Runs side by side (test/run.mjs) name their lane, and have a server each. */
const dataDir = fileURLToPath(new URL(`../../.cache/test-postgres-${process.env['HIS_TEST_LANE'] ?? 'main'}`, import.meta.url));
const TEMPLATE = 'his_template';
const DEMO_TEMPLATE = 'his_template_demo';

/** What all test files of a process share. */
interface Shared {
  server?: EmbeddedServer;
  ready?: Promise<EmbeddedServer>;
  demoReady?: Promise<void>;
  open: TestDatabase[];
}

/**
 * Kept on the process and not in this module: mocha loads a file by `require`, and by `import` when a package in it allows no
 * `require` (fhir-kit-client), and each way has modules of its own. Two copies would start, clear and forget one server twice.
 */
const NAME = Symbol.for('hoa-ban-his.test-databases');
const holder = globalThis as { [NAME]?: Shared };
const shared: Shared = (holder[NAME] ??= { open: [] });

/** Both templates, so that a test only has to clone one. */
export async function prepareTestDatabases(): Promise<void> {
  await (shared.demoReady ??= prepareDemo());
}

export async function testDatabase(): Promise<TestDatabase> {
  return await cloneOf(TEMPLATE);
}

/** The same with the demo district in it: its people, staff and some days of visits. */
export async function demoDatabase(): Promise<TestDatabase> {
  await (shared.demoReady ??= prepareDemo());
  return await cloneOf(DEMO_TEMPLATE);
}

async function prepareDemo(): Promise<void> {
  const database = await cloneOf(TEMPLATE);
  await loadDemo(servicesOn(database.app), () => undefined, 4);
  await Promise.all([database.app.destroy(), database.owner.destroy()]);
  const name = new URL(database.ownerUrl).pathname.slice(1);
  await maintenance(await (shared.ready ??= prepare()), (client) => client.query(`ALTER DATABASE ${name} RENAME TO ${DEMO_TEMPLATE}`));
}

async function cloneOf(template: string): Promise<TestDatabase> {
  const running = await (shared.ready ??= prepare());
  const name = `his_test_${randomBytes(6).toString('hex')}`;
  await maintenance(running, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  const ownerUrl = running.url(name);
  const appUrl = await ensureAppLogin(ownerUrl, randomBytes(18).toString('base64url'));
  const database = { ownerUrl, appUrl, owner: openPool(ownerUrl, { max: 3 }), app: openPool(appUrl) };
  shared.open.push(database);
  return database;
}

/** An empty, unmigrated database on the same server, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<{ ownerUrl: string }> {
  const running = await (shared.ready ??= prepare());
  const name = `his_test_${randomBytes(6).toString('hex')}`;
  await running.ensureDatabase(name);
  return { ownerUrl: running.url(name) };
}

async function prepare(): Promise<EmbeddedServer> {
  mkdirSync(dataDir, { recursive: true });
  // Throw-away data: durability is proved by the fault tests on a cluster of their own.
  const server = await startEmbeddedPostgres({
    dataDir: `${dataDir}/data`,
    owner: true,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  shared.server = server;
  await maintenance(server, async (client) => {
    const old = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE 'his_test_%' OR datname LIKE '${TEMPLATE}%'`,
    );
    for (const { datname } of old.rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
  });
  await migrate(server.url(TEMPLATE));
  const owner = openPool(server.url(TEMPLATE), { max: 1 });
  await loadReference(owner);
  await owner.destroy();
  return server;
}

async function maintenance(running: EmbeddedServer, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: running.url('postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Called once by the runner after all suites. */
export async function closeTestDatabases(): Promise<void> {
  await Promise.all(shared.open.flatMap((database) => [database.owner.destroy(), database.app.destroy()]));
  await shared.server?.stop();
}
