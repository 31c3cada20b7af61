import type { AuditedClaim } from '../../domain/claims/audit/place-findings.ts';
import type { FindingState } from '../../domain/claims/audit/decide-finding.ts';
import type { ClaimFinding } from '../../domain/claims/checks/claim-check.ts';
import { type Day, localDay } from '../../domain/dates.ts';
import { row, rows, type Db } from '../knex.ts';
import type { AuditFinding } from '../stores/claim-audit-store.ts';

/** Months of settlement `YYYY-MM`, half-open. */
export interface Months {
  from: string;
  until: string;
}

/** Every claim under these keys that the insurer has taken once and that was not withdrawn. */
export async function listAuditedClaims(db: Db, facilityId: string, keys: readonly string[]): Promise<AuditedClaim[]> {
  const found = await rows<Omit<AuditedClaim, 'acceptedOn'> & { answeredAt: string }>(
    db,
    `SELECT ${CLAIM} FROM claim_submissions AS s
      WHERE s.facility_id = :facilityId AND s.claim_key = ANY (:keys::text[]) AND s.kind = 'claim' AND s.state IN ('accepted', 'replaced')
      ORDER BY s.claim_key, s.number LIMIT 2000`,
    { facilityId, keys } as never,
  );
  return found.map(claimOf);
}

/** The claims in force that were accepted last. */
export async function listNewestClaims(db: Db, facilityId: string, limit: number): Promise<AuditedClaim[]> {
  const found = await rows<Omit<AuditedClaim, 'acceptedOn'> & { answeredAt: string }>(
    db,
    `SELECT ${CLAIM} FROM claim_submissions AS s
      WHERE s.facility_id = :facilityId AND s.kind = 'claim' AND s.state = 'accepted' ORDER BY s.answered_at DESC, s.id LIMIT :limit`,
    { facilityId, limit },
  );
  return found.map(claimOf);
}

const CLAIM = `s.id AS submission_id, s.encounter_id, s.claim_key, s.number, s.answered_at, s.tables`;
const claimOf = ({ answeredAt, ...claim }: Omit<AuditedClaim, 'acceptedOn'> & { answeredAt: string }): AuditedClaim => ({
  ...claim,
  acceptedOn: localDay(answeredAt),
});

/** The claim of a visit that the insurer has now; there is one at most. Findings of a claim that was withdrawn are over with it. */
const IN_FORCE = `claim_submissions AS s ON s.facility_id = f.facility_id AND s.encounter_id = f.encounter_id AND s.state = 'accepted' AND s.kind = 'claim'`;

export const findingGroupings = ['reason', 'department', 'doctor', 'item'] as const;
export type FindingGrouping = (typeof findingGroupings)[number];
const KEY_OF: Record<FindingGrouping, string> = {
  reason: 'f.reason_code',
  department: 'f.department_code',
  doctor: 'f.doctor_licence',
  item: 'f.item_code',
};
const DOCTOR = `COALESCE((SELECT min(u.full_name) FROM users AS u WHERE u.licence = f.doctor_licence), '')`;
/** A word beside the key; the names of departments stand in a code table that the screens have. */
const LABEL_OF: Record<FindingGrouping, string> = {
  reason: 'max(f.reason_text)',
  department: `''`,
  doctor: DOCTOR,
  item: 'max(f.item_name)',
};

export interface FindingQuestion extends Months {
  facilityId: string;
  states: readonly FindingState[] | undefined;
  /** Of one group of a table over time. */
  group: { by: FindingGrouping; key: string } | undefined;
  claimKey: string | undefined;
  after: { auditedOn: Day; id: string } | undefined;
  limit: number;
}
export type FoundFinding = AuditFinding & { settlementMonth: string; isSentAgain: boolean; own: ClaimFinding[] | null };

const FOUND = `SELECT f.*, s.settlement_month, s.id <> f.submission_id AS is_sent_again, o.findings AS own
       FROM claim_audit_findings AS f
       JOIN ${IN_FORCE}
       JOIN claim_submissions AS o ON o.facility_id = f.facility_id AND o.id = f.submission_id
      WHERE f.facility_id = :facilityId`;

/** One finding of a claim in force, with the name of whoever ordered what is refused. */
export async function findAuditFinding(
  db: Db,
  facilityId: string,
  id: string,
): Promise<(FoundFinding & { doctorName: string }) | undefined> {
  return await row<FoundFinding & { doctorName: string }>(
    db,
    `SELECT l.*, ${DOCTOR.replaceAll('f.', 'l.')} AS doctor_name FROM (${FOUND} AND f.id = :id) AS l`,
    { facilityId, id },
  );
}

/** Findings of the claims of some months, the oldest first: it is the most pressing. No person is named. */
export async function searchAuditFindings(db: Db, asked: FindingQuestion): Promise<FoundFinding[]> {
  const { states, group, claimKey, after, ...rest } = asked;
  return await rows<FoundFinding>(
    db,
    `${FOUND} AND s.settlement_month >= :from AND s.settlement_month < :until
        AND (CAST(:states AS text[]) IS NULL OR f.state = ANY (:states))
        AND (CAST(:key AS text) IS NULL OR ${KEY_OF[group?.by ?? 'reason']} = :key)
        AND (CAST(:claimKey AS text) IS NULL OR strpos(f.claim_key, :claimKey) > 0)
        AND (CAST(:afterId AS uuid) IS NULL OR (f.audited_on, f.id) > (CAST(:afterDay AS date), CAST(:afterId AS uuid)))
      ORDER BY f.audited_on, f.id LIMIT :limit`,
    {
      ...rest,
      ...{ states: states ?? null, key: group?.key ?? null, claimKey: claimKey ?? null },
      ...{ afterDay: after?.auditedOn ?? null, afterId: after?.id ?? null },
    } as never,
  );
}

/** Sums of a month in dong: what the claims in force ask for, and the findings by what became of them. */
export interface MonthMoney {
  month: string;
  claims: number;
  claimed: string;
  findings: number;
  refused: string;
  open: string;
  contested: string;
  /** Accepted, and what was not given back of what was restored. */
  lost: string;
  restored: string;
  /** Of claims that were sent again: the claim in force does not ask for it, or asks anew. */
  cured: string;
}

/** The money of each month that has a claim in force. */
export async function moneyByMonth(db: Db, facilityId: string, months: Months): Promise<MonthMoney[]> {
  const given = (condition: string) => `COALESCE(sum(f.restored_amount) FILTER (WHERE ${condition}), 0)`;
  const left = (condition: string) => `COALESCE(sum(f.refused_amount - f.restored_amount) FILTER (WHERE ${condition}), 0)`;
  return await rows<MonthMoney>(
    db,
    `WITH claimed AS (
       SELECT s.settlement_month AS month, count(*)::int AS claims, sum(s.fund_amount) AS claimed FROM claim_submissions AS s
        WHERE s.facility_id = :facilityId AND s.state = 'accepted' AND s.kind = 'claim'
          AND s.settlement_month >= :from AND s.settlement_month < :until GROUP BY s.settlement_month),
     told AS (
       SELECT s.settlement_month AS month, count(*)::int AS findings, sum(f.refused_amount) AS refused,
              ${left(`f.state = 'open'`)} AS open, ${left(`f.state = 'contested'`)} AS contested,
              ${left(`f.state IN ('accepted', 'restored')`)} AS lost, ${left(`f.state = 'cured'`)} + ${given(`f.state = 'cured'`)} AS cured,
              ${given(`f.state <> 'cured'`)} AS restored
         FROM claim_audit_findings AS f JOIN ${IN_FORCE}
        WHERE f.facility_id = :facilityId AND s.settlement_month >= :from AND s.settlement_month < :until GROUP BY s.settlement_month)
     SELECT c.month, c.claims, c.claimed, COALESCE(t.findings, 0) AS findings, COALESCE(t.refused, 0) AS refused, COALESCE(t.open, 0) AS open,
            COALESCE(t.contested, 0) AS contested, COALESCE(t.lost, 0) AS lost, COALESCE(t.restored, 0) AS restored, COALESCE(t.cured, 0) AS cured
       FROM claimed AS c LEFT JOIN told AS t ON t.month = c.month ORDER BY c.month LIMIT 60`,
    { facilityId, ...months },
  );
}

/** `key` is null for all groups after the first ones. */
export interface TrendCell {
  key: string | null;
  label: string;
  month: string;
  count: number;
  refused: string;
}

/** Findings of some months by month and group; the groups with the most money stand alone, the rest together. */
export async function trendOfFindings(
  db: Db,
  facilityId: string,
  { by, reason, top, ...months }: Months & { by: FindingGrouping; reason: string | undefined; top: number },
): Promise<TrendCell[]> {
  return await rows<TrendCell>(
    db,
    `WITH told AS (
       SELECT ${KEY_OF[by]} AS key, s.settlement_month AS month, ${LABEL_OF[by]} AS label, count(*)::int AS count, sum(f.refused_amount) AS refused
         FROM claim_audit_findings AS f JOIN ${IN_FORCE}
        WHERE f.facility_id = :facilityId AND s.settlement_month >= :from AND s.settlement_month < :until
          AND (CAST(:reason AS text) IS NULL OR f.reason_code = :reason)
        GROUP BY ${KEY_OF[by]}, s.settlement_month),
     ranked AS (
       SELECT t.key, row_number() OVER (ORDER BY sum(t.refused) DESC, sum(t.count) DESC, t.key) AS place FROM told AS t GROUP BY t.key),
     placed AS (
       SELECT t.month, t.count, t.refused, n.place, CASE WHEN n.place IS NOT NULL THEN t.key END AS key,
              CASE WHEN n.place IS NOT NULL THEN t.label ELSE '' END AS label
         FROM told AS t LEFT JOIN ranked AS n ON n.key = t.key AND n.place <= :top)
     SELECT p.key, max(p.label) AS label, p.month, sum(p.count)::int AS count, sum(p.refused) AS refused
       FROM placed AS p GROUP BY p.place, p.key, p.month ORDER BY p.place NULLS LAST, p.month LIMIT 2000`,
    { facilityId, reason: reason ?? null, top, ...months } as never,
  );
}

export interface ClaimToReconcile {
  id: string;
  own: ClaimFinding[] | null;
}

/** Claims of a month that the insurer has had long enough to answer, with what we had found in them. */
export async function listClaimsToReconcile(
  db: Db,
  facilityId: string,
  { answeredBefore, limit, ...months }: Months & { answeredBefore: string; limit: number },
): Promise<ClaimToReconcile[]> {
  return await rows<ClaimToReconcile>(
    db,
    `SELECT s.id, s.findings AS own FROM claim_submissions AS s
      WHERE s.facility_id = :facilityId AND s.kind = 'claim' AND s.state IN ('accepted', 'replaced')
        AND s.settlement_month >= :from AND s.settlement_month < :until AND s.answered_at < :answeredBefore
        AND s.findings IS NOT NULL AND s.findings <> '[]'::jsonb
      ORDER BY s.id LIMIT :limit`,
    { facilityId, ...months, answeredBefore, limit },
  );
}

/** What is compared with ours. */
export interface ToldFinding {
  submissionId: string;
  table: AuditFinding['tableCode'];
  number: string;
  field: string;
  reasonCode: string;
  reasonText: string;
  refused: string;
  own: ClaimFinding[] | null;
}

/** The findings of the claims of some months with what our check had found in the same claim, by the money of the reason and in the order of the audit. */
export async function listToldFindings(
  db: Db,
  facilityId: string,
  { limit, ...months }: Months & { limit: number },
): Promise<ToldFinding[]> {
  return await rows<ToldFinding>(
    db,
    `SELECT f.submission_id, f.table_code AS "table", f.line_number AS number, f.field, f.reason_code, f.reason_text, f.refused_amount AS refused,
            o.findings AS own
       FROM claim_audit_findings AS f
       JOIN ${IN_FORCE}
       JOIN claim_submissions AS o ON o.facility_id = f.facility_id AND o.id = f.submission_id
      WHERE f.facility_id = :facilityId AND s.settlement_month >= :from AND s.settlement_month < :until
      ORDER BY sum(f.refused_amount) OVER (PARTITION BY f.reason_code) DESC, f.reason_code, f.audited_on, f.id LIMIT :limit`,
    { facilityId, ...months, limit },
  );
}
