import type { Day } from '../../domain/dates.ts';
import { isSensitiveDiagnosis } from '../../domain/records/sensitive-diagnosis.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export interface Condition {
  id: string;
  version: number;
  patientId: string;
  /** Where it was written down. */
  facilityId: string;
  icdCode: string;
  icdVersion: string;
  name: string;
  since: string | null;
  note: string | null;
  recordedAt: string;
  recordedBy: string;
  endedOn: Day | null;
}

/**
 * Long-term conditions of a person as a facility may see them, also those of records that were merged with this one: what tells of HIV only where it was
 * written down. Active ones first.
 */
export async function listConditions(db: Db, facilityId: string, patientId: string): Promise<Condition[]> {
  const found = await rows<Condition>(
    db,
    `SELECT c.id, c.version, c.patient_id, c.facility_id, c.icd_code, c.icd_version, c.name, c.since, c.note, c.recorded_at, c.recorded_by, c.ended_on
       FROM patient_conditions AS c
      WHERE c.retracted_at IS NULL AND c.patient_id IN (
        SELECT CAST(:patientId AS uuid)
        UNION ALL SELECT p.merged_into FROM patients AS p WHERE p.id = :patientId
        UNION ALL SELECT p.id FROM patients AS p WHERE p.merged_into = :patientId)
      ORDER BY c.ended_on IS NOT NULL, c.since NULLS LAST, c.icd_code, c.id LIMIT 100`,
    { patientId },
  );
  return found.filter((one) => one.facilityId === facilityId || !isSensitiveDiagnosis(one.icdCode));
}

export async function insertCondition(tx: WriteTx, condition: Omit<Condition, 'version' | 'endedOn'>): Promise<void> {
  await tx('patientConditions').insert(condition);
}

/** Changes what was seen at `version` and returns the new one; undefined when somebody was faster. */
export async function updateCondition(
  tx: WriteTx,
  { id, version }: Pick<Condition, 'id' | 'version'>,
  fields: Partial<Pick<Condition, 'since' | 'note' | 'endedOn'>> & { changedBy: string; retractedAt?: string; retractionReason?: string },
): Promise<number | undefined> {
  const [updated] = await tx<{ version: number }>('patientConditions')
    .where({ id, version } as never)
    .update(fields as never)
    .returning('version');
  return updated?.version;
}
