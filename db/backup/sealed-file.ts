import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { pipeline as run } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sealStream, unsealStream } from './seal-stream.ts';

/** Fast, and the pages of a database shrink to a quarter all the same. */
const GZIP_LEVEL = 1;

/** Writes beside its place, to the disk, and moves it there: who sees the name sees the whole file. */
export async function writeSealed(source: Readable, file: string, key: Buffer): Promise<void> {
  const part = `${file}.part`;
  await run(source, createGzip({ level: GZIP_LEVEL }), sealStream(key), createWriteStream(part, { mode: 0o600 }));
  await flush(part);
  await rename(part, file);
  await flush(dirname(file));
}

/** What was sealed; errors out at the first piece that is not. */
export function readSealed(file: string, key: Buffer): Readable {
  const plain = createGunzip();
  // A failure of any of them ends the last one with the same error, and that is the one the caller reads.
  pipeline(createReadStream(file), unsealStream(key), plain, () => undefined);
  return plain;
}

export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
