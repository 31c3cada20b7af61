import { read, type Ctx } from '../../../db/doors.ts';
import { findConsent } from '../../../db/stores/consent-store.ts';
import type { Destination } from '../../../db/stores/destination-store.ts';
import { findFacility } from '../../../db/stores/facility-store.ts';
import { findHealthCheck, type HealthCheck } from '../../../db/stores/health-check-store.ts';
import type { OutboxRow } from '../../../db/stores/outbox-store.ts';
import { icdCodesIn } from '../../../domain/health-checks/health-check-record.ts';
import { hubVerdictOf } from '../../../domain/health-checks/hub-answer.ts';
import { error, type Issue } from '../../../domain/issue.ts';
import { specialCategoriesOfCodes } from '../../../domain/records/special-categories.ts';
import type { Services } from '../../http/context.ts';
import { signerOf } from '../../http/signing/signing-key.ts';
import type { AnswerClass } from '../classify-answer.ts';
import { checkMayKnow } from '../may-leave.ts';
import type { Attempt } from '../send-message.ts';
import { LOG_IN_REFUSED } from '../send-to-health-book.ts';
import { sealEnvelope } from './health-check-envelope.ts';
import { type HubAnswer, PUSH_TIMEOUT_MS } from './hub.ts';
import { clientOf, hubAccountOf } from './hub-account.ts';
import { hubSimulator } from './hub-simulator.ts';

/** Whom the simulator's envelopes are for. */
const SIMULATED_RECEIVER = 'SIMULATOR';

interface Going {
  message: OutboxRow;
  destination: Destination;
}

/**
 * Sends a health check as it is now to the ministry's hub, signed by the facility; without an account the marked simulator answers. What keeps it here is an answer too.
 * Source: docs/legal/health-checks.md
 */
export async function sendToHub(services: Services, ctx: Ctx, { message, destination }: Going): Promise<Attempt> {
  const found = await readGoing(ctx, { message, destination });
  if (found === undefined) return { class: 'data', issues: [error('health_check_not_found', '')] };
  const { record, gln, held } = found;
  if (held.length > 0) return { class: 'withheld', issues: held };
  if (gln === null || !/^\d{13}$/.test(gln)) return { class: 'configuration', issues: [error('health_check_gln_missing', '')] };
  const account = await hubAccountOf(ctx);
  const signer = await signerOf(ctx, services.secrets, account === undefined ? 'simulator' : 'portal');
  if ('obstacle' in signer) return { class: 'configuration', issues: [error('health_check_not_signed', '')] };
  const { tables, contentDigest } = record;
  const told = { messageId: message.id, sender: gln, receiver: account?.receiverCode ?? SIMULATED_RECEIVER, tables, now: ctx.now };
  const envelope = await sealEnvelope(told, signer);
  const hub = account === undefined ? hubSimulator(signer.certificate.pem) : clientOf(services, account);
  return { ...attemptOf(await hub.push(envelope, PUSH_TIMEOUT_MS)), contentHash: contentDigest };
}

async function readGoing(
  ctx: Ctx,
  { message, destination }: Going,
): Promise<{ record: HealthCheck; gln: string | null; held: Issue[] } | undefined> {
  const { facilityId, healthCheckId } = message;
  if (healthCheckId === null) return undefined;
  return await read(ctx, async (tx) => {
    const record = await findHealthCheck(tx, facilityId, healthCheckId);
    const facility = await findFacility(tx, facilityId);
    if (record === undefined || facility === undefined) return undefined;
    const decision = await findConsent(tx, { facilityId, patientId: record.patientId, destinationId: destination.id });
    const held = checkMayKnow(destination, decision, specialCategoriesOfCodes(icdCodesIn(record.tables)));
    return { record, gln: facility.gln, held };
  });
}

/** Statuses that say something by themselves; all others leave open what happened. */
const BY_STATUS: Readonly<Record<number, AnswerClass>> = {
  404: 'configuration',
  405: 'configuration',
  413: 'size',
  415: 'configuration',
  429: 'throttle',
};

/** The sentence of the hub may quote the record: only its code is kept. */
function attemptOf(answer: HubAnswer): Attempt {
  if (answer.kind === 'log-in-refused') return { class: 'auth', hold: LOG_IN_REFUSED, issues: [error('health_check_log_in_refused', '')] };
  const { status, retryAfterSeconds } = answer;
  const said = {
    ...(status === undefined ? {} : { httpStatus: status }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  const code = answer.kind === 'answered' ? answer.code : '';
  const verdict = hubVerdictOf(code);
  // "Taken" under a status that says no is not taken.
  if (verdict === 'taken' && (status ?? 0) < 300) return { ...said, class: 'delivered', issues: [] };
  if (verdict === 'record-refused') return { ...said, class: 'data', issues: [error('health_check_refused', '', { code })] };
  if (verdict === 'signature-refused')
    return { ...said, class: 'configuration', issues: [error('health_check_signature_refused', '', { code })] };
  const byStatus = status === undefined ? undefined : BY_STATUS[status];
  // A code that no decision names is looked at by a person rather than sent for ever.
  if (byStatus === undefined && verdict === undefined && code !== '' && (status ?? 0) < 500)
    return { ...said, class: 'data', issues: [error('health_check_refused', '', { code })] };
  return { ...said, class: byStatus ?? 'transport', issues: [error('health_check_no_answer', '')] };
}
