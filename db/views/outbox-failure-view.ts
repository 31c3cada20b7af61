import type { Instant } from '../../domain/dates.ts';
import { rows, type Db } from '../knex.ts';

/** Why messages did not arrive: the first thing that was said at their last try. Figures inside a path stand as `*`. */
export interface OutboxCause {
  destinationId: string;
  state: 'waiting' | 'refused';
  class: string;
  code: string;
  path: string;
}

export interface OutboxFailure extends OutboxCause {
  destination: string;
  count: number;
  oldestAt: Instant;
}

export interface FailedMessage {
  id: string;
  encounterId: string | null;
  encounterCode: string | null;
  createdAt: Instant;
  attempts: number;
  lastTryAt: Instant;
  nextTryAt: Instant;
}

/**
 * Messages that came back and are the newest of their visit or health check, with the cause. A code that tells which sensitive matter a record is about is told as one that
 * does not: who watches over the line reads no records.
 */
const FAILED = `
  SELECT o.facility_id, o.id, o.destination_id, o.patient_id, o.encounter_id, o.state, o.attempts, o.created_at, o.next_try_at, a.at, a.class, a.code, a.path
    FROM outbox AS o
    CROSS JOIN LATERAL (
      SELECT t.at, t.class,
             CASE WHEN t.issues->0->>'code' = 'fhir_visit_withheld' THEN 'special_category_withheld' ELSE COALESCE(t.issues->0->>'code', '') END AS code,
             regexp_replace(COALESCE(t.issues->0->>'path', ''), '[0-9]+', '*', 'g') AS path
        FROM outbox_attempts AS t
       WHERE t.facility_id = o.facility_id AND t.outbox_id = o.id ORDER BY t.at DESC, t.id DESC LIMIT 1) AS a
   WHERE o.facility_id = :facilityId AND (o.state = 'refused' OR (o.state = 'waiting' AND o.attempts > 0))
     AND NOT EXISTS (SELECT FROM outbox AS n
                      WHERE n.facility_id = o.facility_id AND (n.encounter_id = o.encounter_id OR n.health_check_id = o.health_check_id)
                        AND n.destination_id = o.destination_id AND n.created_at > o.created_at)`;

/** What did not arrive, grouped by cause, the most frequent first. */
export async function listFailures(db: Db, facilityId: string, limit: number): Promise<OutboxFailure[]> {
  return await rows<OutboxFailure>(
    db,
    `SELECT f.destination_id, d.name AS destination, f.state, f.class, f.code, f.path, count(*)::int AS count, min(f.created_at) AS oldest_at
       FROM (${FAILED}) AS f JOIN destinations AS d ON d.id = f.destination_id AND d.removed_at IS NULL
      GROUP BY f.destination_id, d.name, f.state, f.class, f.code, f.path
      ORDER BY count(*) DESC, d.name, f.class, f.code, f.path, f.state LIMIT :limit`,
    { facilityId, limit },
  );
}

/** The messages of one cause, oldest first, all or those named. Nothing of a person. */
export async function listFailed(
  db: Db,
  facilityId: string,
  { cause, ids, limit }: { cause: OutboxCause; ids?: string[]; limit: number },
): Promise<FailedMessage[]> {
  return await rows<FailedMessage>(
    db,
    `SELECT f.id, f.encounter_id, e.code AS encounter_code, f.created_at, f.attempts, f.at AS last_try_at, f.next_try_at
       FROM (${FAILED}) AS f LEFT JOIN encounters AS e ON e.facility_id = f.facility_id AND e.id = f.encounter_id
      WHERE f.destination_id = :destinationId AND f.state = :state AND f.class = :class AND f.code = :code AND f.path = :path
        AND (:ids::uuid[] IS NULL OR f.id = ANY (:ids))
      ORDER BY f.created_at, f.id LIMIT :limit`,
    { facilityId, limit, ...cause, ids: ids ?? null },
  );
}

/** Messages of a person that a missing or withdrawn consent holds back, oldest first; of one destination or of all. */
export async function listHeldForConsent(
  db: Db,
  facilityId: string,
  { patientId, destinationId }: { patientId: string; destinationId: string | null },
): Promise<string[]> {
  const held = await rows<{ id: string }>(
    db,
    `SELECT f.id FROM (${FAILED}) AS f
      WHERE f.patient_id = :patientId AND f.state = 'refused' AND f.class = 'withheld' AND f.code IN ('sharing_withdrawn', 'sharing_not_consented')
        AND (:destinationId::uuid IS NULL OR f.destination_id = :destinationId)
      ORDER BY f.created_at, f.id`,
    { facilityId, patientId, destinationId },
  );
  return held.map(({ id }) => id);
}
