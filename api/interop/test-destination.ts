import { read, type Ctx } from '../../db/doors.ts';
import { findDestinationByName } from '../../db/stores/destination-store.ts';
import type { Issue } from '../../domain/issue.ts';
import { notFound } from '../http/errors.ts';
import type { Secrets } from '../secrets.ts';
import { peerOf } from './credentials.ts';
import { probePeer } from './probe-peer.ts';

/** Asks the server of a destination what it can do and compares it with what we need; nothing of a patient is sent. 404 when there is no such name. */
export async function testDestination(ctx: Ctx, secrets: Secrets, name: string): Promise<Issue[]> {
  const destination = await read(ctx, async (tx) => await findDestinationByName(tx, name));
  if (destination === undefined) throw notFound('destination_not_found');
  return (await probePeer(peerOf(secrets, destination))).issues;
}
