import type { Instant } from '../../domain/dates.ts';
import type { Issue } from '../../domain/issue.ts';
import { rows, type Db } from '../knex.ts';
import type { OutboxRow } from '../stores/outbox-store.ts';

export interface ClosedVisit {
  encounterId: string;
  patientId: string;
}

/** Closed visits of a facility, oldest first: one by its MA_LK, or those closed in a half-open range. */
export async function listClosedVisits(
  db: Db,
  facilityId: string,
  { code, from, until }: { code?: string; from?: Instant; until?: Instant },
): Promise<ClosedVisit[]> {
  return await rows<ClosedVisit>(
    db,
    `SELECT e.id AS encounter_id, e.patient_id
       FROM encounters AS e
       JOIN encounter_closures AS c ON c.facility_id = e.facility_id AND c.encounter_id = e.id AND c.reopened_at IS NULL
      WHERE e.facility_id = :facilityId
        AND (:code::text IS NULL OR e.code = :code)
        AND (:from::timestamptz IS NULL OR c.closed_at >= :from)
        AND (:until::timestamptz IS NULL OR c.closed_at < :until)
      ORDER BY c.closed_at, e.id`,
    { facilityId, code: code ?? null, from: from ?? null, until: until ?? null },
  );
}

/** The closed visits of a person at a facility, newest first. */
export async function listClosedVisitsOf(
  db: Db,
  facilityId: string,
  { patientId, limit }: { patientId: string; limit: number },
): Promise<{ encounterId: string; code: string; closedAt: Instant }[]> {
  return await rows(
    db,
    `SELECT e.id AS encounter_id, e.code, c.closed_at
       FROM encounters AS e
       JOIN encounter_closures AS c ON c.facility_id = e.facility_id AND c.encounter_id = e.id AND c.reopened_at IS NULL
      WHERE e.facility_id = :facilityId AND e.patient_id = :patientId
      ORDER BY c.closed_at DESC, e.id DESC LIMIT :limit`,
    { facilityId, patientId, limit },
  );
}

export interface OutboxLine extends Pick<OutboxRow, 'id' | 'encounterId' | 'topic' | 'state' | 'attempts' | 'createdAt'> {
  destination: string;
  nextTryAt: Instant;
  /** Of the last try; null before the first. */
  class: string | null;
  httpStatus: number | null;
  issues: Issue[] | null;
}

/** Messages of a facility with what came back last, newest first. Nothing of a person. */
export async function listOutbox(
  db: Db,
  facilityId: string,
  { destinationId, state, limit }: { destinationId?: string; state?: OutboxRow['state']; limit: number },
): Promise<OutboxLine[]> {
  return await rows<OutboxLine>(
    db,
    `SELECT o.id, o.encounter_id, o.topic, o.state, o.attempts, o.created_at, o.next_try_at, d.name AS destination,
            a.class, a.http_status, a.issues
       FROM outbox AS o
       JOIN destinations AS d ON d.id = o.destination_id
       LEFT JOIN LATERAL (SELECT t.class, t.http_status, t.issues FROM outbox_attempts AS t
                           WHERE t.facility_id = o.facility_id AND t.outbox_id = o.id ORDER BY t.at DESC, t.id DESC LIMIT 1) AS a ON true
      WHERE o.facility_id = :facilityId
        AND (:destinationId::uuid IS NULL OR o.destination_id = :destinationId)
        AND (:state::text IS NULL OR o.state = :state)
      ORDER BY o.created_at DESC, o.id DESC LIMIT :limit`,
    { facilityId, destinationId: destinationId ?? null, state: state ?? null, limit },
  );
}

/** Messages in a state, oldest first, to be put in line. */
export async function listMessages(
  db: Db,
  facilityId: string,
  { destinationId, state, limit }: { destinationId?: string; state: OutboxRow['state']; limit?: number },
): Promise<OutboxRow[]> {
  return await rows<OutboxRow>(
    db,
    `SELECT o.facility_id, o.id, o.destination_id, o.patient_id, o.encounter_id, o.topic, o.state, o.attempts, o.content_hash,
            o.created_at, o.leased_until, o.replaced_patient_id, o.health_check_id
       FROM outbox AS o
      WHERE o.facility_id = :facilityId AND o.state = :state AND (:destinationId::uuid IS NULL OR o.destination_id = :destinationId)
      ORDER BY o.created_at, o.id LIMIT :limit`,
    { facilityId, state, destinationId: destinationId ?? null, limit: limit ?? null },
  );
}
