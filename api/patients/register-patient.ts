import { auditSubject, write } from '../../db/doors.ts';
import type { ApiCtx } from '../http/context.ts';
import type { EditPatient, NewPatient } from './patient-schemas.ts';
import { saveEditedPatient, saveNewPatient } from './save-patient.ts';

/** Writes a person of the province without a visit. */
export async function registerPatient(ctx: ApiCtx, { id, knownDistinct, ...data }: NewPatient): Promise<{ id: string }> {
  return await write(ctx, 'patient.register', async (tx) => {
    await saveNewPatient(tx, ctx, { id, data, isDemo: false, knownDistinct });
    auditSubject(tx, { patientId: id });
    return { id };
  });
}

/** Changes a person against the version the desk saw. */
export async function editPatient(ctx: ApiCtx, id: string, { version, ...data }: EditPatient): Promise<{ id: string }> {
  return await write(ctx, 'patient.edit', async (tx) => {
    await saveEditedPatient(tx, ctx, { id, version, data });
    auditSubject(tx, { patientId: id });
    return { id };
  });
}
