import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '../http/context.ts';
import { sealBytes, unsealBytes } from '../http/seal.ts';

/** Where a file of a facility lies: sealed, readable by the account of the server only. */
const placeOf = ({ config }: Services, file: { facilityId: string; id: string }): { folder: string; path: string } => {
  const folder = join(config.dataDir, 'files', file.facilityId, file.id.slice(-2));
  return { folder, path: join(folder, file.id) };
};

/** Writes a file beside and moves it into place: half a file never has its name. The same id again replaces the same bytes. */
export async function writeSealedFile(services: Services, file: { facilityId: string; id: string }, plain: Buffer): Promise<void> {
  const { folder, path } = placeOf(services, file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(sealBytes(services.secrets, file.id, plain));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, path);
}

/** The bytes in clear; throws when the file is gone or was tampered with. */
export async function readSealedFile(services: Services, file: { facilityId: string; id: string }): Promise<Buffer> {
  return unsealBytes(services.secrets, file.id, await readFile(placeOf(services, file).path));
}

/** Removes a file that no row points to. */
export async function removeSealedFile(services: Services, file: { facilityId: string; id: string }): Promise<void> {
  await rm(placeOf(services, file).path, { force: true });
}
