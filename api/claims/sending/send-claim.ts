import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { auditSubject, read, write, type Ctx } from '../../../db/doors.ts';
import { findFacility, type Facility } from '../../../db/stores/facility-store.ts';
import {
  findSendingPause,
  findSubmission,
  insertSubmissionAttempt,
  lockSubmission,
  saveSubmission,
  type Submission,
} from '../../../db/stores/submission-store.ts';
import { newId } from '../../../domain/ids.ts';
import type { Services } from '../../http/context.ts';
import { portalOf } from '../../http/portal/portal-account.ts';
import { type Portal, SUBMIT_TIMEOUT_MS } from '../../http/portal/portal.ts';
import { signDocument } from '../../http/signing/sign-document.ts';
import { systemCtx } from '../../http/system-context.ts';
import { recordAnswer } from './record-answer.ts';

const Payload = z.object({ facilityId: z.uuid(), submissionId: z.uuid() });

/**
 * Signs one approved claim and hands it to the insurer. What leaves is noted before it leaves, so that a process that dies in between has an unknown
 * outcome and no forgotten one; the network is touched in no transaction. Nothing leaves while the officer holds the queue.
 */
export async function sendClaim(services: Services, payload: unknown): Promise<void> {
  const { facilityId, submissionId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const found = await read(ctx, async (tx) => ({
    submission: await findSubmission(tx, facilityId, submissionId),
    facility: await findFacility(tx, facilityId),
    pause: await findSendingPause(tx, facilityId),
  }));
  const { submission, facility } = found;
  if (submission === undefined || facility === undefined || found.pause !== undefined || !isOpen(submission)) return;
  const portal = await portalOf(services, ctx);
  const signed = await signDocument(ctx, services.secrets, { content: submission.content, towards: portal.source });
  if ('fault' in signed) {
    await recordAnswer(ctx, { submission, source: portal.source, kind: signed.fault, chance: chance() });
    return;
  }
  const leaving = await begin(ctx, submission, { ...signed, source: portal.source });
  if (leaving === undefined) return;
  await submit({ services, ctx, portal, facility }, leaving, signed.document);
}

const isOpen = ({ state }: Submission): boolean => state === 'approved' || state === 'signed' || state === 'sending';
const chance = (): number => randomInt(1_000_000) / 1_000_000;

/** Undefined when it must not leave any more: taken back, or the queue was held meanwhile. */
async function begin(
  ctx: Ctx,
  { id }: Submission,
  { document, signer, source }: { document: Buffer; signer: string; source: Portal['source'] },
): Promise<Submission | undefined> {
  return await write(ctx, 'claim.send', async (tx) => {
    auditSubject(tx, { objectId: id });
    const locked = await lockSubmission(tx, ctx.facilityId, id);
    if (locked === undefined || !isOpen(locked) || (await findSendingPause(tx, ctx.facilityId)) !== undefined) return undefined;
    const fields = { signed: document, signer, source, state: 'sending' as const, lastSentAt: ctx.now, nextTryAt: null };
    const attempts = locked.attempts + (locked.state === 'sending' ? 1 : 0);
    // The process died between leaving and noting the answer: that was a try, too.
    if (locked.state === 'sending') {
      const interrupted = { id: newId(), at: ctx.now, class: 'interrupted' as const, source, resultCode: null, message: null };
      await insertSubmissionAttempt(tx, locked, interrupted);
    }
    await saveSubmission(tx, locked, { ...fields, attempts });
    return { ...locked, ...fields, attempts };
  });
}

async function submit(
  { services, ctx, portal, facility }: { services: Services; ctx: Ctx; portal: Portal; facility: Facility },
  submission: Submission,
  content: Buffer,
): Promise<void> {
  const { code: facilityCode, provinceCode } = facility;
  const answer = await portal.submit(
    { kind: 'claim', facilityCode, provinceCode, content, attempts: submission.attempts },
    SUBMIT_TIMEOUT_MS,
  );
  const now = services.now().toISOString();
  const kind = await recordAnswer({ ...ctx, now }, { submission, source: portal.source, answer, chance: chance() });
  services.log.info({ submissionId: submission.id, source: portal.source, class: kind }, 'claim sent');
}
