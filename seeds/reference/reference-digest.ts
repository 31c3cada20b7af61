import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Changes when a catalogue file or the way it is loaded changes: then a start loads them again. */
export async function referenceDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).filter((file) => /\.(csv|ts)$/.test(file)).sort()) {
    hash.update(name).update('\0').update(await readFile(join(folder, name)));
  }
  return hash.digest('hex');
}
