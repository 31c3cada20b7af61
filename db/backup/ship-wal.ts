import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spoolOf, walFolder, type BackupPlace } from './backup-place.ts';
import { writeSealed } from './sealed-file.ts';

/** Segments, histories of timelines, and the marks of base backups. */
const WAL_NAME = /^[0-9A-F]{8}([0-9A-F]{16}(\.[0-9A-F]{8}\.backup)?|\.history)$/;

/** Seals what PostgreSQL has laid into the spool and takes it away; says how many pieces. Told twice, it carries the same piece again. */
export async function shipWal(place: BackupPlace): Promise<number> {
  const spool = spoolOf(place.dataDir);
  const pieces = (await readdir(spool)).filter((name) => WAL_NAME.test(name)).toSorted();
  for (const name of pieces) {
    await writeSealed(createReadStream(join(spool, name)), sealedWal(place, name), place.key);
    await rm(join(spool, name));
  }
  return pieces.length;
}

export const sealedWal = (place: Pick<BackupPlace, 'folder'>, name: string): string => join(walFolder(place), `${name}.gz.sealed`);

/** The pieces that were carried away, in their order. */
export async function listWal(place: Pick<BackupPlace, 'folder'>): Promise<string[]> {
  const names = await readdir(walFolder(place));
  return names
    .filter((name) => name.endsWith('.gz.sealed'))
    .map((name) => name.slice(0, -'.gz.sealed'.length))
    .filter((name) => WAL_NAME.test(name))
    .toSorted();
}
