import type { Instant } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

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

/** A decision stays with the record it was made for; after a merge it holds for the survivor. */
const OF_PERSON = `s.patient_id IN (SELECT p.id FROM patients AS p WHERE p.id = :patientId OR p.merged_into = :patientId)`;

export async function insertConsent(tx: WriteTx, consent: SharingConsent): Promise<void> {
  await tx('sharingConsents').insert(consent);
}

/** What a person decided last about this destination, or about all; undefined when nothing was decided in this facility. */
export async function findConsent(
  db: Db,
  { facilityId, patientId, destinationId }: Pick<SharingConsent, 'facilityId' | 'patientId'> & { destinationId: string },
): Promise<ConsentDecision | undefined> {
  const found = await row<{ decision: ConsentDecision }>(
    db,
    `SELECT s.decision FROM sharing_consents AS s
      WHERE s.facility_id = :facilityId AND ${OF_PERSON} AND (s.destination_id IS NULL OR s.destination_id = :destinationId)
      ORDER BY s.decided_at DESC, s.id DESC LIMIT 1`,
    { facilityId, patientId, destinationId },
  );
  return found?.decision;
}

/** The same of many people; who decided nothing is not in it. */
export async function findConsents(
  db: Db,
  { facilityId, patientIds, destinationId }: { facilityId: string; patientIds: string[]; destinationId: string },
): Promise<Map<string, ConsentDecision>> {
  const found = await rows<{ patientId: string; decision: ConsentDecision }>(
    db,
    `SELECT DISTINCT ON (s.patient_id) s.patient_id, s.decision FROM sharing_consents AS s
      WHERE s.facility_id = :facilityId AND s.patient_id = ANY (:patientIds::uuid[])
        AND (s.destination_id IS NULL OR s.destination_id = :destinationId)
      ORDER BY s.patient_id, s.decided_at DESC, s.id DESC LIMIT :limit`,
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
