import { randomInt } from 'node:crypto';
import { auditSubject, dequeue, write, type Ctx, type WriteTx } from '../../db/doors.ts';
import { updateDestination } from '../../db/stores/destination-store.ts';
import { findHold, insertHold } from '../../db/stores/outbox-hold-store.ts';
import {
  countAttempts,
  enqueueDelivery,
  insertAttempt,
  listLastAttempts,
  type Attempt as StoredAttempt,
  type OutboxRow,
} from '../../db/stores/outbox-store.ts';
import { newId } from '../../domain/ids.ts';
import type { Services } from '../http/context.ts';
import { maySpeakOfRecord } from './classify-answer.ts';
import { contentHash } from './content-hash.ts';
import { FORBIDDEN } from './hold-destination.ts';
import { decideOutcome } from './next-try.ts';
import { secondsAfter, subjectOf, type Attempt } from './send-message.ts';

/** The destination took the record, or has it already. */
export const isTaken = ({ class: kind }: Attempt): boolean => kind === 'delivered' || kind === 'unchanged';

/** Writes what came back, what follows for the message and its job (the one that runs ends by itself), and what for the destination. */
export async function recordAttempt(
  services: Services,
  of: Ctx,
  { message, attempt, job }: { message: OutboxRow; attempt: Attempt; job: 'running' | 'waiting' },
): Promise<void> {
  const ctx = { ...of, now: services.now().toISOString() };
  await write(ctx, 'outbox.deliver', async (tx) => {
    auditSubject(tx, subjectOf(message));
    const speaks = maySpeakOfRecord(attempt);
    const earlier = speaks ? await listLastAttempts(tx, message, REPEATED - 1) : [];
    const conflicts = attempt.class === 'conflict' ? await countAttempts(tx, message, 'conflict') : 0;
    const repeated = speaks && earlier.length === REPEATED - 1 && earlier.every((one) => saysTheSame(one, attempt));
    const tried = { ...attempt, ...(repeated ? { class: 'data' as const } : {}), attempts: message.attempts, conflicts };
    const outcome = decideOutcome(tried, ctx.now, randomInt(1000) / 1000);
    const { class: kind, httpStatus, issues, contentHash: hash } = { ...attempt, class: tried.class };
    await insertAttempt(
      tx,
      message,
      { id: newId(), at: ctx.now, class: kind, issues, ...(httpStatus === undefined ? {} : { httpStatus }) },
      { ...outcome, ...(outcome.state === 'delivered' && hash !== undefined ? { contentHash: hash } : {}) },
    );
    // The next try is a job of its own, so that a weak link of days never uses up the tries of one job.
    if (outcome.nextTryAt !== undefined) await enqueueDelivery(tx, message, outcome.nextTryAt);
    else if (job === 'waiting') await dequeue(tx, message.id);
    await restDestination(tx, ctx, message, attempt);
  });
  const { class: kind, httpStatus } = attempt;
  services.log.info({ outboxId: message.id, destinationId: message.destinationId, class: kind, httpStatus }, 'delivery');
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
