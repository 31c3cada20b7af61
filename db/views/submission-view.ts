import type { ClaimStage, SubmissionClass, SubmissionState } from '../../domain/claims/submission-state.ts';
import { rows, type Db } from '../knex.ts';
import type { SubmissionSource } from '../stores/submission-store.ts';

export interface ClaimLine {
  encounterId: string;
  encounterCode: string;
  closedAt: string;
  stage: ClaimStage;
  submissionId: string | null;
  state: SubmissionState | null;
  source: SubmissionSource | null;
  lastClass: SubmissionClass | null;
  message: string | null;
  attempts: number;
  nextTryAt: string | null;
  answeredAt: string | null;
  hospitalAmount: string;
  fundAmount: string;
}

const STAGE = `CASE WHEN s.id IS NULL THEN 'to-approve'
    WHEN s.state IN ('approved', 'signed', 'sending') THEN 'waiting'
    WHEN c.closed_at > s.approved_at THEN 'changed'
    WHEN s.kind = 'withdrawal' AND s.state = 'accepted' THEN 'withdrawn'
    WHEN s.state = 'withdrawn' THEN 'to-approve'
    ELSE s.state END`;

/** Insured visits closed in the range with their newest submission. */
const LINES = `SELECT c.encounter_id, e.code AS encounter_code, c.closed_at, ${STAGE} AS stage, s.id AS submission_id, s.state, s.source, s.last_class, s.message,
         COALESCE(s.attempts, 0) AS attempts, s.next_try_at, s.answered_at, b.hospital_amount, b.fund_amount
    FROM encounter_closures AS c
    JOIN encounters AS e ON e.facility_id = c.facility_id AND e.id = c.encounter_id
    JOIN bills AS b ON b.facility_id = c.facility_id AND b.closure_id = c.id
    LEFT JOIN LATERAL (SELECT n.* FROM claim_submissions AS n WHERE n.facility_id = c.facility_id AND n.encounter_id = c.encounter_id
                        ORDER BY n.number DESC LIMIT 1) AS s ON true
   WHERE c.facility_id = :facilityId AND c.reopened_at IS NULL AND c.closed_at >= :from AND c.closed_at < :until AND e.arrival_category <> '9'
     AND EXISTS (SELECT FROM encounter_coverages AS v WHERE v.facility_id = c.facility_id AND v.encounter_id = c.encounter_id)`;

export interface ClaimQuestion {
  facilityId: string;
  from: string;
  until: string;
  stages: readonly ClaimStage[] | undefined;
  code: string | undefined;
  after: { closedAt: string; encounterId: string } | undefined;
  limit: number;
}

/** The oldest first: it is the most pressing. */
export async function searchClaims(db: Db, { stages, code, after, ...rest }: ClaimQuestion): Promise<ClaimLine[]> {
  return await rows<ClaimLine>(
    db,
    `SELECT * FROM (${LINES}) AS l
      WHERE (CAST(:stages AS text[]) IS NULL OR l.stage = ANY (:stages)) AND (CAST(:code AS text) IS NULL OR strpos(l.encounter_code, :code) > 0)
        AND (CAST(:afterId AS uuid) IS NULL OR (l.closed_at, l.encounter_id) > (CAST(:afterAt AS timestamptz), CAST(:afterId AS uuid)))
      ORDER BY l.closed_at, l.encounter_id LIMIT :limit`,
    {
      ...rest,
      ...{ stages: stages ?? null, code: code ?? null },
      ...{ afterAt: after?.closedAt ?? null, afterId: after?.encounterId ?? null },
    } as never,
  );
}

export interface StageCount {
  stage: ClaimStage;
  count: number;
  fundAmount: string;
  oldestClosedAt: string;
}

/** How many stand where, with their share of the fund. */
export async function countClaims(db: Db, at: { facilityId: string; from: string; until: string }): Promise<StageCount[]> {
  return await rows<StageCount>(
    db,
    `SELECT l.stage, count(*)::int AS count, sum(l.fund_amount) AS fund_amount, min(l.closed_at) AS oldest_closed_at
       FROM (${LINES}) AS l GROUP BY l.stage ORDER BY l.stage`,
    at,
  );
}
