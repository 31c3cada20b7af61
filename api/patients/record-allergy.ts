import { auditSubject, write } from '../../db/doors.ts';
import { insertAllergy, listAllergies, setAllergyStatus } from '../../db/stores/patient-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict } from '../http/errors.ts';
import type { NewAllergy } from './patient-schemas.ts';
import { lockLivePatient } from './save-patient.ts';

/** Adds an allergy. Allergies are only added here; removing one needs a reason and is another act. */
export async function recordAllergy(ctx: ApiCtx, patientId: string, allergy: NewAllergy): Promise<{ id: string }> {
  return await write(ctx, 'patient.allergy.add', async (tx) => {
    const patient = await lockLivePatient(tx, patientId);
    await insertAllergy(tx, patient.id, {
      id: allergy.id,
      substance: allergy.substance,
      atcCode: allergy.atcCode ?? null,
      reaction: allergy.reaction || null,
      recordedBy: ctx.actor.userId,
      recordedAt: ctx.now,
    });
    await setAllergyStatus(tx, patient, 'known');
    auditSubject(tx, { patientId, objectId: allergy.id });
    return { id: allergy.id };
  });
}

/** Notes that the person was asked and has none. Refused while one is on record: an allergy is never lost to a click. */
export async function recordNoAllergies(ctx: ApiCtx, patientId: string): Promise<{ id: string }> {
  return await write(ctx, 'patient.allergy.none', async (tx) => {
    const patient = await lockLivePatient(tx, patientId);
    if ((await listAllergies(tx, patient.id)).length > 0) throw conflict('allergies_on_record');
    await setAllergyStatus(tx, patient, 'none-known');
    auditSubject(tx, { patientId });
    return { id: patientId };
  });
}
