import { auditSubject, write, type Ctx, type WriteTx } from '../../../db/doors.ts';
import {
  enqueueSubmission,
  findSendingPause,
  insertSendingPause,
  insertSubmissionAttempt,
  lockSubmission,
  replaceEarlier,
  saveSubmission,
  type Submission,
  type SubmissionSource,
} from '../../../db/stores/submission-store.ts';
import { afterSubmission, type SubmissionClass } from '../../../domain/claims/submission-state.ts';
import { newId } from '../../../domain/ids.ts';
import { classOfSubmitted } from '../../http/portal/class-of-submitted.ts';
import type { Submitted } from '../../http/portal/portal.ts';
import { retryPauseSeconds } from '../../http/retry-pause.ts';

/** Reason of a pause that the product set itself: trying on would lock the account. */
export const LOG_IN_REFUSED = 'login-refused';

interface Answered {
  submission: Submission;
  source: SubmissionSource;
  /** What the insurer said; absent where the file did not leave. */
  answer?: Submitted;
  kind?: SubmissionClass;
  /** In [0, 1). */
  chance: number;
}

/** Writes what came back and what follows from it, with the job of the next try. */
export async function recordAnswer(ctx: Ctx, { answer, kind: known, source, chance, ...of }: Answered): Promise<SubmissionClass> {
  const kind = known ?? classOfSubmitted(answer);
  return await write(ctx, 'claim.sent', async (tx) => {
    const submission = await lockSubmission(tx, ctx.facilityId, of.submission.id);
    if (submission === undefined) throw new Error('a claim on its way is gone');
    auditSubject(tx, { objectId: submission.id, encounterId: submission.encounterId });
    const said = answer?.kind === 'answered' ? answer : undefined;
    const { resultCode = null, message = null } = said ?? {};
    await insertSubmissionAttempt(tx, submission, { id: newId(), at: ctx.now, class: kind, source, resultCode, message });
    const asked = answer?.kind === 'unavailable' ? answer.retryAfterSeconds : undefined;
    await saveNext(tx, ctx, submission, { kind, chance, ...(asked === undefined ? {} : { asked }) });
    if (said !== undefined) {
      const { transactionCode, receivedAt } = said;
      await saveSubmission(tx, submission, { resultCode, message, transactionCode, receivedAt, answeredAt: ctx.now });
    }
    if (kind === 'accepted') await replaceEarlier(tx, submission, submission.kind === 'withdrawal' ? 'withdrawn' : 'replaced');
    if (kind === 'login-refused') await holdQueue(tx, ctx);
    return kind;
  });
}

async function saveNext(
  tx: WriteTx,
  ctx: Ctx,
  submission: Submission,
  { kind, chance, asked }: { kind: SubmissionClass; chance: number; asked?: number },
): Promise<void> {
  const next = afterSubmission(kind);
  const seconds = retryPauseSeconds(submission.attempts, chance, asked);
  const nextTryAt = next.retry === 'later' ? new Date(Date.parse(ctx.now) + seconds * 1000).toISOString() : null;
  const decided = next.retry === 'none' ? { answeredAt: ctx.now } : {};
  await saveSubmission(tx, submission, { ...decided, state: next.state, attempts: submission.attempts + 1, lastClass: kind, nextTryAt });
  if (nextTryAt !== null) await enqueueSubmission(tx, submission, nextTryAt);
}

async function holdQueue(tx: WriteTx, ctx: Ctx): Promise<void> {
  if ((await findSendingPause(tx, ctx.facilityId)) !== undefined) return;
  const { facilityId, now, actor } = ctx;
  await insertSendingPause(tx, { facilityId, id: newId(), reason: LOG_IN_REFUSED, pausedAt: now, pausedBy: actor.userId });
}
