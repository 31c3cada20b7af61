import { z } from 'zod';
import { auditSubject, write } from '../../db/doors.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { lockMerge, moveFacilityRows, restoreFacilityRows } from '../../db/stores/merge-store.ts';
import { enqueueResend } from '../../db/stores/resend-store.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

const Payload = z.object({ facilityId: z.uuid(), mergeId: z.uuid() });

/**
 * The background job: brings the rows of one facility to where the merge stands now, whichever of merging and undoing was asked
 * for last. Run again it finds nothing left to do.
 */
export async function followMerge(services: Services, payload: unknown): Promise<void> {
  const { facilityId, mergeId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  await write(ctx, 'patient.merge.follow', async (tx) => {
    const merge = await lockMerge(tx, mergeId);
    const facility = await findFacility(tx, facilityId);
    // A facility that was closed keeps its rows as they were; the loser still leads to the survivor.
    if (merge === undefined || facility === undefined) return;
    if (merge.undoneAt === null) await moveFacilityRows(tx, facilityId, merge);
    else await restoreFacilityRows(tx, facility, merge, ctx.now);
    await enqueueResend(tx, [facilityId], { patientId: merge.survivorId, loserId: merge.loserId });
    auditSubject(tx, { patientId: merge.survivorId, objectId: mergeId });
  });
}
