import type { Instant } from '../../domain/dates.ts';
import type { Db } from '../knex.ts';
import { rows } from '../knex.ts';

/** What a person weighed at the visits here, oldest first, the newest hundred. */
export async function listWeights(db: Db, facilityId: string, patientId: string): Promise<{ takenAt: Instant; weight: string }[]> {
  return await rows(
    db,
    `SELECT w.taken_at, w.weight FROM (
       SELECT o.taken_at, o.value::text AS weight, o.id FROM encounters AS e
         JOIN observations AS o ON o.facility_id = e.facility_id AND o.encounter_id = e.id AND o.superseded_at IS NULL AND o.kind = 'weight'
        WHERE e.facility_id = :facilityId AND e.patient_id = :patientId
        ORDER BY o.taken_at DESC, o.id LIMIT 100) AS w
      ORDER BY w.taken_at, w.id`,
    { facilityId, patientId },
  );
}
