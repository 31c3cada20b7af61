import { createHash } from 'node:crypto';
import { auditSubject, openRecord, read, write, type ReadTx, type WriteTx } from '../../../db/doors.ts';
import { findClosure, lockEncounter } from '../../../db/stores/encounter-store.ts';
import {
  enqueueSubmission,
  insertSubmission,
  listSubmissions,
  listSubmissionsOf,
  type NewSubmission,
  type Submission,
} from '../../../db/stores/submission-store.ts';
import { type VisitTables, claimVersionOf } from '../../../domain/claims/claim-definitions.ts';
import { isHeld } from '../../../domain/claims/checks/check-claim.ts';
import { isHolding, type ClaimFinding } from '../../../domain/claims/checks/claim-check.ts';
import { compareClaims } from '../../../domain/claims/compare-claims.ts';
import { localDay } from '../../../domain/dates.ts';
import { derivedId, newId } from '../../../domain/ids.ts';
import { add } from '../../../domain/money.ts';
import type { VisitRecord } from '../../../domain/visits/visit-record.ts';
import type { ApiCtx } from '../../http/context.ts';
import { judgePage, type JudgedVisit } from '../claim-pages.ts';
import { writeClaimFile } from '../../http/claim-xml-writer.ts';
import { newClaimRun } from '../judge-claim.ts';
import type { ApprovalView, ClaimsToApprove } from './sending-schemas.ts';

type LeftOut = ApprovalView['leftOut'][number];
interface Ready {
  visit: VisitRecord;
  tables: VisitTables;
  /** What is let through with it. */
  findings: ClaimFinding[];
}
/** `patientId` of a visit that is there: its record was looked at. */
type Judged = (Ready | { leftOut: LeftOut }) & { encounterId: string; patientId?: string };

const ON_ITS_WAY: readonly Submission['state'][] = ['approved', 'signed', 'sending'];

/** What an approval of these visits would do; nothing is kept. */
export async function previewApproval(ctx: ApiCtx, { encounterIds }: ClaimsToApprove): Promise<ApprovalView> {
  const judged = await judgeAll(ctx, encounterIds);
  await read(ctx, async (tx) => await openAll(tx, ctx, judged));
  return summarise(judged);
}

/**
 * Approves the clean claims among these visits and puts them in line to be signed and sent. Each is frozen as it is now; one with an error, one on its way
 * and one that says what was accepted already are left out and named.
 */
export async function approveClaims(ctx: ApiCtx, { encounterIds }: ClaimsToApprove): Promise<ApprovalView> {
  const judged = await judgeAll(ctx, encounterIds);
  return await write(ctx, 'claim.approve', async (tx) => {
    await openAll(tx, ctx, judged);
    const kept: Judged[] = [];
    for (const one of judged) kept.push('leftOut' in one ? one : await keep(tx, ctx, one));
    auditSubject(tx, { objectId: ctx.facilityId, reason: `approved: ${kept.filter((one) => !('leftOut' in one)).length}` });
    return summarise(kept);
  });
}

/** They are so few that they are one page. */
async function judgeAll(ctx: ApiCtx, encounterIds: readonly string[]): Promise<Judged[]> {
  const ids = [...new Set(encounterIds)];
  const page = new Map((await judgePage(ctx, ids, newClaimRun())).map((one) => [one.visit.encounter.id, one]));
  const earlier = await read(ctx, async (tx) => await listSubmissionsOf(tx, ctx.facilityId, ids));
  return ids.map((encounterId) => {
    const found = page.get(encounterId);
    if (found === undefined) return { encounterId, leftOut: { encounterId, reason: 'not-found', errors: 0 } };
    return decide(encounterId, found, earlier.get(encounterId) ?? []);
  });
}

async function openAll(tx: ReadTx, ctx: ApiCtx, judged: readonly Judged[]): Promise<void> {
  for (const { patientId, encounterId } of judged) if (patientId !== undefined) await openRecord(tx, ctx, { patientId, encounterId });
  ctx.opened = true; // nobody was there: no record was opened
}

function decide(encounterId: string, { visit, judged }: JudgedVisit, earlier: readonly Submission[]): Judged {
  const seen = { encounterId, patientId: visit.patient.id };
  const leftOut = (reason: LeftOut['reason'], errors = 0): Judged => ({ ...seen, leftOut: { encounterId, reason, errors } });
  if (judged === undefined) return leftOut('not-insured');
  if (earlier.some(({ state }) => ON_ITS_WAY.includes(state))) return leftOut('waiting');
  const { tables, findings } = judged;
  if (isHeld(findings)) return leftOut('has-errors', findings.filter(isHolding).length);
  return saysTheSame(earlier[0], tables) ? leftOut('unchanged') : { ...seen, visit, tables, findings };
}

/** What was accepted or refused as it stands needs no second approval: the refused one is sent again by itself. */
function saysTheSame(last: Submission | undefined, tables: VisitTables): boolean {
  const answered = last?.kind === 'claim' && (last.state === 'accepted' || last.state === 'rejected');
  return answered && compareClaims(last.tables, tables).length === 0;
}

async function keep(tx: WriteTx, ctx: ApiCtx, ready: Ready & { encounterId: string }): Promise<Judged> {
  const { encounter } = ready.visit;
  const leftOut = (reason: LeftOut['reason']): Judged => ({
    encounterId: encounter.id,
    leftOut: { encounterId: encounter.id, reason, errors: 0 },
  });
  // Opened again, or approved by a colleague, between judging and keeping.
  const locked = await lockEncounter(tx, ctx.facilityId, encounter.id);
  const closure = await findClosure(tx, ctx.facilityId, encounter.id);
  if (locked === undefined || closure?.closedAt !== encounter.endedAt) return leftOut('not-found');
  const earlier = await listSubmissions(tx, ctx.facilityId, encounter.id);
  if (earlier.some(({ state }) => ON_ITS_WAY.includes(state))) return leftOut('waiting');
  const submission = submissionOf(ctx, ready);
  await insertSubmission(tx, submission);
  await enqueueSubmission(tx, submission);
  return ready;
}

export function submissionOf(ctx: ApiCtx, { visit, tables, findings }: Ready, withdrawal?: { reason: string }): NewSubmission {
  const content = writeClaimFile(tables, visit.facility.code, localDay(ctx.now));
  const summary = tables.XML1[0] ?? {};
  return {
    ...{ facilityId: ctx.facilityId, id: newIdOf(ctx, visit.encounter.id), encounterId: visit.encounter.id },
    ...{ kind: withdrawal === undefined ? 'claim' : 'withdrawal', reason: withdrawal?.reason ?? null },
    claimKey: visit.encounter.code,
    tableVersion: claimVersionOf(tables),
    ...{ tables, findings, content, sha256: createHash('sha256').update(content).digest('hex') },
    hospitalAmount: summary['T_TONGCHI_BV'] ?? '0',
    fundAmount: summary['T_BHTT'] ?? '0',
    ...{ approvedAt: ctx.now, approvedBy: ctx.actor.userId },
  };
}

const newIdOf = (ctx: ApiCtx, encounterId: string): string =>
  ctx.repeat === undefined ? newId() : derivedId(ctx.facilityId, 'claim-submission', ctx.repeat.key, encounterId);

function summarise(judged: readonly Judged[]): ApprovalView {
  const ready = judged.flatMap((one) => ('leftOut' in one ? [] : [one]));
  return {
    approved: ready.map(({ visit }) => visit.encounter.id),
    fundAmount: add('0', ...ready.map(({ tables }) => tables.XML1[0]?.['T_BHTT'] ?? '0')),
    hospitalAmount: add('0', ...ready.map(({ tables }) => tables.XML1[0]?.['T_TONGCHI_BV'] ?? '0')),
    leftOut: judged.flatMap((one) => ('leftOut' in one ? [one.leftOut] : [])),
  };
}
