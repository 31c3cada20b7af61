import type { ClaimFinding, ClaimSeverity } from '../../domain/claims/checks/claim-check.ts';
import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export interface ClaimCheck {
  facilityId: string;
  encounterId: string;
  closedAt: string;
  checkedAt: string;
  insured: boolean;
  fundAmount: string;
  findings: ClaimFinding[];
}

/** The newest answer replaces the one before, unless that one is of a later closing. */
export async function putClaimChecks(tx: WriteTx, checks: readonly ClaimCheck[]): Promise<void> {
  if (checks.length === 0) return;
  await tx('claimChecks')
    .insert(checks.map((check) => ({ ...check, findings: JSON.stringify(check.findings) })))
    .onConflict(['facility_id', 'encounter_id'])
    .merge(['closedAt', 'checkedAt', 'insured', 'fundAmount', 'findings'])
    .whereRaw('claim_checks.closed_at <= excluded.closed_at');
}

export interface ClaimCheckRun {
  facilityId: string;
  id: string;
  fromDay: Day;
  untilDay: Day;
  state: 'queued' | 'running' | 'ready' | 'failed';
  total: number;
  done: number;
  createdAt: string;
  createdBy: string;
  finishedAt: string | null;
}

export async function insertCheckRun(
  tx: WriteTx,
  run: Pick<ClaimCheckRun, 'facilityId' | 'id' | 'fromDay' | 'untilDay' | 'createdAt' | 'createdBy'>,
): Promise<void> {
  await tx('claimCheckRuns').insert({ ...run, state: 'queued' });
}

export async function findCheckRun(db: Db, facilityId: string, id: string): Promise<ClaimCheckRun | undefined> {
  return await db<ClaimCheckRun>('claimCheckRuns').where({ facilityId, id }).first();
}

export async function updateCheckRun(
  tx: WriteTx,
  run: Pick<ClaimCheckRun, 'facilityId' | 'id'>,
  fields: Partial<Pick<ClaimCheckRun, 'state' | 'total' | 'done' | 'finishedAt'>>,
): Promise<void> {
  await tx('claimCheckRuns').where({ facilityId: run.facilityId, id: run.id }).update(fields);
}

export interface ClaimRuleDecision {
  facilityId: string;
  id: string;
  rule: string;
  severity: ClaimSeverity | 'off' | null;
  reason: string;
  decidedBy: string;
  decidedAt: string;
}

export async function insertRuleDecision(tx: WriteTx, decision: ClaimRuleDecision): Promise<void> {
  await tx('claimRuleSettings').insert({ ...decision });
}

/** The decision in force for each rule that has one, with the name of who took it. */
export async function listRuleDecisions(db: Db, facilityId: string): Promise<(ClaimRuleDecision & { decidedByName: string })[]> {
  return await rows<ClaimRuleDecision & { decidedByName: string }>(
    db,
    `SELECT DISTINCT ON (s.rule) s.facility_id, s.id, s.rule, s.severity, s.reason, s.decided_by, s.decided_at, u.full_name AS decided_by_name
       FROM claim_rule_settings AS s JOIN users AS u ON u.id = s.decided_by
      WHERE s.facility_id = :facilityId ORDER BY s.rule, s.decided_at DESC, s.id DESC LIMIT 1000`,
    { facilityId },
  );
}
