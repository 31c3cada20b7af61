import { auditSubject, read, write, type Ctx } from '../../db/doors.ts';
import { type IdentityStrategy, updateDestination } from '../../db/stores/destination-store.ts';
import { errorsOf, type Issue, warning } from '../../domain/issue.ts';
import type { Services } from '../http/context.ts';
import { getDestination } from './change-destination.ts';
import { peerOf } from './credentials.ts';
import { probePeer } from './probe-peer.ts';
import { testAtomicity } from './test-atomicity.ts';

export interface DestinationTest {
  /** How its resources will be named there; absent when it could not be asked. */
  strategy?: IdentityStrategy;
  /** Whether a failed transaction leaves nothing behind; absent when that could not be seen. */
  atomic?: boolean;
  issues: Issue[];
}

/**
 * Logs in, asks the server of a destination what it can do, compares it with what we need, and tries whether its transactions are transactions. Nothing of a
 * patient is sent; what was learnt is kept. 404 when there is no such name.
 */
export async function testDestination(ctx: Ctx, services: Services, name: string): Promise<DestinationTest> {
  const destination = await read(ctx, async (tx) => await getDestination(tx, name));
  const peer = peerOf(services, destination);
  const fit = await probePeer(peer);
  if ('class' in fit || errorsOf(fit.issues).length > 0) return { issues: fit.issues };
  const strategy = destination.strategy ?? fit.strategy;
  const atomic = await testAtomicity(peer, strategy);
  await write(ctx, 'destination.learn', async (tx) => {
    auditSubject(tx, { objectId: destination.id });
    await updateDestination(tx, destination.id, { strategy, atomic: atomic ?? null });
  });
  const issues = [
    ...fit.issues,
    ...(atomic === false ? [warning('fhir_not_atomic', '')] : []),
    ...(atomic === undefined ? [warning('fhir_atomicity_unknown', '')] : []),
  ];
  return { strategy, issues, ...(atomic === undefined ? {} : { atomic }) };
}
