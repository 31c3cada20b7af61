import type { Instant } from '../../domain/dates.ts';
import { rows, type Db } from '../knex.ts';

/** What a visit waits for and what is new in it: a doctor's list shows it, and "waiting for results" follows from it. */
export interface ResultState {
  encounterId: string;
  /** Orders of a reporting desk (laboratory, imaging, functional tests) without an approved result. */
  waiting: number;
  /** Results that count and that nobody of the treating people has opened. */
  unread: number;
  /** Critical ones that no doctor took note of. */
  critical: number;
  lastApprovedAt: Instant | null;
}

const states = `
  SELECT o.encounter_id,
         count(*) FILTER (WHERE o.state = 'ordered')::int AS waiting,
         count(*) FILTER (WHERE o.state = 'performed' AND r.id IS NOT NULL
           AND NOT EXISTS (SELECT FROM result_readings AS g WHERE g.facility_id = r.facility_id AND g.result_id = r.id))::int AS unread,
         count(*) FILTER (WHERE o.state = 'performed' AND r.is_critical
           AND NOT EXISTS (SELECT FROM critical_notices AS n WHERE n.facility_id = r.facility_id AND n.result_id = r.id AND n.kind = 'acknowledged'))::int AS critical,
         max(r.approved_at) AS last_approved_at
    FROM service_orders AS o
    LEFT JOIN LATERAL (
      SELECT z.* FROM order_results AS z WHERE z.facility_id = o.facility_id AND z.order_id = o.id AND z.approved_at IS NOT NULL
       ORDER BY z.number DESC LIMIT 1) AS r ON r.kind <> 'withdrawal'`;

/** The states of some visits; a visit without orders of a reporting desk is not in the answer. */
export async function listResultStates(db: Db, facilityId: string, encounterIds: string[]): Promise<ResultState[]> {
  return await rows<ResultState>(
    db,
    `${states} WHERE o.facility_id = :facilityId AND o.encounter_id = ANY (:encounterIds::uuid[]) AND o.service_group IN ('XN', 'CDHA', 'TDCN')
      AND o.state <> 'cancelled' GROUP BY o.encounter_id ORDER BY o.encounter_id LIMIT 1000`,
    { facilityId, encounterIds } as never,
  );
}

/** All visits in examination that wait for results or have new ones, and visits of any state with a critical value nobody took note of. */
export async function listResultInbox(db: Db, facilityId: string, since: Instant): Promise<(ResultState & { patientName: string })[]> {
  return await rows<ResultState & { patientName: string }>(
    db,
    `SELECT s.*, p.full_name AS patient_name FROM (${states} JOIN encounters AS e ON e.facility_id = o.facility_id AND e.id = o.encounter_id
       WHERE o.facility_id = :facilityId AND o.service_group IN ('XN', 'CDHA', 'TDCN') AND o.state <> 'cancelled'
         AND (e.state = 'in-progress' OR e.started_at >= :since) GROUP BY o.encounter_id) AS s
       JOIN encounters AS v ON v.facility_id = :facilityId AND v.id = s.encounter_id
       JOIN patients AS p ON p.id = v.patient_id
      WHERE s.waiting > 0 OR s.unread > 0 OR s.critical > 0 ORDER BY s.critical DESC, s.last_approved_at DESC NULLS LAST, s.encounter_id LIMIT 500`,
    { facilityId, since },
  );
}
