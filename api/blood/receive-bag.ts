import { auditSubject, write } from '../../db/doors.ts';
import { insertAct, insertBag } from '../../db/stores/blood-store.ts';
import { checkReceipt } from '../../domain/blood/check-bag.ts';
import { localDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import type { BagSaved, ReceiveBag } from './blood-schemas.ts';

/** Takes a bag into the store as its label says; a number that is in the house already is refused. */
export async function receiveBag(ctx: ApiCtx, input: ReceiveBag): Promise<BagSaved> {
  const issues = checkReceipt(input, localDay(ctx.now));
  if (issues.length > 0) throw rejected(issues);
  return await write(ctx, 'blood.receive', async (tx) => {
    const bag = { facilityId: ctx.facilityId, ...input, receivedAt: ctx.now, receivedBy: ctx.actor.userId };
    await insertBag(tx, bag);
    await insertAct(tx, bag, { act: 'receive', at: ctx.now, byUser: ctx.actor.userId, encounterId: null, note: input.supplier });
    auditSubject(tx, { objectId: input.id });
    return { id: input.id, version: 1, state: 'available' as const };
  });
}
