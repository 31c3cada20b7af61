import { auditSubject, read, write, type Ctx } from '../../db/doors.ts';
import {
  type Destination,
  findDestination,
  type IdentityStrategy,
  listDestinations,
  saveTest,
  updateDestination,
} from '../../db/stores/destination-store.ts';
import { listFacilityIds } from '../../db/stores/facility-store.ts';
import { errorsOf, type Issue, warning } from '../../domain/issue.ts';
import type { Services } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { portalOf } from '../http/portal/portal-account.ts';
import { systemCtx } from '../http/system-context.ts';
import { getDestination } from './change-destination.ts';
import { peerOf } from './credentials.ts';
import { hubAccountOf } from './hub/hub-account.ts';
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
  return await tryAndKeep(ctx, services, await read(ctx, async (tx) => await getDestination(tx, name)));
}

/** The same by id. */
export async function testDestinationById(ctx: Ctx, services: Services, id: string): Promise<DestinationTest> {
  const destination = await read(ctx, async (tx) => await findDestination(tx, id));
  if (destination === undefined) throw notFound('destination_not_found');
  return await tryAndKeep(ctx, services, destination);
}

/** The background job of a start: every destination is tested once, so that what was set up wrong shows before the first record waits. */
export async function testDestinations(services: Services): Promise<void> {
  const [first] = await listFacilityIds(services.db);
  if (first === undefined) return;
  const ctx = systemCtx(services, first);
  for (const destination of await read(ctx, listDestinations)) {
    const { issues } = await tryAndKeep({ ...ctx, now: services.now().toISOString() }, services, destination);
    const codes = issues.map(({ code }) => code);
    services.log[errorsOf(issues).length > 0 ? 'warn' : 'info']({ destinationId: destination.id, codes }, 'destination tested');
  }
}

async function tryAndKeep(ctx: Ctx, services: Services, destination: Destination): Promise<DestinationTest> {
  const found = await tryOf(ctx, services, destination);
  return await write(ctx, 'destination.learn', async (tx) => {
    auditSubject(tx, { objectId: destination.id });
    if (found.strategy !== undefined)
      await updateDestination(tx, destination.id, { strategy: found.strategy, atomic: found.atomic ?? null });
    await saveTest(tx, destination.id, ctx.now, found.issues);
    return found;
  });
}

async function tryOf(ctx: Ctx, services: Services, destination: Destination): Promise<DestinationTest> {
  if (destination.kind === 'fhir') return await tryDestination(services, destination);
  return destination.kind === 'health-book' ? await tryGateway(ctx, services) : await tryHub(ctx);
}

/** The hub neither has such a question. */
async function tryHub(ctx: Ctx): Promise<DestinationTest> {
  return { issues: (await hubAccountOf(ctx)) === undefined ? [warning('health_check_simulated', '')] : [] };
}

/** The gateway has no question that sends nothing: what is told is whether it is the insurer's or its simulation. */
async function tryGateway(ctx: Ctx, services: Services): Promise<DestinationTest> {
  const { source } = await portalOf(services, ctx);
  return { issues: source === 'simulator' ? [warning('health_book_simulated', '')] : [] };
}

async function tryDestination(services: Services, destination: Destination): Promise<DestinationTest> {
  const peer = peerOf(services, destination);
  const fit = await probePeer(peer);
  if ('class' in fit || errorsOf(fit.issues).length > 0) return { issues: fit.issues };
  const strategy = destination.strategy ?? fit.strategy;
  const atomic = await testAtomicity(peer, strategy);
  const issues = [
    ...fit.issues,
    ...(atomic === false ? [warning('fhir_not_atomic', '')] : []),
    ...(atomic === undefined ? [warning('fhir_atomicity_unknown', '')] : []),
  ];
  return { strategy, issues, ...(atomic === undefined ? {} : { atomic }) };
}
