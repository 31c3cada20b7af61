import { auditSubject, write } from '../../db/doors.ts';
import { insertAct, updateBag, updateReservation } from '../../db/stores/blood-store.ts';
import { checkBedside } from '../../domain/blood/check-bag.ts';
import type { ApiCtx } from '../http/context.ts';
import { rejected } from '../http/errors.ts';
import type { BagSaved, NoteTransfusion } from './blood-schemas.ts';
import { getReservation, lockForAct, readRecipient } from './locked-bag.ts';

/** Notes from the transfusion sheet that the bag was given, with the last check at the bed. Groups that differ are refused: the bag comes back. */
export async function noteTransfusion(ctx: ApiCtx, bagId: string, input: NoteTransfusion): Promise<BagSaved> {
  return await write(ctx, 'blood.transfuse', async (tx) => {
    const { bag, after } = await lockForAct(tx, ctx, { bagId, version: input.version }, 'transfuse');
    const reservation = await getReservation(tx, bag);
    const { encounterId } = reservation;
    const { patientId, known } = await readRecipient(tx, ctx, encounterId);
    // A typing that was taken back meanwhile leaves the group the bag was chosen by.
    const group = known.state === 'single' || known.state === 'confirmed' ? known.group : reservation;
    const issues = checkBedside(bag, group, input);
    if (issues.length > 0) throw rejected(issues);
    await updateReservation(tx, reservation, { endedAt: ctx.now });
    const version = await updateBag(tx, bag, { state: after });
    const note = [input.checkedBy, `${input.recipientAbo}/${input.bagAbo}`, input.reaction].filter(Boolean).join('; ');
    await insertAct(tx, bag, { act: 'transfuse', at: ctx.now, byUser: ctx.actor.userId, encounterId, note });
    auditSubject(tx, { patientId, encounterId, objectId: bagId });
    return { id: bagId, version, state: after };
  });
}
