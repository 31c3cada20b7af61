import type { ClaimFinding } from '../../domain/claims/checks/claim-check.ts';
import type { ClaimTables } from '../../domain/claims/claim-definitions.ts';
import type { SubmissionClass, SubmissionKind, SubmissionState } from '../../domain/claims/submission-state.ts';
import { enqueue, type WriteTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { row, rows, type Db } from '../knex.ts';

export type SubmissionSource = 'portal' | 'simulator';

/** A claim as it was approved, and what became of it. */
export interface Submission {
  facilityId: string;
  id: string;
  version: number;
  encounterId: string;
  number: number;
  kind: SubmissionKind;
  reason: string | null;
  claimKey: string;
  tableVersion: string;
  tables: ClaimTables;
  /** Of our own check at the approval; null of what was approved before they were kept. */
  findings: ClaimFinding[] | null;
  content: Buffer;
  sha256: string;
  hospitalAmount: string;
  fundAmount: string;
  state: SubmissionState;
  signed: Buffer | null;
  signer: string | null;
  source: SubmissionSource | null;
  resultCode: string | null;
  transactionCode: string | null;
  receivedAt: string | null;
  message: string | null;
  attempts: number;
  lastClass: SubmissionClass | null;
  approvedAt: string;
  approvedBy: string;
  lastSentAt: string | null;
  nextTryAt: string | null;
  answeredAt: string | null;
}

export type NewSubmission = Pick<
  Submission,
  | 'facilityId'
  | 'id'
  | 'encounterId'
  | 'kind'
  | 'reason'
  | 'claimKey'
  | 'tableVersion'
  | 'tables'
  | 'findings'
  | 'content'
  | 'sha256'
  | 'hospitalAmount'
  | 'fundAmount'
  | 'approvedAt'
  | 'approvedBy'
>;

/** The next submission of a visit, waiting for its signature. The caller holds the encounter. */
export async function insertSubmission(tx: WriteTx, submission: NewSubmission): Promise<void> {
  const { facilityId, encounterId } = submission;
  const last = await row<{ last: number }>(
    tx,
    `SELECT COALESCE(max(s.number), 0)::int AS last FROM claim_submissions AS s WHERE s.facility_id = :facilityId AND s.encounter_id = :encounterId`,
    { facilityId, encounterId },
  );
  await tx('claimSubmissions').insert({
    ...submission,
    ...{ tables: JSON.stringify(submission.tables), findings: JSON.stringify(submission.findings) },
    ...{ number: (last?.last ?? 0) + 1, state: 'approved', nextTryAt: submission.approvedAt },
  });
}

/** Has the worker sign and send it; the claims of a facility go one after the other. Check-ins have a line of their own. */
export async function enqueueSubmission(
  tx: WriteTx,
  { facilityId, id }: Pick<Submission, 'facilityId' | 'id'>,
  runAt?: string,
): Promise<void> {
  const options = { queue: `claim:${facilityId}`, key: `claim:${id}`, ...(runAt === undefined ? {} : { runAt }) };
  await enqueue(tx, 'send-claim', { facilityId, submissionId: id }, options);
}

export async function findSubmission(db: Db, facilityId: string, id: string): Promise<Submission | undefined> {
  return await db<Submission>('claimSubmissions').where({ facilityId, id }).first();
}

/** Holds it until commit. */
export async function lockSubmission(tx: WriteTx, facilityId: string, id: string): Promise<Submission | undefined> {
  return await tx<Submission>('claimSubmissions').where({ facilityId, id }).forNoKeyUpdate().first();
}

/** Everything ever approved of a visit, newest first. */
export async function listSubmissions(db: Db, facilityId: string, encounterId: string): Promise<Submission[]> {
  return (await listSubmissionsOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

export async function listSubmissionsOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, Submission[]>> {
  const found = await db<Submission>('claimSubmissions')
    .where({ facilityId })
    .whereIn('encounterId', encounterIds)
    .orderBy('number', 'desc')
    .limit(100 * encounterIds.length);
  return groupRows(found, (one) => one.encounterId);
}

/** Changes the submission that was locked. */
export async function saveSubmission(
  tx: WriteTx,
  { facilityId, id }: Pick<Submission, 'facilityId' | 'id'>,
  fields: Partial<Omit<Submission, 'facilityId' | 'id' | 'version' | 'tables' | 'findings'>>,
): Promise<void> {
  await tx('claimSubmissions').where({ facilityId, id }).update(fields);
}

/** Earlier accepted claims of the visit give way to the one that was accepted now. */
export async function replaceEarlier(
  tx: WriteTx,
  { facilityId, encounterId, number }: Submission,
  state: Extract<SubmissionState, 'replaced' | 'withdrawn'>,
): Promise<void> {
  await tx('claimSubmissions').where({ facilityId, encounterId, state: 'accepted' }).where('number', '<', number).update({ state });
}

export interface SubmissionAttempt {
  id: string;
  at: string;
  class: SubmissionClass;
  source: SubmissionSource;
  resultCode: string | null;
  message: string | null;
}

export async function insertSubmissionAttempt(
  tx: WriteTx,
  { facilityId, id }: Pick<Submission, 'facilityId' | 'id'>,
  attempt: SubmissionAttempt,
): Promise<void> {
  await tx('claimSubmissionAttempts').insert({ ...attempt, facilityId, submissionId: id });
}

/** The tries, newest first. */
export async function listSubmissionAttempts(
  db: Db,
  facilityId: string,
  ids: string[],
): Promise<(SubmissionAttempt & { submissionId: string })[]> {
  return await rows(
    db,
    `SELECT a.id, a.submission_id, a.at, a.class, a.source, a.result_code, a.message FROM claim_submission_attempts AS a
      WHERE a.facility_id = :facilityId AND a.submission_id = ANY (:ids::uuid[]) ORDER BY a.at DESC, a.id DESC LIMIT 200`,
    { facilityId, ids } as never,
  );
}

/** Of a facility what waits to leave, the oldest first. */
export async function listWaitingSubmissions(db: Db, facilityId: string): Promise<Pick<Submission, 'facilityId' | 'id'>[]> {
  return await rows(
    db,
    `SELECT s.facility_id, s.id FROM claim_submissions AS s
      WHERE s.facility_id = :facilityId AND s.state IN ('approved', 'signed', 'sending') ORDER BY s.approved_at, s.id LIMIT 1000`,
    { facilityId },
  );
}

export interface SendingPause {
  facilityId: string;
  id: string;
  reason: string;
  pausedAt: string;
  pausedBy: string;
}

export async function findSendingPause(db: Db, facilityId: string): Promise<SendingPause | undefined> {
  return await db<SendingPause>('claimSendingPauses')
    .where({ facilityId })
    .whereNull('resumedAt' as never)
    .first();
}

export async function insertSendingPause(tx: WriteTx, pause: SendingPause): Promise<void> {
  await tx('claimSendingPauses').insert(pause);
}

/** Ends the pause; false when there is none. */
export async function endSendingPause(tx: WriteTx, facilityId: string, by: { resumedAt: string; resumedBy: string }): Promise<boolean> {
  return (await tx('claimSendingPauses').where({ facilityId }).whereNull('resumedAt').update(by)) > 0;
}
