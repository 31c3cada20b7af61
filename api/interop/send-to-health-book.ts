import { readSnapshot, type Ctx } from '../../db/doors.ts';
import type { Destination } from '../../db/stores/destination-store.ts';
import { findDeliveredHash, type OutboxRow, SENT_AGAIN } from '../../db/stores/outbox-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { buildHealthBook } from '../../domain/claims/health-book.ts';
import type { SubmissionClass } from '../../domain/claims/submission-state.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { isWithheld } from '../../fhir-mappings/check-export.ts';
import { writeClaimFile } from '../http/claim-xml-writer.ts';
import type { Services } from '../http/context.ts';
import { classOfSubmitted } from '../http/portal/class-of-submitted.ts';
import { portalOf } from '../http/portal/portal-account.ts';
import { type Submitted, SUBMIT_TIMEOUT_MS } from '../http/portal/portal.ts';
import { signDocument } from '../http/signing/sign-document.ts';
import type { AnswerClass } from './classify-answer.ts';
import { contentHash } from './content-hash.ts';
import type { AttemptClass } from './next-try.ts';
import { readOutgoing } from './outgoing-visit.ts';
import type { Attempt } from './send-message.ts';

/** Reason of a hold that the product set itself: trying on would lock the account. */
export const LOG_IN_REFUSED = 'login-refused';

/** What an answer of the gateway means for the message; the file that was refused is not sent again as it is. */
const CLASSES: Readonly<Record<SubmissionClass, AnswerClass>> = {
  accepted: 'delivered',
  rejected: 'data',
  throttled: 'throttle',
  'server-error': 'transport',
  unreadable: 'transport',
  unreachable: 'transport',
  timeout: 'transport',
  interrupted: 'transport',
  'login-refused': 'auth',
  'key-missing': 'configuration',
  'key-is-demo': 'configuration',
  'key-not-in-force': 'configuration',
  'signature-invalid': 'configuration',
};

/**
 * Sends tables 1 and 8 of a visit through the insurer's gateway, signed by the facility; the same MA_LK replaces what was sent before, so a repeat is never a second
 * record. What keeps it here is an answer too. Source: docs/legal/insurance.md#health-book
 */
export async function sendToHealthBook(services: Services, ctx: Ctx, { message, destination }: Going): Promise<Attempt> {
  const found = await readSnapshot(ctx, async (tx) => {
    const { facilityId, encounterId } = message;
    const outgoing = encounterId === null ? undefined : await readOutgoing(tx, destination, { facilityId, encounterId });
    const facility = await findFacility(tx, facilityId);
    return outgoing === undefined || facility === undefined
      ? undefined
      : { ...outgoing, facility, deliveredHash: await findDeliveredHash(tx, message) };
  });
  if (found === undefined) return { class: 'data', issues: [error('fhir_visit_not_closed', '')] };
  const { visit, clinical, held, unfit, facility, deliveredHash } = found;
  if (held.length > 0) return { class: 'withheld', issues: held };
  if (isWithheld(unfit)) return { class: 'withheld', issues: unfit };
  const tables = buildHealthBook(visit, clinical);
  const hash = contentHash(tables);
  if (hash === deliveredHash && message.topic !== SENT_AGAIN) return { class: 'unchanged', issues: [], contentHash: hash };
  const content = writeClaimFile(tables, facility.code, localDay(ctx.now));
  const portal = await portalOf(services, ctx);
  const signed = await signDocument(ctx, services.secrets, { content, towards: portal.source });
  if ('fault' in signed) return { class: CLASSES[signed.fault], issues: [error('health_book_not_signed', '')] };
  const place = { facilityCode: facility.code, provinceCode: facility.provinceCode };
  const answer = await portal.submit(
    { kind: 'health-book', ...place, content: signed.document, attempts: message.attempts },
    SUBMIT_TIMEOUT_MS,
  );
  return { ...attemptOf(answer), contentHash: hash };
}

interface Going {
  message: OutboxRow;
  destination: Destination;
}

/** The sentence of the gateway may quote the record: only its code is kept. */
function attemptOf(answer: Submitted): Attempt {
  const kind = classOfSubmitted(answer);
  const asked = answer.kind === 'unavailable' ? answer.retryAfterSeconds : undefined;
  const attempt: { class: AttemptClass; retryAfterSeconds?: number } = {
    class: CLASSES[kind],
    ...(asked === undefined ? {} : { retryAfterSeconds: asked }),
  };
  if (kind === 'accepted') return { ...attempt, issues: [] };
  if (kind === 'rejected') {
    const code = answer.kind === 'answered' ? answer.resultCode : '';
    return { ...attempt, issues: [error('health_book_refused', '', { code })] };
  }
  if (kind === 'login-refused') return { ...attempt, hold: LOG_IN_REFUSED, issues: [error('health_book_log_in_refused', '')] };
  return { ...attempt, issues: [error('health_book_no_answer', '')] };
}
