import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { auditSubject, read, write, type Ctx } from '../../db/doors.ts';
import { findCheckIn, queueTransmission, saveCheckIn, type TriedCheckIn } from '../../db/stores/check-in-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { afterSubmission, type SubmissionClass } from '../../domain/claims/submission-state.ts';
import { error, information, type Issue, warning } from '../../domain/issue.ts';
import type { Services } from '../http/context.ts';
import { classOfSubmitted } from '../http/portal/class-of-submitted.ts';
import { portalOf } from '../http/portal/portal-account.ts';
import { JOB_TIMEOUT_MS, type Submitted } from '../http/portal/portal.ts';
import { retryPauseSeconds } from '../http/retry-pause.ts';
import { signDocument } from '../http/signing/sign-document.ts';
import { systemCtx } from '../http/system-context.ts';

const Payload = z.object({ facilityId: z.uuid(), checkInId: z.uuid() });

/**
 * Signs a check-in and hands it to the insurer, or to the simulator, marked. What could not be signed waits for a key, visibly; what was not heard is sent
 * again as it is. The network is touched in no transaction.
 */
export async function transmitCheckIn(services: Services, payload: unknown): Promise<void> {
  const { facilityId, checkInId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const { checkIn, facility } = await read(ctx, async (tx) => ({
    checkIn: await findCheckIn(tx, facilityId, checkInId),
    facility: await findFacility(tx, facilityId),
  }));
  if (checkIn === undefined || facility === undefined || !isWaiting(checkIn)) return;
  const portal = await portalOf(services, ctx);
  const signed = await signDocument(ctx, services.secrets, { content: checkIn.content, towards: portal.source });
  if ('fault' in signed) return await note(ctx, checkIn, { kind: signed.fault, source: portal.source });
  const { code: facilityCode, provinceCode } = facility;
  const message = { kind: 'check-in', facilityCode, provinceCode, content: signed.document, attempts: checkIn.attempts } as const;
  const answer = await portal.submit(message, JOB_TIMEOUT_MS);
  const after = { ...ctx, now: services.now().toISOString() };
  await note(after, checkIn, { kind: classOfSubmitted(answer), source: portal.source, answer, signed: signed.document });
}

const isWaiting = ({ state }: TriedCheckIn): boolean => state === 'waiting' || state === 'waiting-for-signature';

/** What a person has to mend is tried seldom: a refused account would be locked. */
const PERSON_SECONDS = 30 * 60;

interface Tried {
  kind: SubmissionClass;
  source: TriedCheckIn['source'];
  answer?: Submitted;
  signed?: Buffer;
}

async function note(ctx: Ctx, checkIn: TriedCheckIn, { kind, source, answer, signed }: Tried): Promise<void> {
  const next = afterSubmission(kind);
  const said = answer?.kind === 'answered' ? answer : undefined;
  await write(ctx, 'check-in.send', async (tx) => {
    auditSubject(tx, { encounterId: checkIn.encounterId, objectId: checkIn.id });
    await saveCheckIn(tx, checkIn, {
      ...{
        source,
        state: stateOf(kind),
        lastClass: kind,
        attempts: checkIn.attempts + 1,
        issues: issuesOf(kind, source, said?.message ?? ''),
      },
      ...(signed === undefined ? {} : { signed }),
      ...(said === undefined ? {} : { transactionCode: said.transactionCode, answer: { ...said, simulated: source === 'simulator' } }),
      ...(kind === 'accepted' ? { sentAt: ctx.now } : {}),
    });
    if (next.retry === 'none') return;
    // A key or an account may be set any time; nobody has to remember what waited for it.
    const seconds = retryPauseSeconds(checkIn.attempts, randomInt(1_000_000) / 1_000_000, next.retry === 'person' ? PERSON_SECONDS : 0);
    const runAt = new Date(Date.parse(ctx.now) + seconds * 1000).toISOString();
    await queueTransmission(tx, { facilityId: ctx.facilityId, checkInId: checkIn.id }, runAt);
  });
}

function stateOf(kind: SubmissionClass): TriedCheckIn['state'] {
  if (kind === 'accepted') return 'sent';
  if (kind === 'rejected') return 'refused';
  return afterSubmission(kind).state === 'approved' ? 'waiting-for-signature' : 'waiting';
}

function issuesOf(kind: SubmissionClass, source: TriedCheckIn['source'], message: string): Issue[] {
  if (kind === 'accepted') return source === 'simulator' ? [information('check_in_simulated', '')] : [];
  if (kind === 'rejected') return [error('check_in_refused', '', { message })];
  if (stateOf(kind) === 'waiting-for-signature') return [information('check_in_needs_signature', '')];
  return [kind === 'login-refused' ? warning('check_in_login_refused', '') : information('check_in_sent_again', '')];
}
