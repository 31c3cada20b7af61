import type { Instant } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export type ConsentDecision = 'given' | 'withdrawn';

export interface SharingConsent {
  facilityId: string;
  id: string;
  patientId: string;
  /** Null: every destination. */
  destinationId: string | null;
  decision: ConsentDecision;
  evidence: string;
  decidedAt: Instant;
  recordedBy: string;
}

/** A decision stays with the record it was made for; after a merge it holds for the survivor too. */
const OF_PERSON = `s.patient_id IN (SELECT p.id FROM patients AS p WHERE p.id = :patientId OR p.merged_into = :patientId)`;

export async function insertConsent(tx: WriteTx, consent: SharingConsent): Promise<void> {
  await tx('sharingConsents').insert(consent);
}

interface Asked {
  facilityId: string;
  destinationId: string;
}

/** What a person decided last about this destination, or about all; undefined when nothing was decided in this facility. */
export async function findConsent(db: Db, { patientId, ...asked }: Asked & { patientId: string }): Promise<ConsentDecision | undefined> {
  return (await findConsents(db, { ...asked, patientIds: [patientId] })).get(patientId);
}

/** The same of many people; who decided nothing is not in it. A decision made for a record holds for the one it was merged into. */
export async function findConsents(
  db: Db,
  { facilityId, patientIds, destinationId }: Asked & { patientIds: string[] },
): Promise<Map<string, ConsentDecision>> {
  const found = await rows<{ patientId: string; decision: ConsentDecision }>(
    db,
    `SELECT DISTINCT ON (w.id) w.id AS patient_id, s.decision FROM unnest(:patientIds::uuid[]) AS w (id)
       CROSS JOIN LATERAL (SELECT w.id UNION SELECT m.id FROM patients AS m WHERE m.merged_into = w.id) AS p
       JOIN sharing_consents AS s ON s.facility_id = :facilityId AND s.patient_id = p.id
        AND (s.destination_id IS NULL OR s.destination_id = :destinationId)
      ORDER BY w.id, s.decided_at DESC, s.id DESC LIMIT :limit`,
    { facilityId, patientIds, destinationId, limit: patientIds.length } as never,
  );
  return new Map(found.map(({ patientId, decision }) => [patientId, decision]));
}

export interface ConsentLine extends Pick<SharingConsent, 'id' | 'destinationId' | 'decision' | 'evidence' | 'decidedAt'> {
  /** Null: every destination. */
  destination: string | null;
  recordedByName: string;
}

/** What a person decided at a facility, newest first. */
export async function listConsents(
  db: Db,
  { facilityId, patientId, limit }: Pick<SharingConsent, 'facilityId' | 'patientId'> & { limit: number },
): Promise<ConsentLine[]> {
  return await rows<ConsentLine>(
    db,
    `SELECT s.id, s.destination_id, d.name AS destination, s.decision, s.evidence, s.decided_at, u.full_name AS recorded_by_name
       FROM sharing_consents AS s
       JOIN users AS u ON u.id = s.recorded_by
       LEFT JOIN destinations AS d ON d.id = s.destination_id
      WHERE s.facility_id = :facilityId AND ${OF_PERSON}
      ORDER BY s.decided_at DESC, s.id DESC LIMIT :limit`,
    { facilityId, patientId, limit },
  );
}
