import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupPlace } from './backup-place.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

/** Images and papers that stand beside the database; each is written once under an id of its own and never changed. */
const filesOf = (dataDir: string): string => join(dataDir, 'files');
const sealedFiles = (folder: string): string => join(folder, 'files');
const ENDING = '.gz.sealed';

/** Seals every file beside the database that has not been carried away yet; says how many. */
export async function shipFiles({ dataDir, folder, key }: BackupPlace): Promise<number> {
  let carried = 0;
  for (const name of await filesBelow(filesOf(dataDir))) {
    const sealed = join(sealedFiles(folder), `${name}${ENDING}`);
    if (existsSync(sealed)) continue;
    await mkdir(dirname(sealed), { recursive: true, mode: 0o700 });
    await writeSealed(createReadStream(join(filesOf(dataDir), name)), sealed, key);
    carried += 1;
  }
  return carried;
}

/** Brings all of them back into a data folder. One that the database of an earlier moment does not name does no harm. */
export async function restoreFiles({ folder, key }: Pick<BackupPlace, 'folder' | 'key'>, dataDir: string): Promise<void> {
  for (const name of await filesBelow(sealedFiles(folder))) {
    if (!name.endsWith(ENDING)) continue;
    const file = join(filesOf(dataDir), name.slice(0, -ENDING.length));
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await pipeline(readSealed(join(sealedFiles(folder), name), key), createWriteStream(file, { mode: 0o600 }));
  }
}

async function filesBelow(root: string): Promise<string[]> {
  if (!existsSync(root)) return [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
