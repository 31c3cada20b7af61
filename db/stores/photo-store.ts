import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export interface PatientPhoto {
  id: string;
  patientId: string;
  kind: 'person' | 'paper';
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  /** Sealed. */
  content: Buffer;
  takenAt: string;
  takenBy: string;
}

export async function insertPhoto(tx: WriteTx, photo: PatientPhoto): Promise<void> {
  await tx('patientPhotos').insert(photo);
}

export async function listPatientPhotos(db: Db, patientId: string): Promise<Omit<PatientPhoto, 'patientId' | 'content' | 'takenBy'>[]> {
  return await rows(
    db,
    `SELECT f.id, f.kind, f.media_type, f.taken_at FROM patient_photos AS f
      WHERE f.patient_id = :patientId AND f.retracted_at IS NULL ORDER BY f.taken_at DESC, f.id LIMIT 20`,
    { patientId },
  );
}

export async function findPhoto(db: Db, patientId: string, id: string): Promise<PatientPhoto | undefined> {
  return await db<PatientPhoto>('patientPhotos')
    .where({ patientId, id })
    .whereNull('retractedAt' as never)
    .first();
}
