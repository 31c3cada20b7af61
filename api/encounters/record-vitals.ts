import { auditSubject, write } from '../../db/doors.ts';
import { lockEncounter, replaceObservations, touchEncounter } from '../../db/stores/encounter-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { localDay, monthsBetween } from '../../domain/dates.ts';
import { checkVitals } from '../../domain/encounters/check-vitals.ts';
import { derivedId } from '../../domain/ids.ts';
import { error, errorsOf } from '../../domain/issue.ts';
import type { VitalKind } from '../../domain/visits/visit-record.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { RecordVitals, VersionView } from './encounter-schemas.ts';

/** Writes vitals; a nurse may do so while the patient still waits. A newer value takes the place of the older one of its kind. */
export async function recordVitals(ctx: ApiCtx, encounterId: string, { version, values }: RecordVitals): Promise<VersionView> {
  const given = Object.entries(values).filter((pair): pair is [VitalKind, string] => pair[1] !== undefined);
  const issues = given.length === 0 ? [error('vitals_empty', 'values')] : checkVitals(Object.fromEntries(given));
  if (errorsOf(issues).length > 0) throw rejected(issues);
  return await write(ctx, 'encounter.vitals', async (tx) => {
    const encounter = await lockEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    if (encounter.state !== 'planned' && encounter.state !== 'in-progress') throw conflict('encounter_already_closed');
    if (encounter.version !== version) throw conflict('stale_version', 'version');
    await replaceObservations(
      tx,
      encounter,
      given.map(([kind, value]) => ({
        facilityId: ctx.facilityId,
        id: derivedId(ctx.facilityId, 'observation', encounterId, kind, String(version)),
        encounterId,
        kind,
        value,
        takenAt: ctx.now,
        practitionerId: ctx.actor.userId,
      })),
      ctx.now,
    );
    auditSubject(tx, { patientId: encounter.patientId, encounterId });
    const patient = await findPatient(tx, encounter.patientId);
    const ageMonths = patient === undefined ? undefined : monthsBetween(patient.birthDate, localDay(ctx.now));
    // What is impossible was refused above; what is unusual depends on the age.
    return { version: await touchEncounter(tx, encounter), issues: checkVitals(Object.fromEntries(given), ageMonths) };
  });
}
