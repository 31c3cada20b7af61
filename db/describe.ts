import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeSchema } from './describe-schema.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { openPool } from './knex.ts';
import { migrate } from './migrate.ts';

/** `npm run db:describe`: migrates an empty database and writes what came out to db/schema.sql. */
const folder = fileURLToPath(new URL('../.cache/describe-postgres/', import.meta.url));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = await startEmbeddedPostgres({ dataDir: `${folder}data`, settings: { fsync: 'off' } });
try {
  await server.ensureDatabase('described');
  await migrate(server.url('described'));
  const db = openPool(server.url('described'), { max: 1 });
  writeFileSync(new URL('./schema.sql', import.meta.url), await describeSchema(db));
  await db.destroy();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log('db/schema.sql is written.');
