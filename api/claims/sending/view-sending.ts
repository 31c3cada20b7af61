import { openRecord, read, readSnapshot, type ReadTx } from '../../../db/doors.ts';
import { readParameters } from '../../../db/stores/code-catalogue-store.ts';
import { findClosure, findEncounter } from '../../../db/stores/encounter-store.ts';
import { findPatient } from '../../../db/stores/patient-store.ts';
import { findPortalAccount } from '../../../db/stores/portal-account-store.ts';
import { readHolidays } from '../../../db/stores/slip-store.ts';
import { findSigningKey } from '../../../db/stores/signing-key-store.ts';
import { findSendingPause, listSubmissionAttempts, listSubmissions, type Submission } from '../../../db/stores/submission-store.ts';
import { findPractitioner } from '../../../db/stores/user-store.ts';
import { countClaims, searchClaims, type ClaimLine } from '../../../db/views/submission-view.ts';
import { readVisit } from '../../../db/views/visit-view.ts';
import { claimDeadlines, deadlineState, sendingLimitsAt, type DeadlineFacts } from '../../../domain/claims/claim-deadlines.ts';
import { compareClaims } from '../../../domain/claims/compare-claims.ts';
import { mayResendClaim, mayTakeBack } from '../../../domain/claims/submission-state.ts';
import { addDays, daysBetween, localDay, startOfDay } from '../../../domain/dates.ts';
import { error } from '../../../domain/issue.ts';
import type { ApiCtx } from '../../http/context.ts';
import { notFound, rejected } from '../../http/errors.ts';
import { judgeClaim } from '../judge-claim.ts';
import type { ClaimPage, ClaimPeriod, ClaimSearch, SendingDetail, SendingSummary } from './sending-schemas.ts';

const LONGEST_DAYS = 92;
const PAGE = 50;
type Calendar = Pick<DeadlineFacts, 'holidays' | 'limits'>;
type DeadlineView = SendingDetail['deadlines'][number];

/** Insured visits closed in a period and where their claims stand, a page at a time; no patient is named. */
export async function listSending(ctx: ApiCtx, question: ClaimSearch): Promise<ClaimPage> {
  const { limit = PAGE, stages, code, after } = question;
  const range = rangeOf(question);
  return await read(ctx, async (tx) => {
    const found = await searchClaims(tx, { facilityId: ctx.facilityId, ...range, stages, code, after, limit: limit + 1 });
    const calendar = await readCalendar(tx, ctx.now);
    const items = found.slice(0, limit).map((line) => ({ ...line, deadline: pressing(deadlinesOfLine(line, calendar, ctx.now)) }));
    return { items, more: found.length > limit };
  });
}

/** How many stand where, whose key signs, and whether the queue is held. */
export async function viewSendingSummary(ctx: ApiCtx, period: ClaimPeriod): Promise<SendingSummary> {
  const range = rangeOf(period);
  return await read(ctx, async (tx) => {
    const key = await findSigningKey(tx, ctx.facilityId);
    const pause = await findSendingPause(tx, ctx.facilityId);
    return {
      counts: await countClaims(tx, { facilityId: ctx.facilityId, ...range }),
      simulates: (await findPortalAccount(tx, ctx.facilityId)) === undefined,
      key: key === undefined ? null : { subject: key.subject, validTo: key.validTo, demo: key.demo },
      pause: pause === undefined ? null : { reason: pause.reason, pausedAt: pause.pausedAt },
    };
  });
}

/** One visit: what was sent and answered, what it would say now, and until when. */
export async function viewSending(ctx: ApiCtx, encounterId: string): Promise<SendingDetail> {
  const found = await readSnapshot(ctx, async (tx) => await readSending(tx, ctx, encounterId));
  const judged = found.visit === undefined ? undefined : await judgeClaim(ctx, found.visit);
  const accepted = found.submissions.find(({ state, kind }) => kind === 'claim' && state === 'accepted');
  const last = accepted ?? found.submissions.find(({ kind, state }) => kind === 'claim' && state !== 'withdrawn');
  return {
    encounterId,
    encounterCode: found.encounterCode,
    patientName: found.patientName,
    findings: judged?.findings ?? null,
    differences: last === undefined || judged === undefined ? null : compareClaims(last.tables, judged.tables),
    deadlines: found.deadlines,
    submissions: found.views,
  };
}

async function readSending(tx: ReadTx, ctx: ApiCtx, encounterId: string) {
  const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
  if (encounter === undefined) throw notFound('encounter_not_found');
  await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
  const patient = await findPatient(tx, encounter.patientId);
  const submissions = await listSubmissions(tx, ctx.facilityId, encounterId);
  const closure = await findClosure(tx, ctx.facilityId, encounterId);
  const calendar = await readCalendar(tx, ctx.now);
  const answer = answerOf(submissions[0]);
  const deadlines = closure === undefined ? [] : deadlinesOf({ ...calendar, endedAt: closure.closedAt, ...answer }, ctx.now);
  return {
    ...{ encounterCode: encounter.code, patientName: patient?.fullName ?? '', submissions, deadlines },
    visit: await readVisit(tx, ctx.facilityId, encounterId),
    views: await viewSubmissions(tx, ctx, submissions),
  };
}

async function viewSubmissions(tx: ReadTx, ctx: ApiCtx, submissions: Submission[]): Promise<SendingDetail['submissions']> {
  const ids = submissions.map(({ id }) => id);
  const attempts = await listSubmissionAttempts(tx, ctx.facilityId, ids);
  const views: SendingDetail['submissions'] = [];
  for (const submission of submissions) {
    const { tables: _, content: __, signed: ___, findings: ____, attempts: count, ...shown } = submission;
    views.push({
      ...shown,
      approvedByName: (await findPractitioner(tx, submission.approvedBy))?.fullName ?? '',
      mayResend: mayResendClaim(submission.state) && submission.id === ids[0],
      mayTakeBack: mayTakeBack({ state: submission.state, attempts: count }),
      attempts: attempts.filter(({ submissionId }) => submissionId === submission.id),
    });
  }
  return views;
}

function answerOf(last: Submission | undefined): Pick<DeadlineFacts, 'answered'> {
  if (last?.answeredAt == null || (last.state !== 'accepted' && last.state !== 'rejected')) return {};
  return { answered: { at: last.answeredAt, state: last.state } };
}

async function readCalendar(tx: ReadTx, now: string): Promise<Calendar> {
  return { holidays: await readHolidays(tx), limits: sendingLimitsAt(await readParameters(tx, 'claim.'), localDay(now)) };
}

function deadlinesOf(facts: DeadlineFacts, now: string): DeadlineView[] {
  return claimDeadlines(facts).map((deadline) => ({ ...deadline, state: deadlineState(deadline, now) }));
}

function deadlinesOfLine({ closedAt, stage, answeredAt }: ClaimLine, calendar: Calendar, now: string): DeadlineView[] {
  if (stage === 'withdrawn') return [];
  const answered =
    answeredAt !== null && (stage === 'accepted' || stage === 'rejected') ? { answered: { at: answeredAt, state: stage } } : {};
  return deadlinesOf({ ...calendar, endedAt: closedAt, ...answered }, now).filter(
    ({ kind }) => stage !== 'accepted' || kind !== 'monthly-request',
  );
}

/** What is over or comes next; of an accepted claim only what still runs. */
function pressing(deadlines: DeadlineView[]): DeadlineView | null {
  const mustDo = deadlines.find(({ kind }) => kind === 'first-sending' || kind === 'resending');
  return mustDo ?? deadlines.find(({ state }) => state !== 'over') ?? null;
}

function rangeOf({ from, until }: ClaimPeriod): { from: string; until: string } {
  if (until < from || daysBetween(from, until) >= LONGEST_DAYS)
    throw rejected([error('claim_period_too_long', 'until', { days: LONGEST_DAYS })]);
  return { from: startOfDay(from), until: startOfDay(addDays(until, 1)) };
}
