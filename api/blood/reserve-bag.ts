import { auditSubject, write } from '../../db/doors.ts';
import { insertAct, insertReservation, updateBag } from '../../db/stores/blood-store.ts';
import { checkForRecipient } from '../../domain/blood/check-bag.ts';
import { localDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict } from '../http/errors.ts';
import type { BagJudged, ReserveBag } from './blood-schemas.ts';
import { lockForAct, readRecipient, refuseUnlessReasoned } from './locked-bag.ts';

/** Sets a bag aside for the person of an open visit, by the group on record here. */
export async function reserveBag(ctx: ApiCtx, bagId: string, input: ReserveBag): Promise<BagJudged> {
  return await write(ctx, 'blood.reserve', async (tx) => {
    const { bag, after } = await lockForAct(tx, ctx, { bagId, version: input.version }, 'reserve');
    const { id, encounterId } = input;
    const { patientId, known, state } = await readRecipient(tx, ctx, encounterId);
    if (state !== 'planned' && state !== 'in-progress') throw conflict('blood_visit_closed', 'encounterId');
    const issues = checkForRecipient(bag, known, localDay(ctx.now));
    refuseUnlessReasoned(issues, input.reason);
    if (known.state === 'unknown' || known.state === 'disputed') throw new Error('a group that is not known passed the check');
    const reason = input.reason || null;
    const chosen = { facilityId: ctx.facilityId, id, bagId, encounterId, ...known.group, reason };
    await insertReservation(tx, { ...chosen, reservedAt: ctx.now, reservedBy: ctx.actor.userId });
    const version = await updateBag(tx, bag, { state: after });
    await insertAct(tx, bag, { act: 'reserve', at: ctx.now, byUser: ctx.actor.userId, encounterId, note: reason });
    auditSubject(tx, { patientId, encounterId, objectId: bagId });
    return { id: bagId, version, state: after, issues };
  });
}
