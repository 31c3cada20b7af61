import { chown, mkdir, opendir, readdir, rm, writeFile } from 'node:fs/promises';
import { createWriteStream, existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { extract } from 'tar-stream';
import { startEmbeddedPostgres, type EmbeddedServer } from '../embedded.ts';
import { chooseAccount } from '../embedded-programs.ts';
import { clusterOf, passwordFileOf, type BackupPlace } from './backup-place.ts';
import { digestOf, listBases, sealedBase, segmentOf, type BaseBackup } from './base-backup.ts';
import { restoreFiles } from './ship-files.ts';
import { readSealed } from './sealed-file.ts';
import { listWal, sealedWal } from './ship-wal.ts';

export interface RestoreOptions {
  /** The data folder of the restored installation; must be empty or not there. */
  into: string;
  /** The moment to return to, ISO; left out, the newest that there is. */
  until?: string;
  /** A backup by its name; left out, the newest that ended before `until`. */
  base?: string;
}

/**
 * Makes an installation out of a backup and the log that followed it, and answers with its running database; whoever asked stops it. A wrong key and a damaged
 * file end it before anything is started.
 */
export async function restoreBackup(
  place: Pick<BackupPlace, 'folder' | 'key'>,
  { into, until, base: name }: RestoreOptions,
): Promise<{ base: BaseBackup; server: EmbeddedServer }> {
  const dataDir = resolve(into);
  if (existsSync(dataDir) && (await readdir(dataDir)).length > 0)
    throw new Error(`${into} is not empty; a backup is restored beside what is there`);
  const base = await chooseBase(place, { until, name });
  const file = sealedBase(place, base.name);
  if ((await digestOf(file)) !== base.sha256) throw new Error(`backup ${base.name} is damaged; restore an older one with --base`);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await unpack(readSealed(file, place.key), dataDir);
  await restoreFiles(place, dataDir);
  const log = join(dataDir, 'wal-restored');
  const gap = await bringLog(place, base, log);
  // Without a moment to reach, PostgreSQL would stop at the gap and be content.
  if (gap !== undefined && until === undefined)
    throw new Error(`the log has a gap after ${gap}: name a moment before it, or a newer backup`);
  await writeFile(join(clusterOf(dataDir), 'recovery.signal'), '');
  for (const path of [clusterOf(dataDir), passwordFileOf(dataDir), log]) await handOver(path, clusterOf(dataDir));
  const server = await recover(dataDir, log, until);
  await rm(log, { recursive: true });
  return { base, server };
}

async function chooseBase(
  place: Pick<BackupPlace, 'folder'>,
  { until, name }: { until: string | undefined; name: string | undefined },
): Promise<BaseBackup> {
  const found = (await listBases(place)).find((base) =>
    name === undefined ? until === undefined || base.finishedAt <= new Date(until).toISOString() : base.name === name,
  );
  if (found === undefined) throw new Error(name === undefined ? 'there is no backup as old as that' : `there is no backup ${name}`);
  return found;
}

/** Files of a tar into a folder; a name that leads out of it is refused. */
async function unpack(tar: Readable, into: string): Promise<void> {
  const reader = extract();
  const done = pipeline(tar, reader);
  // Its failure is met below, by whoever awaits it.
  done.catch(() => undefined);
  for await (const entry of reader) {
    const path = join(into, entry.header.name);
    if (!path.startsWith(into + sep)) throw new Error('the backup names a file outside of its folder');
    if (entry.header.type === 'directory') await mkdir(path, { recursive: true, mode: 0o700 });
    else await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (entry.header.type === 'directory') entry.resume();
    else await pipeline(entry, createWriteStream(path, { mode: 0o600 }));
  }
  await done;
}

/**
 * The log from the first piece that the backup needs, opened into a folder from which PostgreSQL takes it. Answers the last piece before a gap, if there is
 * one.
 */
async function bringLog(place: Pick<BackupPlace, 'folder' | 'key'>, base: BaseBackup, into: string): Promise<string | undefined> {
  await mkdir(into, { mode: 0o700 });
  let gap: string | undefined;
  let last: string | undefined;
  for (const name of await listWal(place)) {
    if (!name.endsWith('.history') && segmentOf(name) < segmentOf(base.startWal)) continue;
    await pipeline(readSealed(sealedWal(place, name), place.key), createWriteStream(join(into, name), { mode: 0o600 }));
    if (!/^[0-9A-F]{24}$/.test(name)) continue;
    if (last !== undefined && placeInLog(name) > placeInLog(last) + 1) gap ??= last;
    last = name;
  }
  return gap;
}

/** The how-manieth piece it is: 256 pieces of 16 MB make one file of the log. */
const placeInLog = (wal: string): number => Number.parseInt(wal.slice(8, 16), 16) * 256 + Number.parseInt(wal.slice(16, 24), 16);

/** As root PostgreSQL runs under another account, and the files are that account's. */
async function handOver(path: string, dataDir: string): Promise<void> {
  const { uid, gid } = chooseAccount(dataDir);
  if (uid === undefined || gid === undefined) return;
  await chown(path, uid, gid);
  if (path === passwordFileOf(dirname(dataDir))) return;
  for await (const entry of await opendir(path)) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await handOver(inner, dataDir);
    else await chown(inner, uid, gid);
  }
}

async function recover(dataDir: string, log: string, until: string | undefined): Promise<EmbeddedServer> {
  const tooShort = (cause?: unknown): Error =>
    new Error(`the log ends before ${until ?? 'the end of the backup'}; leave --until out for the newest there is`, { cause });
  const server = await startEmbeddedPostgres({
    dataDir: clusterOf(dataDir),
    owner: true,
    settings: {
      restore_command: `cp "${log}/%f" "%p"`,
      recovery_target_timeline: 'latest',
      ...(until === undefined
        ? {}
        : { recovery_target_time: new Date(until).toISOString().replace('Z', '+00'), recovery_target_action: 'promote' }),
    },
  }).catch((cause: Error) => {
    throw cause.message.includes('recovery ended before configured recovery target') ? tooShort(cause) : cause;
  });
  for (;;) {
    const state = await inRecovery(server.url('postgres'));
    if (state === 'over') return server;
    // It ends itself when its log ends before the moment that was asked for.
    if (state === 'gone')
      throw new Error(`the log ends before ${until ?? 'the end of the backup'}; leave --until out for the newest there is`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function inRecovery(url: string): Promise<'yes' | 'over' | 'gone'> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ yes: boolean }>('SELECT pg_is_in_recovery() AS yes');
    return rows[0]?.yes === false ? 'over' : 'yes';
  } catch (cause) {
    const { code } = cause as { code?: string };
    if (code === 'ECONNREFUSED') return 'gone';
    // Just starting, or just becoming an ordinary server.
    if (code === '57P03' || code === '57P01' || code === 'ECONNRESET') return 'yes';
    throw cause;
  } finally {
    // A connection that never opened has nothing to close; what happened is the answer above.
    await client.end().catch(() => undefined);
  }
}
