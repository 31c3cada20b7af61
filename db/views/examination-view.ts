import type { Instant } from '../../domain/dates.ts';
import { row, type Db } from '../knex.ts';

/** How many examinations of a person count in this facility inside a span of time: the next one's place in the row decides its ratio. */
export async function countExaminations(
  db: Db,
  facilityId: string,
  of: { patientId: string; from: Instant; until: Instant },
): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM encounters AS e
       JOIN charge_lines AS c ON c.facility_id = e.facility_id AND c.encounter_id = e.id
      WHERE e.facility_id = :facilityId AND e.patient_id = :patientId AND c.kind = 'examination' AND c.cancelled_at IS NULL
        AND c.performed_at >= :from AND c.performed_at < :until`,
    { facilityId, ...of },
  );
  return found?.count ?? 0;
}

/** True when somebody diagnosed, ordered or prescribed in the visit since then: that person was seen. */
export async function hasRecordsSince(
  db: Db,
  facilityId: string,
  by: { encounterId: string; userId: string; since: Instant },
): Promise<boolean> {
  const found = await row<{ seen: boolean }>(
    db,
    `SELECT EXISTS (SELECT FROM diagnoses AS d WHERE d.facility_id = :facilityId AND d.encounter_id = :encounterId
                       AND d.recorded_by = :userId AND d.recorded_at >= :since)
         OR EXISTS (SELECT FROM service_orders AS o WHERE o.facility_id = :facilityId AND o.encounter_id = :encounterId
                       AND o.ordered_by = :userId AND o.ordered_at >= :since)
         OR EXISTS (SELECT FROM prescriptions AS p WHERE p.facility_id = :facilityId AND p.encounter_id = :encounterId
                       AND p.signed_by = :userId AND p.signed_at >= :since) AS seen`,
    { facilityId, ...by },
  );
  return found?.seen ?? false;
}
