import type { NewerCard, PortalAudit, PortalCard, PortalVisit } from '../../domain/insurance/portal-answer.ts';
import type { PortalAction, Reading, Verdict } from '../../domain/insurance/read-portal-answer.ts';
import type { Issue } from '../../domain/issue.ts';
import { enqueue, type WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

/** What the insurer said of a card, to whom and when. Only grows. */
export interface EligibilityCheck {
  facilityId: string;
  id: string;
  patientId: string | null;
  askedNumber: string;
  askedName: string;
  askedBirth: string;
  askedAt: string;
  askedBy: string;
  source: 'portal' | 'simulator';
  state: 'answered' | 'not-answered';
  resultCode: string | null;
  verdict: Verdict;
  action: PortalAction;
  sentence: Issue;
  outcome: {
    card: PortalCard | null;
    newerCard: NewerCard | null;
    differences: Reading['differences'];
    history: PortalVisit[];
    audits: PortalAudit[];
    note: string | null;
  };
  raw: unknown;
}

export async function insertEligibilityCheck(tx: WriteTx, check: EligibilityCheck): Promise<void> {
  const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value));
  await tx('eligibilityChecks').insert({
    ...check,
    sentence: json(check.sentence),
    outcome: json(check.outcome),
    raw: json(check.raw),
  });
}

export async function findEligibilityCheck(db: Db, facilityId: string, id: string): Promise<EligibilityCheck | undefined> {
  return await db<EligibilityCheck>('eligibilityChecks').where({ facilityId, id }).first();
}

/** Has the worker ask the insurer about a card that is in use; the same card waits once. */
export async function queueEligibilityCheck(
  tx: WriteTx,
  coverage: { facilityId: string; encounterId: string; coverageId: string },
  attempt: number,
  runAt?: string,
): Promise<void> {
  await enqueue(
    tx,
    'check-eligibility',
    { ...coverage, attempt: String(attempt) },
    // One at a time: a silent portal must not hold up every job of the worker.
    { queue: 'portal', key: `eligibility:${coverage.coverageId}`, ...(runAt === undefined ? {} : { runAt }) },
  );
}

export interface EligibilityAlert {
  encounterId: string;
  encounterCode: string;
  encounterState: string;
  patientId: string;
  patientName: string;
  cardNumber: string;
  startedAt: string;
  verification: 'not-verified' | 'refused';
  resultCode: string | null;
  source: 'portal' | 'simulator' | null;
  sentence: Issue | null;
  action: PortalAction | null;
  askedAt: string | null;
}

/** Visits begun since then whose last card was refused or is still unverified; refused ones first. Visits that pay for themselves are none. */
export async function listEligibilityAlerts(
  db: Db,
  facilityId: string,
  range: { from: string; until: string; limit: number },
): Promise<EligibilityAlert[]> {
  return await rows<EligibilityAlert>(
    db,
    `SELECT e.id AS encounter_id, e.code AS encounter_code, e.state AS encounter_state, p.id AS patient_id, p.full_name AS patient_name,
            v.card_number, e.started_at, v.verification, c.result_code, c.source, c.sentence, c.action, c.asked_at
       FROM encounters AS e
       JOIN patients AS p ON p.id = e.patient_id
       JOIN LATERAL (SELECT u.card_number, u.verification, u.eligibility_check_id FROM encounter_coverages AS u
                      WHERE u.facility_id = e.facility_id AND u.encounter_id = e.id ORDER BY u.used_from DESC, u.sequence DESC, u.id DESC LIMIT 1) AS v ON true
       LEFT JOIN eligibility_checks AS c ON c.facility_id = e.facility_id AND c.id = v.eligibility_check_id
      WHERE e.facility_id = :facilityId AND e.started_at >= :from AND e.started_at < :until AND e.state <> 'cancelled'
        AND e.arrival_category <> '9' AND v.verification <> 'verified'
      ORDER BY (v.verification = 'refused') DESC, e.started_at, e.id LIMIT :limit`,
    { facilityId, ...range },
  );
}
