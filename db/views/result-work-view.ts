import type { Day, Instant } from '../../domain/dates.ts';
import { row, rows, type Db } from '../knex.ts';

/** An order as a reporting desk sees it. */
export interface WorkRow {
  orderId: string;
  encounterId: string;
  encounterCode: string;
  encounterState: 'planned' | 'in-progress' | 'finished' | 'cancelled';
  patientId: string;
  fullName: string;
  sex: 'male' | 'female' | 'unknown';
  birthDate: Day;
  birthPrecision: string;
  serviceCode: string;
  serviceName: string;
  serviceGroup: string;
  urgent: boolean;
  reason: string | null;
  orderedAt: Instant;
  orderedBy: string;
  orderedByName: string;
  roomCode: string;
  state: 'ordered' | 'performed' | 'cancelled';
  /** What the catalogue says the service is measured in. */
  neededSpecimen: string | null;
  specimenId: string | null;
  specimenNumber: string | null;
  specimenKind: string | null;
  takenAt: Instant | null;
  receivedAt: Instant | null;
  rejectReason: string | null;
  hasDraft: boolean;
  isCritical: boolean;
}

const columns = `
  o.id AS order_id, o.encounter_id, e.code AS encounter_code, e.state AS encounter_state, p.id AS patient_id, p.full_name, p.sex, p.birth_date,
  p.birth_precision, o.service_code, o.service_name, o.service_group, o.urgent, o.reason, o.ordered_at, o.ordered_by, d.full_name AS ordered_by_name,
  m.code AS room_code, o.state,
  (SELECT l.specimen FROM lab_services AS l WHERE l.service_code = o.service_code ORDER BY l.valid_from DESC LIMIT 1) AS needed_specimen, s.id AS specimen_id, s.number AS specimen_number, s.kind AS specimen_kind, s.taken_at, s.received_at,
  CASE WHEN s.id IS NULL THEN j.reject_reason END AS reject_reason,
  COALESCE(r.approved_at IS NULL AND r.id IS NOT NULL, false) AS has_draft, COALESCE(r.is_critical, false) AS is_critical`;

const joined = `
  FROM service_orders AS o
  JOIN encounters AS e ON e.facility_id = o.facility_id AND e.id = o.encounter_id
  JOIN patients AS p ON p.id = e.patient_id
  JOIN users AS d ON d.id = o.ordered_by
  JOIN rooms AS m ON m.facility_id = e.facility_id AND m.id = e.room_id
  LEFT JOIN LATERAL (
    SELECT x.* FROM specimen_orders AS y JOIN specimens AS x ON x.facility_id = y.facility_id AND x.id = y.specimen_id
     WHERE y.facility_id = o.facility_id AND y.order_id = o.id AND x.rejected_at IS NULL ORDER BY x.taken_at DESC, x.id LIMIT 1) AS s ON true
  LEFT JOIN LATERAL (
    SELECT x.reject_reason FROM specimen_orders AS y JOIN specimens AS x ON x.facility_id = y.facility_id AND x.id = y.specimen_id
     WHERE y.facility_id = o.facility_id AND y.order_id = o.id AND x.rejected_at IS NOT NULL ORDER BY x.rejected_at DESC, x.id LIMIT 1) AS j ON true
  LEFT JOIN LATERAL (
    SELECT z.id, z.kind, z.approved_at, z.is_critical FROM order_results AS z
     WHERE z.facility_id = o.facility_id AND z.order_id = o.id ORDER BY z.number DESC LIMIT 1) AS r ON r.kind <> 'withdrawal'`;

/** What a desk has to do, however old, and what it finished on a day; the urgent first, then in the order of asking. */
export async function listWork(
  db: Db,
  facilityId: string,
  of: { groups: readonly string[]; from: Instant; until: Instant; limit: number },
): Promise<WorkRow[]> {
  return await rows<WorkRow>(
    db,
    `SELECT ${columns} ${joined}
      WHERE o.facility_id = :facilityId AND o.service_group = ANY (:groups::text[])
        AND ((o.state = 'ordered' AND e.state IN ('planned', 'in-progress')) OR (o.state = 'performed' AND COALESCE(r.approved_at, o.performed_at) >= :from AND COALESCE(r.approved_at, o.performed_at) < :until))
      ORDER BY o.state <> 'ordered', o.urgent DESC, o.ordered_at, o.id LIMIT :limit`,
    { facilityId, ...of } as never,
  );
}

/** One order of a desk; undefined when it is another desk's. */
export async function findWork(
  db: Db,
  facilityId: string,
  of: { groups: readonly string[]; orderId: string },
): Promise<WorkRow | undefined> {
  return await row<WorkRow>(
    db,
    `SELECT ${columns} ${joined} WHERE o.facility_id = :facilityId AND o.id = :orderId AND o.service_group = ANY (:groups::text[])`,
    { facilityId, ...of } as never,
  );
}

/** What stands in the book of a desk for a span of time: first issues, corrections, withdrawals, and what waits for approval. */
export async function countBook(
  db: Db,
  facilityId: string,
  of: { groups: readonly string[]; from: Instant; until: Instant },
): Promise<{ approved: number; corrected: number; withdrawn: number; open: number }> {
  const counted = await row<{ approved: number; corrected: number; withdrawn: number; open: number }>(
    db,
    `SELECT count(*) FILTER (WHERE r.kind = 'result' AND r.approved_at IS NOT NULL)::int AS approved,
            count(*) FILTER (WHERE r.kind = 'correction')::int AS corrected,
            count(*) FILTER (WHERE r.kind = 'withdrawal')::int AS withdrawn,
            count(*) FILTER (WHERE r.approved_at IS NULL AND o.state = 'ordered')::int AS open
       FROM order_results AS r
       JOIN service_orders AS o ON o.facility_id = r.facility_id AND o.id = r.order_id
      WHERE r.facility_id = :facilityId AND o.service_group = ANY (:groups::text[])
        AND COALESCE(r.approved_at, r.entered_at) >= :from AND COALESCE(r.approved_at, r.entered_at) < :until`,
    { facilityId, ...of } as never,
  );
  return counted ?? { approved: 0, corrected: 0, withdrawn: 0, open: 0 };
}
