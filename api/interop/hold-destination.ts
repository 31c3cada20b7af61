import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { findDestination, updateDestination } from '../../db/stores/destination-store.ts';
import { endHold, findHold, insertHold } from '../../db/stores/outbox-hold-store.ts';
import { enqueueDelivery } from '../../db/stores/outbox-store.ts';
import { listMessages } from '../../db/views/outbox-view.ts';
import { newId } from '../../domain/ids.ts';
import { conflict, notFound } from '../http/errors.ts';

/** Reason of a pause that the product set itself: the receiver answered 403. */
export const FORBIDDEN = 'forbidden';

/** As many as are made due when a line is let go; the others come within minutes by themselves. */
const HURRIED = 200;

/** Holds what this facility sends to a destination; nothing is lost, other facilities go on. 404, or 409 when it is held already. */
export async function holdDestination(ctx: Ctx, destinationId: string, reason: string): Promise<{ id: string }> {
  return await write(ctx, 'destination.hold', async (tx) => {
    if ((await findDestination(tx, destinationId)) === undefined) throw notFound('destination_not_found');
    const { facilityId } = ctx;
    if ((await findHold(tx, { facilityId, destinationId })) !== undefined) throw conflict('destination_held');
    const id = newId();
    auditSubject(tx, { objectId: destinationId, reason });
    await insertHold(tx, { facilityId, id, destinationId, reason, heldAt: ctx.now, heldBy: ctx.actor.userId });
    return { id };
  });
}

/**
 * Lets go what this facility sends to a destination, also where the receiver had forbidden it or asked for quiet: should it say so again, sending stops again. 404, or 409 where
 * the whole installation is paused by its administrator.
 */
export async function releaseDestination(ctx: Ctx, destinationId: string): Promise<{ hurried: number }> {
  return await write(ctx, 'destination.release', async (tx) => {
    const destination = await findDestination(tx, destinationId);
    if (destination === undefined) throw notFound('destination_not_found');
    if (destination.pausedAt !== null && destination.pauseReason !== FORBIDDEN) throw conflict('destination_paused');
    auditSubject(tx, { objectId: destinationId });
    await endHold(tx, { facilityId: ctx.facilityId, destinationId }, { releasedAt: ctx.now, releasedBy: ctx.actor.userId });
    await updateDestination(tx, destinationId, { pausedAt: null, pauseReason: null, throttledUntil: null });
    const waiting = await listMessages(tx, ctx.facilityId, { destinationId, state: 'waiting', limit: HURRIED });
    for (const message of waiting) await enqueueDelivery(tx, message, message.createdAt);
    return { hurried: waiting.length };
  });
}
