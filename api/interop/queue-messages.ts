import { auditSubject, write, type Ctx, type WriteTx } from '../../db/doors.ts';
import { enqueueDelivery, queueVisit, reopenOutbox, SENT_AGAIN } from '../../db/stores/outbox-store.ts';
import { listDestinations, type Destination } from '../../db/stores/destination-store.ts';
import { listClosedVisits, listMessages } from '../../db/views/outbox-view.ts';
import { addDays, startOfDay, type Day } from '../../domain/dates.ts';
import { notFound } from '../http/errors.ts';
import { getDestination } from './change-destination.ts';

export interface WhichVisits {
  /** Name of a destination; all unless told. */
  destination?: string;
  /** MA_LK. */
  visit?: string;
  /** First and last day of closing. */
  from?: Day;
  until?: Day;
  /** Also what the destination took already: it may have lost it. */
  again?: boolean;
}

/** Puts closed visits in line; answers how many. What a destination holds already in this content is not sent again. 404 when a named visit is not closed here. */
export async function queueVisits(ctx: Ctx, { destination, visit, from, until, again }: WhichVisits): Promise<number> {
  return await write(ctx, 'outbox.queue', async (tx) => {
    const destinations = await destinationsOf(tx, destination);
    const visits = await listClosedVisits(tx, ctx.facilityId, {
      ...(visit === undefined ? {} : { code: visit }),
      ...(from === undefined ? {} : { from: startOfDay(from) }),
      ...(until === undefined ? {} : { until: startOfDay(addDays(until, 1)) }),
    });
    if (visit !== undefined && visits.length === 0) throw notFound('visit_not_closed');
    for (const one of visits) {
      const topic = again === true ? SENT_AGAIN : undefined;
      await queueVisit(tx, { ...one, facilityId: ctx.facilityId, at: ctx.now, ...(topic === undefined ? {} : { topic }) }, destinations);
    }
    auditSubject(tx, { objectId: ctx.facilityId, reason: `queued: ${visits.length}` });
    return visits.length;
  });
}

/** Makes everything that waits due at once, in the order in which it was made; answers how many. */
export async function hurryMessages(ctx: Ctx, { destination }: Pick<WhichVisits, 'destination'>): Promise<number> {
  return await write(ctx, 'outbox.hurry', async (tx) => {
    auditSubject(tx, { objectId: ctx.facilityId });
    const waiting = await listMessages(tx, ctx.facilityId, { ...(await placeOf(tx, destination)), state: 'waiting' });
    // Due in the past, so that of two of one person the older one runs first.
    for (const message of waiting) await enqueueDelivery(tx, message, message.createdAt);
    return waiting.length;
  });
}

/** Puts what was refused in line again: the record or the destination has been corrected. Answers how many. */
export async function resendRefused(ctx: Ctx, { destination, id }: { destination?: string; id?: string }): Promise<number> {
  return await write(ctx, 'outbox.resend', async (tx) => {
    const refused = await listMessages(tx, ctx.facilityId, { ...(await placeOf(tx, destination)), state: 'refused' });
    const chosen = refused.filter((one) => id === undefined || one.id === id);
    if (id !== undefined && chosen.length === 0) throw notFound('outbox_message_not_found');
    for (const message of chosen) {
      await reopenOutbox(tx, message, ctx.now);
      await enqueueDelivery(tx, message);
    }
    auditSubject(tx, { objectId: id ?? ctx.facilityId, reason: `resent: ${chosen.length}` });
    return chosen.length;
  });
}

const placeOf = async (tx: WriteTx, name: string | undefined): Promise<{ destinationId?: string }> =>
  name === undefined ? {} : { destinationId: (await getDestination(tx, name)).id };

const destinationsOf = async (tx: WriteTx, name: string | undefined): Promise<Destination[]> =>
  name === undefined ? await listDestinations(tx) : [await getDestination(tx, name)];
