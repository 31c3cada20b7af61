import { auditSubject, write } from '../../db/doors.ts';
import { insertAct, updateBag, updateReservation } from '../../db/stores/blood-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict } from '../http/errors.ts';
import type { BagSaved, NoteCrossMatch } from './blood-schemas.ts';
import { getReservation, lockAtVersion } from './locked-bag.ts';

/** Notes what the cross-match of a reserved bag with the person's blood said, and how it was done. */
export async function noteCrossMatch(ctx: ApiCtx, bagId: string, input: NoteCrossMatch): Promise<BagSaved> {
  return await write(ctx, 'blood.cross-match', async (tx) => {
    const bag = await lockAtVersion(tx, ctx, { bagId, version: input.version });
    if (bag.state !== 'reserved') throw conflict('blood_not_reserved');
    const reservation = await getReservation(tx, bag);
    const { encounterId } = reservation;
    const done = { crossMatchMethod: input.method, crossMatchedAt: ctx.now, crossMatchedBy: ctx.actor.userId };
    await updateReservation(tx, reservation, { crossMatch: input.result, ...done });
    // The bag gets a new version, so that nobody hands it out on what stood on the screen before.
    const version = await updateBag(tx, bag, { state: bag.state });
    const note = `${input.result}: ${input.method}`;
    await insertAct(tx, bag, { act: 'cross-match', at: ctx.now, byUser: ctx.actor.userId, encounterId, note });
    auditSubject(tx, { encounterId, objectId: bagId });
    return { id: bagId, version, state: bag.state };
  });
}
