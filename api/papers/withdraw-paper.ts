import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { lockAppointment, updateAppointment } from '../../db/stores/appointment-store.ts';
import { lockEncounter } from '../../db/stores/encounter-store.ts';
import { findPaper, insertPaperWithdrawal, type VisitPaper } from '../../db/stores/paper-store.ts';
import { derivedId } from '../../domain/ids.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';
import type { WithdrawPaper } from './paper-schemas.ts';

/** Takes an issued paper back. The number stays used; the outpatient record keeps its number for ever. */
export async function withdrawPaper(
  ctx: ApiCtx,
  place: { encounterId: string; paperId: string },
  { id, reason }: WithdrawPaper,
): Promise<{ id: string }> {
  return await write(ctx, 'paper.withdraw', async (tx) => {
    const encounter = await lockEncounter(tx, ctx.facilityId, place.encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    const paper = await findPaper(tx, { facilityId: ctx.facilityId, encounterId: encounter.id }, place.paperId);
    if (paper === undefined) throw notFound('paper_not_found');
    await takeBack(tx, ctx, paper, { id, reason });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: paper.id, reason });
    return { id };
  });
}

/** Withdraws a paper that counts, with the booking it made. */
export async function takeBack(tx: WriteTx, ctx: ApiCtx, paper: VisitPaper, { id, reason }: WithdrawPaper): Promise<void> {
  if (paper.withdrawnAt !== null) throw conflict('paper_withdrawn');
  if (paper.kind === 'outpatient-record') throw conflict('outpatient_record_given');
  const by = { withdrawnAt: ctx.now, withdrawnBy: ctx.actor.userId };
  await insertPaperWithdrawal(tx, { facilityId: ctx.facilityId, id, paperId: paper.id, reason, ...by });
  const booking = await lockAppointment(tx, ctx.facilityId, bookingOf(ctx, paper.id));
  if (booking?.state === 'booked')
    await updateAppointment(tx, booking, { state: 'cancelled', cancelledAt: ctx.now, cancelledBy: ctx.actor.userId, cancelReason: reason });
}

/** The booking that an appointment paper makes has an id that follows from the paper's. */
export const bookingOf = (ctx: Pick<ApiCtx, 'facilityId'>, paperId: string): string => derivedId(ctx.facilityId, 'appointment', paperId);
