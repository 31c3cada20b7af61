import { auditEach, read, write, type Ctx, type ReadTx } from '../../db/doors.ts';
import { findDestination, type Destination } from '../../db/stores/destination-store.ts';
import { findHold } from '../../db/stores/outbox-hold-store.ts';
import { giveBack, leaseOthers, listPeopleInLine } from '../../db/stores/outbox-lease-store.ts';
import type { OutboxRow } from '../../db/stores/outbox-store.ts';
import type { Services } from '../http/context.ts';
import { makeRoom } from '../http/desk-activity.ts';
import { systemCtx } from '../http/system-context.ts';
import { isTaken, recordAttempt } from './record-attempt.ts';
import { restOf } from './rest-of.ts';
import { leaseEnd, readContents, sendMessage, subjectOf, type StepOptions } from './send-message.ts';

/** Reading so many visits asks the database as often as reading one. */
const MOST = 24;
/** What was read longer ago is read again before it leaves: somebody may have corrected it, or said no. */
const FRESH_MS = 5_000;

/**
 * A message was taken; a backlog goes faster when what waits for other persons at the same destination, at most one message of each, is taken in line and read
 * together with few questions. Each is sent and recorded for itself, one after the other. At the first that is not taken, and when what was read grows old, the
 * others go back into line. Nothing hangs on this: each has a job of its own.
 * Source: docs/decisions/0004-jobs-and-outbox.md
 */
export async function deliverOthers(services: Services, message: OutboxRow, options: StepOptions): Promise<void> {
  await makeRoom();
  const ctx = systemCtx(services, message.facilityId);
  const { destination, taken } = await take(ctx, message);
  if (destination === undefined || taken.length === 0) return;
  await options.onStep?.('leased');
  const left = [...taken];
  try {
    const encounterIds = taken.flatMap(({ encounterId }) => encounterId ?? []);
    const contents = await readContents(ctx, destination, encounterIds);
    for (const next of taken) {
      if (services.now().getTime() - Date.parse(ctx.now) > FRESH_MS) break;
      left.shift();
      const attempt = await sendMessage(services, ctx, { message: next, destination, contents, ...options });
      await recordAttempt(services, ctx, { message: next, attempt, job: 'waiting' });
      await options.onStep?.('recorded');
      if (!isTaken(attempt)) break;
    }
  } finally {
    if (left.length > 0) await letGo(ctx, left);
  }
}

/** What is ours to send now. */
async function take(ctx: Ctx, message: OutboxRow): Promise<{ destination: Destination | undefined; taken: OutboxRow[] }> {
  const { destination, people } = await read(ctx, async (tx) => await findInLine(tx, ctx, message));
  if (people.length === 0) return { destination, taken: [] };
  const taken = await write(ctx, 'outbox.lease', async (tx) => {
    const leased = await leaseOthers(tx, message, { people, now: ctx.now, until: leaseEnd(ctx.now) });
    auditEach(tx, leased.map(subjectOf));
    return leased;
  });
  return { destination, taken };
}

/** Who waits; nobody where the destination is to be left alone, or gets its records another way. */
async function findInLine(tx: ReadTx, ctx: Ctx, message: OutboxRow): Promise<{ destination: Destination | undefined; people: string[] }> {
  const destination = await findDestination(tx, message.destinationId);
  const isHeld = (await findHold(tx, message)) !== undefined;
  const isLeftAlone = destination?.kind !== 'fhir' || restOf(destination, isHeld, ctx.now) !== undefined;
  return { destination, people: isLeftAlone ? [] : await listPeopleInLine(tx, message, { now: ctx.now, most: MOST }) };
}

async function letGo(ctx: Ctx, messages: OutboxRow[]): Promise<void> {
  await write(ctx, 'outbox.postpone', async (tx) => {
    auditEach(tx, messages.map(subjectOf));
    await giveBack(tx, ctx.facilityId, messages);
  });
}
