import { z } from 'zod';
import { auditSubject, write } from '../../db/doors.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { queueReplaced, reindexVisits, requeueVisits } from '../../db/stores/resend-store.ts';
import { derivedId } from '../../domain/ids.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

const Payload = z.object({ facilityId: z.uuid(), patientId: z.uuid(), loserId: z.uuid().optional() });

/**
 * The background job: a person was corrected, merged or parted again. Every destination that had visits of theirs gets what changed, the survivor of a merge first,
 * then that the other record is replaced. Run again it finds what it queued still waiting.
 */
export async function resendPatient(services: Services, payload: unknown): Promise<void> {
  const { facilityId, patientId, loserId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  await write(ctx, 'patient.resend', async (tx) => {
    auditSubject(tx, { patientId });
    const people = loserId === undefined ? [patientId] : [patientId, loserId];
    await requeueVisits(tx, facilityId, people, ctx.now);
    await reindexVisits(tx, facilityId, people);
    const loser = loserId === undefined ? undefined : await findPatient(tx, loserId);
    if (loser === undefined || loser.mergedInto === null) return;
    const resourceId = patientResourceId(facilityId, loser.id);
    await queueReplaced(tx, facilityId, { survivorId: patientId, loserId: loser.id, resourceId }, ctx.now);
  });
}

/** The id of ours that a person goes out under. */
export const patientResourceId = (facilityId: string, patientId: string): string => derivedId(facilityId, 'patients', patientId);
