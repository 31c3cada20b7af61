import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { findDestination } from '../../db/stores/destination-store.ts';
import { enqueueDelivery, findOutbox, reopenOutbox } from '../../db/stores/outbox-store.ts';
import { listFailed } from '../../db/views/outbox-failure-view.ts';
import { notFound } from '../http/errors.ts';
import type { ResendMessages, ResentMessages } from './outbox-schemas.ts';

/** As many as one transaction puts in line. */
const AT_ONCE = 200;

/**
 * Puts messages of one cause in line again, oldest first: the record or the destination has been corrected. What waits is due at once. 404 where a message is named that
 * did not come back for this cause, or the destination is not in use.
 */
export async function resendMessages(ctx: Ctx, { cause, ids }: ResendMessages): Promise<ResentMessages> {
  return await write(ctx, 'outbox.resend', async (tx) => {
    if ((await findDestination(tx, cause.destinationId)) === undefined) throw notFound('destination_not_found');
    const named = ids === undefined ? {} : { ids };
    const found = await listFailed(tx, ctx.facilityId, { cause, ...named, limit: AT_ONCE + 1 });
    if (ids !== undefined && found.length < new Set(ids).size) throw notFound('outbox_message_not_found');
    const chosen = found.slice(0, AT_ONCE);
    for (const { id } of chosen) {
      const message = await findOutbox(tx, ctx.facilityId, id);
      if (message === undefined) continue;
      if (message.state === 'refused') await reopenOutbox(tx, message, ctx.now);
      // Due in the past, so that of two of one person the older one runs first.
      await enqueueDelivery(tx, message, message.createdAt);
    }
    auditSubject(tx, { objectId: cause.destinationId, reason: `resent: ${chosen.length}` });
    return { resent: chosen.length, more: found.length > AT_ONCE };
  });
}
