import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { type ConsentDecision, insertConsent } from '../../db/stores/consent-store.ts';
import { findPatientByNumber } from '../../db/stores/patient-store.ts';
import { newId } from '../../domain/ids.ts';
import { error } from '../../domain/issue.ts';
import { notFound, rejected } from '../http/errors.ts';
import { getDestination } from './change-destination.ts';

export interface NewConsent {
  /** MA_BN, the number the facility gave. */
  patientNumber: string;
  /** Name of a destination; every one unless told. */
  destination?: string;
  decision: ConsentDecision;
  /** Where the evidence is. */
  evidence: string;
}

/**
 * Records what a person decided about the sharing of their record. From then on nothing of theirs goes where they do not want it, also what waits already.
 * Source: Luật 91/2025/QH15 art. 9; NĐ 356/2025/NĐ-CP art. 6
 */
export async function recordConsent(ctx: Ctx, { patientNumber, destination, decision, evidence }: NewConsent): Promise<{ id: string }> {
  if (evidence.trim() === '') throw rejected([error('consent_evidence_missing', 'evidence')]);
  return await write(ctx, 'consent.record', async (tx) => {
    const patient = await findPatientByNumber(tx, ctx.facilityId, patientNumber);
    if (patient === undefined) throw notFound('patient_not_found');
    const destinationId = destination === undefined ? null : (await getDestination(tx, destination)).id;
    const id = newId();
    auditSubject(tx, { patientId: patient.id, objectId: id });
    await insertConsent(tx, {
      ...{ facilityId: ctx.facilityId, id, patientId: patient.id, destinationId, decision, evidence: evidence.trim() },
      ...{ decidedAt: ctx.now, recordedBy: ctx.actor.userId },
    });
    return { id };
  });
}
