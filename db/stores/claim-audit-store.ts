import type { ActKind, FindingState } from '../../domain/claims/audit/decide-finding.ts';
import type { AuditStage } from '../../domain/claims/audit/audit-finding.ts';
import type { ReasonRules } from '../../domain/claims/audit/reconcile-findings.ts';
import type { TableCode } from '../../domain/claims/claim-definitions.ts';
import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

const CHUNK = 500;

export interface AuditImport {
  facilityId: string;
  id: string;
  fileName: string;
  fileSha256: string;
  lines: number;
  added: number;
  changed: number;
  importedBy: string;
  importedAt: string;
}

/** What the insurer refuses of a claim, and how that stands. Amounts in dong. */
export interface AuditFinding {
  facilityId: string;
  id: string;
  version: number;
  encounterId: string;
  submissionId: string;
  claimKey: string;
  tableCode: TableCode | null;
  lineNumber: string;
  itemCode: string;
  itemName: string;
  field: string;
  departmentCode: string;
  doctorLicence: string;
  reasonCode: string;
  reasonText: string;
  stage: AuditStage | null;
  auditedOn: Day;
  minutesNumber: string;
  proposedAmount: string | null;
  refusedAmount: string;
  toldAmount: string;
  restoredAmount: string;
  state: FindingState;
}
export type NewAuditFinding = Omit<AuditFinding, 'version'>;

/** One thing that happened to a finding. */
export interface AuditAct {
  facilityId: string;
  id: string;
  findingId: string;
  number: number;
  kind: ActKind;
  importId: string | null;
  note: string | null;
  stateBefore: FindingState | null;
  restoredBefore: string | null;
  stateAfter: FindingState;
  refusedAfter: string;
  restoredAfter: string;
  actedBy: string;
  actedAt: string;
}

/** One file after the other: two of a facility at once may tell of the same finding for the first time. Holds until commit. */
export async function lockAuditImports(tx: WriteTx, facilityId: string): Promise<void> {
  await tx.raw(`SELECT pg_advisory_xact_lock(hashtextextended('claim-audit-imports ' || :facilityId, 0))`, { facilityId });
}

export async function insertAuditImport(tx: WriteTx, audit: AuditImport): Promise<void> {
  await tx('claimAuditImports').insert(audit);
}

export async function findAuditImportByFile(db: Db, facilityId: string, fileSha256: string): Promise<AuditImport | undefined> {
  return await db<AuditImport>('claimAuditImports').where({ facilityId, fileSha256 }).first();
}

/** The newest first. */
export async function listAuditImports(
  db: Db,
  facilityId: string,
): Promise<(Omit<AuditImport, 'facilityId'> & { importedByName: string })[]> {
  return await rows(
    db,
    `SELECT i.id, i.file_name, i.file_sha256, i.lines, i.added, i.changed, i.imported_by, i.imported_at, u.full_name AS imported_by_name
       FROM claim_audit_imports AS i JOIN users AS u ON u.id = i.imported_by
      WHERE i.facility_id = :facilityId ORDER BY i.imported_at DESC, i.id DESC LIMIT 50`,
    { facilityId },
  );
}

export async function insertAuditFindings(tx: WriteTx, findings: readonly NewAuditFinding[]): Promise<void> {
  for (let i = 0; i < findings.length; i += CHUNK) await tx('claimAuditFindings').insert(findings.slice(i, i + CHUNK));
}

/** Holds those of these ids that exist until commit. */
export async function lockAuditFindings(tx: WriteTx, facilityId: string, ids: readonly string[]): Promise<AuditFinding[]> {
  const found: AuditFinding[] = [];
  for (let i = 0; i < ids.length; i += CHUNK) {
    const chunk = ids.slice(i, i + CHUNK);
    found.push(...(await tx<AuditFinding>('claimAuditFindings').where({ facilityId }).whereIn('id', chunk).orderBy('id').forUpdate()));
  }
  return found;
}

/** Those of these ids that exist, without holding them. */
export async function listAuditFindings(db: Db, facilityId: string, ids: readonly string[]): Promise<AuditFinding[]> {
  const found: AuditFinding[] = [];
  for (let i = 0; i < ids.length; i += CHUNK) {
    found.push(
      ...(await db<AuditFinding>('claimAuditFindings')
        .where({ facilityId })
        .whereIn('id', ids.slice(i, i + CHUNK))),
    );
  }
  return found;
}

/** Changes a finding that was locked. */
export async function saveAuditFinding(
  tx: WriteTx,
  { facilityId, id }: Pick<AuditFinding, 'facilityId' | 'id'>,
  fields: Partial<Omit<AuditFinding, 'facilityId' | 'id' | 'version'>>,
): Promise<number> {
  const [saved] = await tx<AuditFinding>('claimAuditFindings').where({ facilityId, id }).update(fields).returning('version');
  if (saved === undefined) throw new Error('an audit finding is gone');
  return saved.version;
}

export async function insertAuditActs(tx: WriteTx, acts: readonly AuditAct[]): Promise<void> {
  for (let i = 0; i < acts.length; i += CHUNK) await tx('claimAuditActs').insert(acts.slice(i, i + CHUNK));
}

/** What happened to findings, in order; at most 100 acts each. */
export async function listAuditActs(
  db: Db,
  facilityId: string,
  findingIds: readonly string[],
): Promise<(AuditAct & { actedByName: string; fileName: string | null })[]> {
  return await rows(
    db,
    `SELECT a.*, u.full_name AS acted_by_name, i.file_name
       FROM claim_audit_acts AS a
       JOIN users AS u ON u.id = a.acted_by
       LEFT JOIN claim_audit_imports AS i ON i.facility_id = a.facility_id AND i.id = a.import_id
      WHERE a.facility_id = :facilityId AND a.finding_id = ANY (:findingIds::uuid[]) AND a.number <= 100
      ORDER BY a.finding_id, a.number LIMIT 10000`,
    { facilityId, findingIds } as never,
  );
}

/** The number of the last act of each finding. */
export async function lastActNumbers(db: Db, facilityId: string, findingIds: readonly string[]): Promise<Map<string, number>> {
  const found = await rows<{ findingId: string; last: number }>(
    db,
    `SELECT a.finding_id, max(a.number) AS last FROM claim_audit_acts AS a
      WHERE a.facility_id = :facilityId AND a.finding_id = ANY (:findingIds::uuid[]) GROUP BY a.finding_id LIMIT 10000`,
    { facilityId, findingIds } as never,
  );
  return new Map(found.map(({ findingId, last }) => [findingId, last]));
}

export interface ReasonRulesDecision {
  facilityId: string;
  id: string;
  reasonCode: string;
  rules: string[];
  decidedBy: string;
  decidedAt: string;
}

export async function insertReasonRules(tx: WriteTx, decision: ReasonRulesDecision): Promise<void> {
  await tx('claimReasonRules').insert(decision);
}

/** What a facility put together, the newest decision of each reason. */
export async function readReasonRules(db: Db, facilityId: string): Promise<ReasonRules> {
  const decided = await rows<Pick<ReasonRulesDecision, 'reasonCode' | 'rules'>>(
    db,
    `SELECT DISTINCT ON (r.reason_code) r.reason_code, r.rules FROM claim_reason_rules AS r
      WHERE r.facility_id = :facilityId ORDER BY r.reason_code, r.decided_at DESC, r.id DESC LIMIT 2000`,
    { facilityId },
  );
  return Object.fromEntries(decided.map(({ reasonCode, rules }) => [reasonCode, rules]));
}

/** Whether a later claim of the visit was accepted than the one that was told of. */
export async function isSentAgain(
  db: Db,
  { facilityId, encounterId, submissionId }: Pick<AuditFinding, 'facilityId' | 'encounterId' | 'submissionId'>,
): Promise<boolean> {
  const later = await row<{ id: string }>(
    db,
    `SELECT n.id FROM claim_submissions AS n JOIN claim_submissions AS s ON s.facility_id = n.facility_id AND s.id = :submissionId
      WHERE n.facility_id = :facilityId AND n.encounter_id = :encounterId AND n.number > s.number AND n.kind = 'claim'
        AND n.state IN ('accepted', 'replaced') LIMIT 1`,
    { facilityId, encounterId, submissionId },
  );
  return later !== undefined;
}
