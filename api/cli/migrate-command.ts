import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { holdDataFolder } from '../hold-data-folder.ts';
import { openRuntime } from '../runtime.ts';

/** `npm run db:migrate`: brings the database of the settings up to the code; `--reset` empties a demo installation first. */
const config = readConfig(process.env);
if (process.argv.includes('--reset')) await reset();
const runtime = await openRuntime(config);
await runtime.close();
process.stdout.write('The database is up to date.\n');

/** Only an embedded database is emptied: a server of somebody's own is theirs to drop. */
async function reset(): Promise<void> {
  if (config.databaseUrl !== undefined) throw new Error('DATABASE_URL is set: empty that database yourself.');
  const release = holdDataFolder(config.dataDir);
  await rm(join(config.dataDir, 'postgres'), { recursive: true, force: true });
  await rm(join(config.dataDir, '.postgres.password'), { force: true });
  release();
}
