import { auditSubject, write } from '../../db/doors.ts';
import { updateEncounter } from '../../db/stores/encounter-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { VersionView, WriteFindings } from './encounter-schemas.ts';

/** Writes history and provisional diagnosis in words; a field that is left out stays as it was. */
export async function writeFindings(ctx: ApiCtx, encounterId: string, { version, ...findings }: WriteFindings): Promise<VersionView> {
  return await write(ctx, 'encounter.findings', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId, version);
    auditSubject(tx, { patientId: encounter.patientId, encounterId });
    const { history = encounter.history, arrivalDiagnosis = encounter.arrivalDiagnosis } = findings;
    // An emptied field is a field nobody filled.
    const written = { history: history || null, arrivalDiagnosis: arrivalDiagnosis || null };
    return { version: await updateEncounter(tx, encounter, written), issues: [] };
  });
}
