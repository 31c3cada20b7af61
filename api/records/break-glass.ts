import { auditSubject, read, write } from '../../db/doors.ts';
import { insertBreakGlass, listOpenReviews, lockGrant, setReview } from '../../db/stores/break-glass-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { afterWorkingDays } from '../../domain/records/working-days.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected, Refusal } from '../http/errors.ts';
import type { BreakGlass, BreakGlassAnswer, BreakGlassList, Review } from './record-schemas.ts';

/** Four hours, then the reason must be given again (docs/legal/access.md#break-glass). */
const LASTS_MS = 4 * 3600_000;
const REASON_SHORTEST = 10;
const REVIEW_WITHIN_WORKING_DAYS = 3;
const MOST = 100;

/** Opens the records of a person this facility has no relation to, against a written reason that somebody else will read. */
export async function breakGlass(ctx: ApiCtx, patientId: string, { id, reasonCode, reason }: BreakGlass): Promise<BreakGlassAnswer> {
  if (reason.length < REASON_SHORTEST) throw rejected([error('reason_too_short', 'reason', { min: REASON_SHORTEST })]);
  return await write(ctx, 'record.break-glass', async (tx) => {
    if ((await findPatient(tx, patientId)) === undefined) throw notFound('patient_not_found');
    const expiresAt = new Date(Date.parse(ctx.now) + LASTS_MS).toISOString();
    const { facilityId } = ctx;
    await insertBreakGlass(tx, { facilityId, id, patientId, userId: ctx.actor.userId, reasonCode, reason, grantedAt: ctx.now, expiresAt });
    auditSubject(tx, { patientId, objectId: id, reason: reasonCode });
    return { id, expiresAt };
  });
}

/** What was opened by break-glass in this facility and nobody has looked at yet, oldest first. */
export async function listBreakGlass(ctx: ApiCtx): Promise<BreakGlassList> {
  const found = await read(ctx, async (tx) => await listOpenReviews(tx, ctx.facilityId, MOST + 1));
  const today = localDay(ctx.now);
  return {
    items: found.slice(0, MOST).map(({ facilityId: _, userId: __, ...grant }) => ({
      ...grant,
      overdue: afterWorkingDays(localDay(grant.grantedAt), REVIEW_WITHIN_WORKING_DAYS) < today,
    })),
    more: found.length > MOST,
  };
}

/** A verdict on an opening, by somebody other than who opened. */
export async function reviewBreakGlass(ctx: ApiCtx, id: string, { verdict, note }: Review): Promise<{ id: string }> {
  return await write(ctx, 'record.break-glass.review', async (tx) => {
    const grant = await lockGrant(tx, ctx.facilityId, id);
    if (grant === undefined) throw notFound('grant_not_found');
    if (grant.reviewedAt !== null) throw conflict('already_reviewed');
    if (grant.userId === ctx.actor.userId) throw new Refusal(422, 'own_grant', [error('own_grant', '')]);
    const reviewed = { reviewedAt: ctx.now, reviewedBy: ctx.actor.userId, verdict, reviewNote: note };
    await setReview(tx, { facilityId: ctx.facilityId, id }, reviewed);
    auditSubject(tx, { patientId: grant.patientId, objectId: id, reason: verdict });
    return { id };
  });
}
