import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { auditSubject, read, write, type Ctx, type ReadTx, type WriteTx } from '../../db/doors.ts';
import { findDestination, updateDestination, type Destination } from '../../db/stores/destination-store.ts';
import { findHold, insertHold } from '../../db/stores/outbox-hold-store.ts';
import {
  countAttempts,
  enqueueDelivery,
  findOutbox,
  leaseOutbox,
  listLastAttempts,
  recordAttempt,
  type Attempt as StoredAttempt,
  type OutboxRow,
} from '../../db/stores/outbox-store.ts';
import { newId } from '../../domain/ids.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';
import { maySpeakOfRecord } from './classify-answer.ts';
import { contentHash } from './content-hash.ts';
import { FORBIDDEN } from './hold-destination.ts';
import { decideOutcome } from './next-try.ts';
import { leaseEnd, secondsAfter, sendMessage, subjectOf, type Attempt, type StepOptions, type Waiting } from './send-message.ts';

const Payload = z.object({ facilityId: z.uuid(), outboxId: z.uuid() });

const PAUSED_SECONDS = 5 * 60;
const OLDER_FIRST_SECONDS = 60;

/**
 * Delivers one message of the outbox: at least once, and seen once, because what was accepted is kept after every transaction and a repeated entry finds the
 * resource of the first time. The record is read in one transaction, the network is touched in none, and what came back is written in
 * another together with the job of the next try. Throws only for bugs and for a database that is away.
 */
export async function deliver(services: Services, payload: unknown, options: StepOptions = {}): Promise<void> {
  const { facilityId, outboxId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const found = await read(ctx, async (tx) => await findMessage(tx, facilityId, outboxId));
  if (found === undefined) return;
  const { message, destination, isHeld } = found;
  const rest = isHeld ? PAUSED_SECONDS : restOf(destination, ctx.now);
  if (rest !== undefined) return await postpone(ctx, message, rest);
  const leased = await lease(ctx, message);
  await options.onStep?.('leased');
  if (leased !== undefined) return await (leased === 'done' ? undefined : postpone(ctx, message, leased));

  const attempt = await sendMessage(services, ctx, { ...found, ...options });
  await record({ ...ctx, now: services.now().toISOString() }, message, attempt);
  await options.onStep?.('recorded');
  services.log.info({ outboxId, destinationId: message.destinationId, class: attempt.class, httpStatus: attempt.httpStatus }, 'delivery');
}

async function findMessage(tx: ReadTx, facilityId: string, outboxId: string): Promise<(Waiting & { isHeld: boolean }) | undefined> {
  const message = await findOutbox(tx, facilityId, outboxId);
  if (message === undefined || message.state !== 'waiting') return undefined;
  const isHeld = (await findHold(tx, message)) !== undefined;
  return { message, destination: await findDestination(tx, message.destinationId), isHeld };
}

/** Seconds for which the destination is left alone. */
function restOf(destination: Destination | undefined, now: string): number | undefined {
  if (destination?.pausedAt != null) return PAUSED_SECONDS;
  const quiet = Date.parse(destination?.throttledUntil ?? now) - Date.parse(now);
  return quiet > 0 ? Math.ceil(quiet / 1000) : undefined;
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

async function record(ctx: Ctx, message: OutboxRow, attempt: Attempt): Promise<void> {
  await write(ctx, 'outbox.deliver', async (tx) => {
    auditSubject(tx, subjectOf(message));
    const earlier = await listLastAttempts(tx, message, REPEATED - 1);
    const conflicts = attempt.class === 'conflict' ? await countAttempts(tx, message, 'conflict') : 0;
    const repeated = maySpeakOfRecord(attempt) && earlier.length === REPEATED - 1 && earlier.every((one) => saysTheSame(one, attempt));
    const tried = { ...attempt, ...(repeated ? { class: 'data' as const } : {}), attempts: message.attempts, conflicts };
    const outcome = decideOutcome(tried, ctx.now, randomInt(1000) / 1000);
    const { class: kind, httpStatus, issues, contentHash: hash } = { ...attempt, class: tried.class };
    await recordAttempt(
      tx,
      message,
      { id: newId(), at: ctx.now, class: kind, issues, ...(httpStatus === undefined ? {} : { httpStatus }) },
      { ...outcome, ...(outcome.state === 'delivered' && hash !== undefined ? { contentHash: hash } : {}) },
    );
    // The next try is a job of its own, so that a weak link of days never uses up the tries of one job.
    if (outcome.nextTryAt !== undefined) await enqueueDelivery(tx, message, outcome.nextTryAt);
    await restDestination(tx, ctx, message, attempt);
  });
}

/** An answer that comes back this often without a change will come back for ever. */
const REPEATED = 3;

const saysTheSame = (earlier: Omit<StoredAttempt, 'id' | 'at'>, { class: kind, httpStatus, issues }: Attempt): boolean =>
  contentHash([earlier.class, earlier.httpStatus, earlier.issues]) === contentHash([kind, httpStatus, issues]);

/** Whoever asks for quiet gets it for everybody; whoever forbids is left alone until a person has looked. */
async function restDestination(tx: WriteTx, ctx: Ctx, { destinationId }: OutboxRow, attempt: Attempt): Promise<void> {
  const { retryAfterSeconds } = attempt;
  if (retryAfterSeconds !== undefined)
    await updateDestination(tx, destinationId, { throttledUntil: secondsAfter(ctx.now, retryAfterSeconds) });
  if (attempt.hold !== undefined) await holdFor(tx, ctx, { destinationId, reason: attempt.hold });
  if (attempt.class === 'forbidden') await updateDestination(tx, destinationId, { pausedAt: ctx.now, pauseReason: FORBIDDEN });
}

async function holdFor(tx: WriteTx, ctx: Ctx, { destinationId, reason }: { destinationId: string; reason: string }): Promise<void> {
  const { facilityId, now } = ctx;
  if ((await findHold(tx, { facilityId, destinationId })) !== undefined) return;
  await insertHold(tx, { facilityId, id: newId(), destinationId, reason, heldAt: now, heldBy: ctx.actor.userId });
}

/** Comes back later without having tried. */
async function postpone(ctx: Ctx, message: OutboxRow, seconds: number): Promise<void> {
  const runAt = secondsAfter(ctx.now, seconds);
  await write(ctx, 'outbox.postpone', async (tx) => {
    auditSubject(tx, { objectId: message.id });
    await enqueueDelivery(tx, message, runAt);
  });
}
