import type { ClaimFinding, ClaimSeverity } from '../../domain/claims/checks/claim-check.ts';
import { row, rows, type Db } from '../knex.ts';

/** Instants, half-open. */
export interface Span {
  from: string;
  until: string;
}

export interface FindingGroup {
  rule: string;
  severity: ClaimSeverity;
  /** Visits, not findings. */
  count: number;
  /** What the fund is asked for in these visits, in dong. */
  atStake: string;
}

/** Checks of visits that are closed as they were when they were judged. */
const current = `claim_checks AS c
  JOIN encounter_closures AS k ON k.facility_id = c.facility_id AND k.encounter_id = c.encounter_id AND k.reopened_at IS NULL AND k.closed_at = c.closed_at`;
const inSpan = `c.facility_id = :facilityId AND c.closed_at >= :from AND c.closed_at < :until`;

/** The findings of a span by rule, most money first. */
export async function groupFindings(db: Db, facilityId: string, span: Span): Promise<FindingGroup[]> {
  return await rows<FindingGroup>(
    db,
    `SELECT g.rule, g.severity, count(*)::int AS count, sum(g.fund_amount) AS at_stake
       FROM (SELECT DISTINCT c.encounter_id, c.fund_amount, f ->> 'rule' AS rule, f ->> 'severity' AS severity
               FROM ${current} CROSS JOIN LATERAL jsonb_array_elements(c.findings) AS f WHERE ${inSpan}) AS g
      GROUP BY g.rule, g.severity ORDER BY sum(g.fund_amount) DESC, g.rule, g.severity LIMIT 1000`,
    { facilityId, ...span },
  );
}

/** How many visits of a span were judged as they stand, and how many were not. */
export async function countChecked(db: Db, facilityId: string, span: Span): Promise<{ checked: number; unchecked: number }> {
  const found = await row<{ checked: number; unchecked: number }>(
    db,
    `SELECT count(c.encounter_id)::int AS checked, (count(*) - count(c.encounter_id))::int AS unchecked
       FROM encounter_closures AS k
       LEFT JOIN claim_checks AS c ON c.facility_id = k.facility_id AND c.encounter_id = k.encounter_id AND c.closed_at = k.closed_at
      WHERE k.facility_id = :facilityId AND k.reopened_at IS NULL AND k.closed_at >= :from AND k.closed_at < :until`,
    { facilityId, ...span },
  );
  return found ?? { checked: 0, unchecked: 0 };
}

export interface VisitWithFindings {
  encounterId: string;
  patientId: string;
  encounterCode: string;
  patientName: string;
  closedAt: string;
  checkedAt: string;
  fundAmount: string;
  findings: ClaimFinding[];
}

/** The visits of a span that a rule found something in, in the order of closing. */
export async function pageVisitsOfRule(
  db: Db,
  facilityId: string,
  search: Span & { rule: string; after?: string | undefined; limit: number },
): Promise<VisitWithFindings[]> {
  return await rows<VisitWithFindings>(
    db,
    `SELECT c.encounter_id, e.patient_id, e.code AS encounter_code, p.full_name AS patient_name, c.closed_at, c.checked_at, c.fund_amount, c.findings
       FROM ${current}
       JOIN encounters AS e ON e.facility_id = c.facility_id AND e.id = c.encounter_id
       JOIN patients AS p ON p.id = e.patient_id
      WHERE ${inSpan} AND c.findings @> jsonb_build_array(jsonb_build_object('rule', :rule::text))
        AND (:after::uuid IS NULL OR (c.closed_at, c.encounter_id) > (SELECT a.closed_at, a.encounter_id FROM claim_checks AS a
              WHERE a.facility_id = :facilityId AND a.encounter_id = :after::uuid))
      ORDER BY c.closed_at, c.encounter_id LIMIT :limit`,
    { facilityId, from: search.from, until: search.until, rule: search.rule, after: search.after ?? null, limit: search.limit } as never,
  );
}

/** What was found in a visit as it is closed now; undefined while it is open or was not judged yet. */
export async function findClaimCheck(
  db: Db,
  facilityId: string,
  encounterId: string,
): Promise<{ checkedAt: string; findings: ClaimFinding[] } | undefined> {
  return await row<{ checkedAt: string; findings: ClaimFinding[] }>(
    db,
    `SELECT c.checked_at, c.findings FROM ${current} WHERE c.facility_id = :facilityId AND c.encounter_id = :encounterId`,
    { facilityId, encounterId },
  );
}
