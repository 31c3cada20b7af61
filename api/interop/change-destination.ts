import { auditSubject, read, write, type Ctx, type ReadTx } from '../../db/doors.ts';
import { type Destination, findDestinationByName, type IdentityStrategy, updateDestination } from '../../db/stores/destination-store.ts';
import { error } from '../../domain/issue.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { Secrets } from '../secrets.ts';
import { credentialsOf, sealCredentials } from './credentials.ts';
import { newSigningKey, publicKeys } from './signing-keys.ts';

/** The destination of that name; 404 when there is none. */
export async function getDestination(tx: ReadTx, name: string): Promise<Destination> {
  const destination = await findDestinationByName(tx, name);
  if (destination === undefined) throw notFound('destination_not_found');
  return destination;
}

/** Holds everything that waits for a destination; nothing is lost. */
export async function pauseDestination(ctx: Ctx, name: string, reason: string): Promise<void> {
  await write(ctx, 'destination.pause', async (tx) => {
    const { id } = await getDestination(tx, name);
    auditSubject(tx, { objectId: id, reason });
    await updateDestination(tx, id, { pausedAt: ctx.now, pauseReason: reason });
  });
}

/** Lets a destination go again, also one that had asked for quiet or had forbidden something. */
export async function resumeDestination(ctx: Ctx, name: string): Promise<void> {
  await write(ctx, 'destination.resume', async (tx) => {
    const { id } = await getDestination(tx, name);
    auditSubject(tx, { objectId: id });
    await updateDestination(tx, id, { pausedAt: null, pauseReason: null, throttledUntil: null });
  });
}

/** Says how a destination names resources and how many entries it takes; `null` asks it again. */
export async function setNaming(
  ctx: Ctx,
  name: string,
  { strategy, entryLimit }: { strategy: IdentityStrategy | null; entryLimit: number | null },
): Promise<void> {
  if (entryLimit !== null && !(Number.isInteger(entryLimit) && entryLimit > 0))
    throw rejected([error('entry_limit_invalid', 'entryLimit')]);
  await write(ctx, 'destination.naming', async (tx) => {
    const { id } = await getDestination(tx, name);
    auditSubject(tx, { objectId: id });
    await updateDestination(tx, id, { strategy, entryLimit });
  });
}

/** The public keys that the token server of a destination is to know us by. */
export async function showPublicKeys(ctx: Ctx, secrets: Secrets, name: string): Promise<ReturnType<typeof publicKeys>> {
  const destination = await read(ctx, async (tx) => await getDestination(tx, name));
  const credentials = credentialsOf(secrets, destination);
  if (credentials?.kind !== 'private-key') throw conflict('destination_has_no_key');
  return publicKeys(credentials.keys);
}

/** Signs with a new key from now on; the one before is still published, until the next change. */
export async function renewKey(ctx: Ctx, secrets: Secrets, name: string): Promise<ReturnType<typeof publicKeys>> {
  return await write(ctx, 'destination.renew-key', async (tx) => {
    const destination = await getDestination(tx, name);
    const credentials = credentialsOf(secrets, destination);
    const [current] = credentials?.kind === 'private-key' ? credentials.keys : [];
    if (credentials?.kind !== 'private-key' || current === undefined) throw conflict('destination_has_no_key');
    const keys = [newSigningKey(current.algorithm), current];
    auditSubject(tx, { objectId: destination.id });
    await updateDestination(tx, destination.id, { credentials: sealCredentials(secrets, destination.id, { ...credentials, keys }) });
    return publicKeys(keys);
  });
}
