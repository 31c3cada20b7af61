import { auditSubject, write } from '../../db/doors.ts';
import { insertGroup, retractGroup } from '../../db/stores/blood-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';
import type { NoteGroup } from './blood-schemas.ts';
import { readRecipient } from './locked-bag.ts';

/** Notes one typing of one sample of the person of a visit. A sample counts once. */
export async function noteGroup(ctx: ApiCtx, encounterId: string, input: NoteGroup): Promise<{ id: string }> {
  return await write(ctx, 'blood.group', async (tx) => {
    const { patientId, state } = await readRecipient(tx, ctx, encounterId);
    if (state === 'cancelled') throw conflict('encounter_not_open');
    const determined = { determinedAt: ctx.now, determinedBy: ctx.actor.userId };
    await insertGroup(tx, { facilityId: ctx.facilityId, encounterId, ...input, ...determined });
    auditSubject(tx, { patientId, encounterId, objectId: input.id });
    return { id: input.id };
  });
}

/** Takes a typing back, with the reason; the bags that were chosen by it are judged anew at the window. */
export async function takeBackGroup(ctx: ApiCtx, id: string, reason: string): Promise<{ id: string }> {
  return await write(ctx, 'blood.group.retract', async (tx) => {
    const retraction = { retractedAt: ctx.now, retractedBy: ctx.actor.userId, retractReason: reason };
    const retracted = await retractGroup(tx, { facilityId: ctx.facilityId, id }, retraction);
    if (retracted === undefined) throw notFound('blood_group_not_found');
    auditSubject(tx, { encounterId: retracted.encounterId, objectId: id, reason });
    return { id };
  });
}
