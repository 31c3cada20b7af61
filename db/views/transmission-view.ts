import type { NationalState, SendClass } from '../../domain/prescriptions/national-state.ts';
import type { TransmissionSource } from '../stores/transmission-store.ts';
import { row, rows, type Db } from '../knex.ts';

export interface TransmissionLine {
  id: string;
  code: string;
  type: string;
  signedAt: string;
  doctorId: string;
  doctorName: string;
  state: NationalState;
  source: TransmissionSource | null;
  lastClass: SendClass | null;
  attempts: number;
  nextTryAt: string | null;
  acceptedAt: string | null;
  withdrawnAt: string | null;
}

export interface TransmissionQuestion {
  facilityId: string;
  /** Half-open range of the moment of signing. */
  from: string;
  until: string;
  states: readonly NationalState[] | undefined;
  doctorId: string | undefined;
  code: string | undefined;
  /** Only what the system holds although its doctor took it back. */
  recall: boolean;
  /** The last line of the page before. */
  after: { signedAt: string; id: string } | undefined;
  limit: number;
}

const FROM = `FROM prescription_transmissions AS t
   JOIN prescriptions AS p ON p.facility_id = t.facility_id AND p.id = t.id
   LEFT JOIN prescription_withdrawals AS w ON w.facility_id = t.facility_id AND w.prescription_id = t.id`;
/** Taken back here, still valid there: there is no call that recalls it. */
const RECALL = `(t.state = 'accepted' AND t.source = 'system' AND w.id IS NOT NULL)`;

/** The transmissions of a period, newest first, a page at a time. */
export async function searchTransmissions(db: Db, question: TransmissionQuestion): Promise<TransmissionLine[]> {
  const { after, states, doctorId, code, ...rest } = question;
  return await rows<TransmissionLine>(
    db,
    `SELECT t.id, p.code, p.type, t.signed_at, p.signed_by AS doctor_id, u.full_name AS doctor_name, t.state, t.source, t.last_class, t.attempts,
            t.next_try_at, t.accepted_at, w.withdrawn_at
       ${FROM} JOIN users AS u ON u.id = p.signed_by
      WHERE t.facility_id = :facilityId AND t.signed_at >= :from AND t.signed_at < :until
        AND (CAST(:states AS text[]) IS NULL OR t.state = ANY (:states))
        AND (CAST(:doctorId AS uuid) IS NULL OR p.signed_by = :doctorId)
        AND (CAST(:code AS text) IS NULL OR starts_with(p.code, :code))
        AND (NOT CAST(:recall AS boolean) OR ${RECALL})
        AND (CAST(:afterId AS uuid) IS NULL OR (t.signed_at, t.id) < (CAST(:afterAt AS timestamptz), CAST(:afterId AS uuid)))
      ORDER BY t.signed_at DESC, t.id DESC LIMIT :limit`,
    {
      ...rest,
      ...{ states: states ?? null, doctorId: doctorId ?? null, code: code ?? null },
      ...{ afterAt: after?.signedAt ?? null, afterId: after?.id ?? null },
    } as never,
  );
}

export interface TransmissionSummary {
  counts: { state: NationalState; count: number }[];
  simulated: number;
  recalls: number;
  doctors: { id: string; doctorName: string }[];
  /** Of all days: what has waited longest, and how much waits. */
  oldestQueuedAt: string | null;
  waiting: number;
}

/** How many stand where, of a period; what waits, of all days. */
export async function summariseTransmissions(
  db: Db,
  at: { facilityId: string; from: string; until: string },
): Promise<TransmissionSummary> {
  const period = `t.facility_id = :facilityId AND t.signed_at >= :from AND t.signed_at < :until`;
  const counts = await rows<TransmissionSummary['counts'][number]>(
    db,
    `SELECT t.state, count(*)::int AS count FROM prescription_transmissions AS t WHERE ${period} GROUP BY t.state ORDER BY t.state`,
    at,
  );
  const special = await row<Pick<TransmissionSummary, 'simulated' | 'recalls'>>(
    db,
    `SELECT count(*) FILTER (WHERE t.state = 'accepted' AND t.source = 'simulator')::int AS simulated, count(*) FILTER (WHERE ${RECALL})::int AS recalls
       ${FROM} WHERE ${period}`,
    at,
  );
  const waiting = await row<Pick<TransmissionSummary, 'oldestQueuedAt' | 'waiting'>>(
    db,
    `SELECT min(t.queued_at) AS oldest_queued_at, count(*)::int AS waiting FROM prescription_transmissions AS t
      WHERE t.facility_id = :facilityId AND t.state IN ('queued', 'sending')`,
    at,
  );
  const doctors = await rows<TransmissionSummary['doctors'][number]>(
    db,
    `SELECT u.id, u.full_name AS doctor_name FROM users AS u
      WHERE u.id IN (SELECT p.signed_by ${FROM} WHERE ${period}) ORDER BY u.full_name, u.id LIMIT 300`,
    at,
  );
  if (special === undefined || waiting === undefined) throw new Error('a count returned no row');
  return { counts, doctors, ...special, ...waiting };
}

export interface SheetTransmission {
  id: string;
  state: NationalState;
  source: TransmissionSource | null;
  lastClass: SendClass | null;
  issues: { code: string; path: string; severity: 'error' | 'warning' | 'information'; params?: Record<string, string | number> }[];
}

/** Where the prescriptions of a visit stand, for the doctor's desk. */
export async function listTransmissionsOfVisit(db: Db, facilityId: string, encounterId: string): Promise<SheetTransmission[]> {
  return await rows<SheetTransmission>(
    db,
    `SELECT t.id, t.state, t.source, t.last_class, t.issues FROM prescription_transmissions AS t
       JOIN prescriptions AS p ON p.facility_id = t.facility_id AND p.id = t.id
      WHERE p.facility_id = :facilityId AND p.encounter_id = :encounterId ORDER BY t.id LIMIT 50`,
    { facilityId, encounterId },
  );
}

/** The code that stands in the place of a prescription, and the one it stands in for. */
export async function findReplacedCodes(
  db: Db,
  facilityId: string,
  id: string,
): Promise<{ replacedByCode: string | null; replacesCode: string | null }> {
  const found = await row<{ replacedByCode: string | null; replacesCode: string | null }>(
    db,
    `SELECT (SELECT p.code FROM prescriptions AS p WHERE p.facility_id = t.facility_id AND p.id = t.replaced_by) AS replaced_by_code,
            (SELECT p.code FROM prescription_transmissions AS x JOIN prescriptions AS p ON p.facility_id = x.facility_id AND p.id = x.id
              WHERE x.facility_id = t.facility_id AND x.replaced_by = t.id ORDER BY x.signed_at DESC LIMIT 1) AS replaces_code
       FROM prescription_transmissions AS t WHERE t.facility_id = :facilityId AND t.id = :id`,
    { facilityId, id },
  );
  return found ?? { replacedByCode: null, replacesCode: null };
}
