import type { HealthCheckTable } from '../../domain/health-checks/health-check-record.ts';
import type { WriteTx } from '../doors.ts';
import { row, type Db } from '../knex.ts';

export interface HealthCheck {
  facilityId: string;
  id: string;
  patientId: string;
  /** As the program that wrote it names it. */
  recordId: string;
  concludedAt: string;
  tables: HealthCheckTable[];
  contentDigest: string;
  recordedAt: string;
}

/** Keeps a record as it is now; a correction takes the place of what was there, which the change log keeps. Waits for whoever writes the same one. */
export async function saveHealthCheck(tx: WriteTx, record: HealthCheck): Promise<void> {
  await tx('healthChecks')
    .insert({ ...record, tables: JSON.stringify(record.tables) })
    .onConflict(['facilityId', 'id'])
    .merge(['patientId', 'concludedAt', 'tables', 'contentDigest', 'recordedAt']);
}

/** The record with the person it belongs to now, should theirs have been merged into another one. */
export async function findHealthCheck(db: Db, facilityId: string, id: string): Promise<HealthCheck | undefined> {
  return await row<HealthCheck>(
    db,
    `SELECT h.facility_id, h.id, COALESCE(p.merged_into, p.id) AS patient_id, h.record_id, h.concluded_at, h.tables, h.content_digest, h.recorded_at
       FROM health_checks AS h JOIN patients AS p ON p.id = h.patient_id WHERE h.facility_id = :facilityId AND h.id = :id`,
    { facilityId, id },
  );
}
