import type { ReproductiveAnswer } from '../../domain/patients/reproductive-state.ts';
import type { WriteTx } from '../doors.ts';
import { row, type Db } from '../knex.ts';

export interface NewReproductiveState extends Omit<ReproductiveAnswer, 'askedOn'> {
  id: string;
  patientId: string;
  askedAt: string;
  askedBy: string;
}

/** There is no update: asked again is another answer. */
export async function insertReproductiveState(tx: WriteTx, state: NewReproductiveState): Promise<void> {
  await tx('reproductiveStates').insert(state);
}

/** The newest answer; also one of the record this one was merged into. */
export async function findReproductiveAnswer(db: Db, patientId: string): Promise<ReproductiveAnswer | undefined> {
  return await row<ReproductiveAnswer>(
    db,
    `SELECT (s.asked_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS asked_on, s.pregnant, s.due_on, s.breastfeeding
       FROM reproductive_states AS s
      WHERE s.patient_id IN (SELECT CAST(:patientId AS uuid) UNION ALL SELECT p.merged_into FROM patients AS p WHERE p.id = :patientId)
      ORDER BY s.asked_at DESC, s.id DESC LIMIT 1`,
    { patientId },
  );
}
