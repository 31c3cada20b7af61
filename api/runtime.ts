import { pino, type Logger } from 'pino';
import { archiveSettings, clusterOf } from '../db/backup/backup-place.ts';
import { DATABASE_NAME, startEmbeddedPostgres, type EmbeddedServer } from '../db/embedded.ts';
import { openPool } from '../db/knex.ts';
import { ensureAppLogin, migrate, requireFencedRole } from '../db/migrate.ts';
import type { Config } from './config.ts';
import type { Services } from './http/context.ts';
import { readSecrets } from './secrets.ts';

/** The database, brought up to date, and what every part of the product needs. Server, worker and command line start here. */
export interface Runtime {
  services: Services;
  /** As owner: migrations, catalogues, the demo. Never handed to a request. */
  ownerUrl: string;
  appUrl: string;
  close(): Promise<void>;
}

/** `owner`: this process is the server of the data folder; a command line only borrows its database. */
export async function openRuntime(config: Config, options: { log?: Logger; owner?: boolean } = {}): Promise<Runtime> {
  const log = options.log ?? createLog(config);
  const secrets = readSecrets(config.dataDir);
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbeddedPostgres({
          dataDir: clusterOf(config.dataDir),
          owner: options.owner === true,
          settings: archiveSettings(config.dataDir, config.backupDir !== undefined),
        })
      : undefined;
  try {
    await embedded?.ensureDatabase(DATABASE_NAME);
    const ownerUrl = config.databaseUrl ?? embedded?.url(DATABASE_NAME) ?? '';
    await migrate(ownerUrl);
    const appUrl = config.databaseAppUrl ?? (await ensureAppLogin(ownerUrl, secrets.databasePassword));
    const db = openPool(appUrl, { max: config.dbPool });
    await requireFencedRole(db);
    const services: Services = { db, config, secrets, log, now: () => new Date() };
    return { services, ownerUrl, appUrl, close: async () => await close(services, embedded) };
  } catch (cause) {
    await embedded?.stop();
    throw cause;
  }
}

async function close(services: Services, embedded: EmbeddedServer | undefined): Promise<void> {
  await services.db.destroy();
  await embedded?.stop();
}

export function createLog(config: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
