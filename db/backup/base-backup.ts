import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { baseFolder, type BackupPlace } from './backup-place.ts';
import { packInstallation } from './pack-cluster.ts';
import { flush, writeSealed } from './sealed-file.ts';
import { listWal, sealedWal, shipWal } from './ship-wal.ts';

/** A copy of the whole database; with the log since `startWal` it becomes the database of any moment after `finishedAt`. */
export interface BaseBackup {
  name: string;
  startedAt: string;
  finishedAt: string;
  startWal: string;
  bytes: number;
  /** Of the sealed file. */
  sha256: string;
}

/** Copies the database while people work, waits until its log is laid down, carries that away, and only then gives the backup its name. */
export async function makeBaseBackup(place: BackupPlace, ownerUrl: string): Promise<BaseBackup> {
  const startedAt = new Date().toISOString();
  const name = startedAt.replaceAll(/[:.]/g, '-');
  const file = sealedBase(place, name);
  const client = new pg.Client({ connectionString: ownerUrl, statement_timeout: 0 });
  await client.connect();
  try {
    await requireArchive(client);
    await client.query(`SET timezone = 'UTC'`);
    const started = await client.query<{ wal: string }>(`SELECT pg_walfile_name(pg_backup_start($1, true)) AS wal`, [name]);
    await writeSealed(
      packInstallation(place.dataDir, async () => await stopBackup(client)),
      file,
      place.key,
    );
    await shipWal(place);
    const base: BaseBackup = {
      ...{ name, startedAt, finishedAt: new Date().toISOString(), startWal: started.rows[0]?.wal ?? '' },
      ...{ bytes: (await stat(file)).size, sha256: await digestOf(file) },
    };
    await writeWhole(join(baseFolder(place), `${name}.json`), JSON.stringify(base));
    return base;
  } finally {
    // The session ends and with it a backup that was begun: the server forgets it.
    await client.end();
  }
}

/** Ends the copy; the server answers when every piece of log that the copy needs has been laid into the spool. */
async function stopBackup(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>(`SELECT labelfile, spcmapfile FROM pg_backup_stop(true)`);
  return { backup_label: rows[0]?.labelfile ?? '', tablespace_map: rows[0]?.spcmapfile ?? '' };
}

async function requireArchive(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mode: string }>(`SELECT current_setting('archive_mode') AS mode`);
  if (rows[0]?.mode !== 'on')
    throw new Error('the database does not keep its log: set HIS_BACKUP_DIR for the server too, and start it again');
}

/** Whole backups, the newest first. One that broke off has no list entry. */
export async function listBases(place: Pick<BackupPlace, 'folder'>): Promise<BaseBackup[]> {
  const names = (await readdir(baseFolder(place))).filter((name) => name.endsWith('.json'));
  const bases = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(baseFolder(place), name), 'utf8')) as BaseBackup),
  );
  return bases.toSorted((a, b) => (a.name < b.name ? 1 : -1));
}

/** Removes backups that ended before `before`, but never the `least` newest, and the log that none of the others needs. */
export async function pruneBackups(place: BackupPlace, before: string, least = 2): Promise<number> {
  const bases = await listBases(place);
  const old = bases.slice(least).filter(({ finishedAt }) => finishedAt < before);
  for (const { name } of old) {
    await rm(join(baseFolder(place), `${name}.json`));
    await rm(sealedBase(place, name));
  }
  const oldest = bases.filter((base) => !old.includes(base)).at(-1);
  if (oldest === undefined || old.length === 0) return 0;
  for (const name of await listWal(place))
    if (!name.endsWith('.history') && segmentOf(name) < segmentOf(oldest.startWal)) await rm(sealedWal(place, name));
  return old.length;
}

/** The place in the log, whatever the timeline: the first eight digits name that. */
export const segmentOf = (wal: string): string => wal.slice(8, 24);

export const sealedBase = (place: Pick<BackupPlace, 'folder'>, name: string): string => join(baseFolder(place), `${name}.tar.gz.sealed`);

export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A small file, all or nothing. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, `${text}\n`, { mode: 0o600 });
  await flush(`${file}.part`);
  await rename(`${file}.part`, file);
}
