import { z } from 'zod';
import { auditSubject, read, write, type Ctx, type ReadTx } from '../../db/doors.ts';
import { findDestination } from '../../db/stores/destination-store.ts';
import { findHold } from '../../db/stores/outbox-hold-store.ts';
import { leaseOutbox } from '../../db/stores/outbox-lease-store.ts';
import { enqueueDelivery, findOutbox, type OutboxRow } from '../../db/stores/outbox-store.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';
import { deliverOthers } from './deliver-others.ts';
import { isTaken, recordAttempt } from './record-attempt.ts';
import { restOf } from './rest-of.ts';
import { leaseEnd, secondsAfter, sendMessage, subjectOf, type StepOptions, type Waiting } from './send-message.ts';

const Payload = z.object({ facilityId: z.uuid(), outboxId: z.uuid() });

const OLDER_FIRST_SECONDS = 60;

/**
 * Delivers one message of the outbox: at least once, and seen once, because what was accepted is kept after every transaction and a repeated entry finds the
 * resource of the first time. The record is read in one transaction, the network is touched in none, and what came back is written in
 * another together with the job of the next try. Where it was taken, others in line there go along. Throws only for bugs and for a database that is away.
 */
export async function deliver(services: Services, payload: unknown, options: StepOptions = {}): Promise<void> {
  const { facilityId, outboxId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const found = await read(ctx, async (tx) => await findMessage(tx, facilityId, outboxId));
  if (found === undefined) return;
  const { message, destination, isHeld } = found;
  const rest = restOf(destination, isHeld, ctx.now);
  if (rest !== undefined) return await postpone(ctx, message, rest);
  const leased = await lease(ctx, message);
  await options.onStep?.('leased');
  if (leased !== undefined) return await (leased === 'done' ? undefined : postpone(ctx, message, leased));

  const attempt = await sendMessage(services, ctx, { ...found, ...options });
  await recordAttempt(services, ctx, { message, attempt, job: 'running' });
  await options.onStep?.('recorded');
  if (isTaken(attempt)) await deliverOthers(services, message, options);
}

async function findMessage(tx: ReadTx, facilityId: string, outboxId: string): Promise<(Waiting & { isHeld: boolean }) | undefined> {
  const message = await findOutbox(tx, facilityId, outboxId);
  if (message === undefined || message.state !== 'waiting') return undefined;
  const isHeld = (await findHold(tx, message)) !== undefined;
  return { message, destination: await findDestination(tx, message.destinationId), isHeld };
}

/** Undefined when the message is ours to send; seconds to wait when it is not yet. Somebody's records arrive in the order in which they were made. */
async function lease(ctx: Ctx, message: OutboxRow): Promise<number | 'done' | undefined> {
  const until = leaseEnd(ctx.now);
  const taken = await write(ctx, 'outbox.lease', async (tx) => {
    auditSubject(tx, subjectOf(message));
    return await leaseOutbox(tx, message, { now: ctx.now, until });
  });
  if ('message' in taken) return undefined;
  if (taken.wait === 'leased') return Math.max(1, Math.ceil((Date.parse(taken.until) - Date.parse(ctx.now)) / 1000));
  return taken.wait === 'older' ? OLDER_FIRST_SECONDS : 'done';
}

/** Comes back later without having tried. */
async function postpone(ctx: Ctx, message: OutboxRow, seconds: number): Promise<void> {
  const runAt = secondsAfter(ctx.now, seconds);
  await write(ctx, 'outbox.postpone', async (tx) => {
    auditSubject(tx, { objectId: message.id });
    await enqueueDelivery(tx, message, runAt);
  });
}
