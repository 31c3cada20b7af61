import { auditSubject, write } from '../../db/doors.ts';
import { insertAct, updateBag } from '../../db/stores/blood-store.ts';
import { checkIssue } from '../../domain/blood/check-bag.ts';
import { localDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import type { BagJudged, IssueBag } from './blood-schemas.ts';
import { getReservation, lockForAct, readRecipient, refuseUnlessReasoned } from './locked-bag.ts';

/** Hands a reserved bag out at the window, after its number was read again and papers and bag were compared by both. */
export async function issueBag(ctx: ApiCtx, bagId: string, input: IssueBag): Promise<BagJudged> {
  return await write(ctx, 'blood.issue', async (tx) => {
    const { bag, after } = await lockForAct(tx, ctx, { bagId, version: input.version }, 'issue');
    const { encounterId, crossMatch } = await getReservation(tx, bag);
    const { patientId, known } = await readRecipient(tx, ctx, encounterId);
    const issues = checkIssue(bag, { recipient: known, today: localDay(ctx.now), crossMatch, readNumber: input.unitNumber });
    refuseUnlessReasoned(issues, input.reason);
    const version = await updateBag(tx, bag, { state: after, issuedAt: ctx.now });
    const note = [input.takenBy, input.reason].filter(Boolean).join('; ');
    await insertAct(tx, bag, { act: 'issue', at: ctx.now, byUser: ctx.actor.userId, encounterId, note });
    auditSubject(tx, { patientId, encounterId, objectId: bagId });
    return { id: bagId, version, state: after, issues };
  });
}
