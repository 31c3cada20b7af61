import { auditSubject, openRecord, readSnapshot, write, type ReadTx, type WriteTx } from '../../../db/doors.ts';
import { lockEncounter } from '../../../db/stores/encounter-store.ts';
import {
  endSendingPause,
  enqueueSubmission,
  findSendingPause,
  findSubmission,
  insertSendingPause,
  insertSubmission,
  listSubmissions,
  listWaitingSubmissions,
  lockSubmission,
  saveSubmission,
  type Submission,
} from '../../../db/stores/submission-store.ts';
import { readVisit } from '../../../db/views/visit-view.ts';
import type { VisitTables } from '../../../domain/claims/claim-definitions.ts';
import { mayResendClaim, mayTakeBack } from '../../../domain/claims/submission-state.ts';
import { newId } from '../../../domain/ids.ts';
import type { VisitRecord } from '../../../domain/visits/visit-record.ts';
import type { ApiCtx } from '../../http/context.ts';
import { conflict, notFound } from '../../http/errors.ts';
import { submissionOf } from './approve-claims.ts';
import type {
  PauseSending,
  ResumeSending,
  SendingPaused,
  SendingResumed,
  SubmissionChange,
  SubmissionChanged,
  WithdrawClaim,
} from './sending-schemas.ts';

/** MA_DOITUONG_KCB of a file that takes the claim back. */
const WITHDRAWAL_CATEGORY = '8';

/** Puts a submission in line again with the very same bytes. */
export async function resendSubmission(ctx: ApiCtx, id: string, { version }: SubmissionChange): Promise<SubmissionChanged> {
  return await write(ctx, 'claim.resend', async (tx) => {
    const submission = await lockSeen(tx, ctx, { id, version });
    if (!mayResendClaim(submission.state)) throw conflict('claim_not_resendable');
    const newest = (await listSubmissions(tx, ctx.facilityId, submission.encounterId))[0];
    if (newest?.id !== id) throw conflict('claim_not_resendable');
    const state = submission.signed === null ? 'approved' : 'signed';
    await saveSubmission(tx, submission, { state, nextTryAt: ctx.now });
    await enqueueSubmission(tx, submission);
    return { id, state };
  });
}

/** Takes a submission back that never left or was refused; nothing goes to the insurer. */
export async function takeBackSubmission(ctx: ApiCtx, id: string, { version }: SubmissionChange): Promise<SubmissionChanged> {
  return await write(ctx, 'claim.take-back', async (tx) => {
    const submission = await lockSeen(tx, ctx, { id, version });
    if (!mayTakeBack(submission)) throw conflict('claim_may_have_arrived');
    await saveSubmission(tx, submission, { state: 'withdrawn', nextTryAt: null });
    return { id, state: 'withdrawn' };
  });
}

/** Withdraws an accepted claim: the same visit is sent once more under category 8. */
export async function withdrawClaim(ctx: ApiCtx, id: string, { version, reason }: WithdrawClaim): Promise<SubmissionChanged> {
  const seen = await readSnapshot(ctx, async (tx) => await readClosed(tx, ctx, id));
  if (seen === undefined) throw notFound('claim_submission_not_found');
  return await write(ctx, 'claim.withdraw', async (tx) => {
    const { patient, encounter } = seen.visit;
    await openRecord(tx, ctx, { patientId: patient.id, encounterId: encounter.id });
    await lockEncounter(tx, ctx.facilityId, encounter.id);
    const submission = await lockSeen(tx, ctx, { id, version });
    const earlier = await listSubmissions(tx, ctx.facilityId, submission.encounterId);
    if (submission.state !== 'accepted' || submission.kind !== 'claim' || earlier[0]?.id !== id) throw conflict('claim_not_withdrawable');
    const withdrawal = submissionOf(
      ctx,
      { visit: seen.visit, tables: underCategory(submission.tables as VisitTables), findings: [] },
      { reason },
    );
    await insertSubmission(tx, withdrawal);
    await enqueueSubmission(tx, withdrawal);
    return { id: withdrawal.id, state: 'approved' };
  });
}

/** The closed visit of a submission. */
async function readClosed(tx: ReadTx, ctx: ApiCtx, id: string): Promise<{ visit: VisitRecord } | undefined> {
  const submission = await findSubmission(tx, ctx.facilityId, id);
  const visit = submission === undefined ? undefined : await readVisit(tx, ctx.facilityId, submission.encounterId);
  return visit === undefined ? undefined : { visit };
}

const underCategory = (tables: VisitTables): VisitTables => ({
  ...tables,
  XML1: tables.XML1.map((row) => ({ ...row, MA_DOITUONG_KCB: WITHDRAWAL_CATEGORY })),
});

async function lockSeen(tx: WriteTx, ctx: ApiCtx, { id, version }: { id: string; version: number }): Promise<Submission> {
  const submission = await lockSubmission(tx, ctx.facilityId, id);
  if (submission === undefined) throw notFound('claim_submission_not_found');
  if (submission.version !== version) throw conflict('stale_version', 'version');
  auditSubject(tx, { objectId: id, encounterId: submission.encounterId });
  return submission;
}

/** Holds the queue: what is in line stays there. Holding twice is holding once. */
export async function pauseSending(ctx: ApiCtx, { reason }: PauseSending): Promise<SendingPaused> {
  return await write(ctx, 'claim.pause', async (tx) => {
    auditSubject(tx, { objectId: ctx.facilityId, reason });
    const held = await findSendingPause(tx, ctx.facilityId);
    if (held !== undefined) return { pausedAt: held.pausedAt };
    await insertSendingPause(tx, { facilityId: ctx.facilityId, id: newId(), reason, pausedAt: ctx.now, pausedBy: ctx.actor.userId });
    return { pausedAt: ctx.now };
  });
}

/** Lets the queue go, and everything in it at once: whatever it waited for may be mended by now. */
export async function resumeSending(ctx: ApiCtx, { reason }: ResumeSending): Promise<SendingResumed> {
  return await write(ctx, 'claim.resume', async (tx) => {
    auditSubject(tx, { objectId: ctx.facilityId, ...(reason === undefined ? {} : { reason }) });
    await endSendingPause(tx, ctx.facilityId, { resumedAt: ctx.now, resumedBy: ctx.actor.userId });
    const waiting = await listWaitingSubmissions(tx, ctx.facilityId);
    for (const one of waiting) {
      await saveSubmission(tx, one, { nextTryAt: ctx.now });
      await enqueueSubmission(tx, one);
    }
    return { queued: waiting.length };
  });
}
