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
      WHERE s.facility_id = :facilityId AND s.patient_id = :patientId AND (s.destination_id IS NULL OR s.destination_id = :destinationId)
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
