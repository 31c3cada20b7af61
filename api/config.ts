import { resolve } from 'node:path';
import { z } from 'zod';

const file = z.string().min(1).optional();

/** Every setting of the product; nothing else reads the environment. The README's table is checked against it. */
const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080).describe('Port for API and web.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 serves the local network.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 15 or newer, as owner of the database. Without it a PostgreSQL is started in HIS_DATA_DIR.'),
  DATABASE_APP_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('The same database as a plain role that is a member of his_app. Without it such a role is made.'),
  HIS_DATA_DIR: z.string().default('data').describe('Folder for the database, secrets and files of this installation.'),
  HIS_DEMO: z.enum(['on', 'off']).default('on').describe('off: a real installation without the invented demo district.'),
  HIS_WORKER: z.enum(['on', 'off']).default('on').describe('off: this process serves requests only; run the worker elsewhere.'),
  HIS_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Least severe line that is logged.'),
  HIS_DB_POOL: z.coerce.number().int().min(2).max(200).default(10).describe('Most database connections of this process.'),
  HIS_BCRYPT_COST: z.coerce.number().int().min(10).max(15).default(11).describe('Work factor of password hashes; 10 at the least.'),
  HIS_TLS_CERT: file.describe('Certificate chain (PEM). With HIS_TLS_KEY the server speaks HTTPS.'),
  HIS_TLS_KEY: file.describe('Private key (PEM).'),
  HIS_BEHIND_TLS: z.enum(['on', 'off']).default('off').describe('on: a proxy in front speaks HTTPS; cookies are marked secure.'),
  HIS_BACKUP_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder for backups, best on another disk (docs/runbooks/backup.md). Without it none are made. Not with DATABASE_URL.'),
  HIS_BACKUP_DAYS: z.coerce.number().int().min(2).max(3650).default(14).describe('How long backups are kept.'),
  HIS_FHIR_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address by which other systems reach /fhir here, to the letter. Without it: HOST and PORT.'),
  HIS_FHIR_EXPORT_HOURS: z.coerce.number().int().min(1).max(720).default(24).describe('How long the files of a bulk export are kept.'),
  HIS_STOP_SECONDS: z.coerce.number().min(0).max(60).default(2).describe('How long readiness says no before connections end.'),
});

export const settingsShape = Settings.shape;

export interface Config {
  port: number;
  host: string;
  databaseUrl: string | undefined;
  databaseAppUrl: string | undefined;
  dataDir: string;
  demo: boolean;
  worker: boolean;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  dbPool: number;
  bcryptCost: number;
  tls: { certFile: string; keyFile: string } | undefined;
  /** True when browsers reach us by HTTPS: the refresh cookie is then `__Host-` and Secure. */
  secureCookies: boolean;
  /** Where backups go; undefined = none are made. */
  backupDir: string | undefined;
  backupDays: number;
  /** Without a slash at the end. */
  fhirUrl: string;
  fhirExportHours: number;
  stopSeconds: number;
}

/** Reads the environment; throws one error that names every setting that is wrong, never its value. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  // An empty variable means "not set": that is how shells and service files leave one out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Settings.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  if (given['HIS_TLS_CERT'] !== undefined && given['HIS_TLS_KEY'] === undefined) problems.push('  HIS_TLS_KEY: needed with HIS_TLS_CERT');
  if (given['HIS_TLS_KEY'] !== undefined && given['HIS_TLS_CERT'] === undefined) problems.push('  HIS_TLS_CERT: needed with HIS_TLS_KEY');
  if (given['HIS_BACKUP_DIR'] !== undefined && given['DATABASE_URL'] !== undefined)
    problems.push('  HIS_BACKUP_DIR: not with DATABASE_URL; that server is backed up by its own tools (docs/runbooks/backup.md)');
  if (!parsed.success || problems.length > 0) throw new Error(`Settings that cannot be used:\n${problems.join('\n')}`);
  const s = parsed.data;
  const tls =
    s.HIS_TLS_CERT !== undefined && s.HIS_TLS_KEY !== undefined ? { certFile: s.HIS_TLS_CERT, keyFile: s.HIS_TLS_KEY } : undefined;
  return {
    port: s.PORT,
    host: s.HOST,
    databaseUrl: s.DATABASE_URL,
    databaseAppUrl: s.DATABASE_APP_URL,
    dataDir: resolve(s.HIS_DATA_DIR),
    demo: s.HIS_DEMO === 'on',
    worker: s.HIS_WORKER === 'on',
    logLevel: s.HIS_LOG_LEVEL,
    dbPool: s.HIS_DB_POOL,
    bcryptCost: s.HIS_BCRYPT_COST,
    tls,
    secureCookies: tls !== undefined || s.HIS_BEHIND_TLS === 'on',
    backupDir: s.HIS_BACKUP_DIR === undefined ? undefined : resolve(s.HIS_BACKUP_DIR),
    backupDays: s.HIS_BACKUP_DAYS,
    fhirUrl: (s.HIS_FHIR_URL ?? `http${tls === undefined ? '' : 's'}://${s.HOST}:${s.PORT}/fhir`).replace(/\/+$/, ''),
    fhirExportHours: s.HIS_FHIR_EXPORT_HOURS,
    stopSeconds: s.HIS_STOP_SECONDS,
  };
}
