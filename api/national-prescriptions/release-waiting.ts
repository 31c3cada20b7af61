import type { Ctx, WriteTx } from '../../db/doors.ts';
import { enqueueTransmission, listWaiting, saveTransmission } from '../../db/stores/transmission-store.ts';
import type { SendClass } from '../../domain/prescriptions/national-state.ts';

/** Lets what waits go now: after somebody mended an account, or the line came back. At most 500 at once; the others have their own next try. */
export async function releaseWaiting(
  tx: WriteTx,
  ctx: Ctx,
  only: { doctorId?: string; classes?: readonly SendClass[] } = {},
): Promise<void> {
  for (const one of await listWaiting(tx, { facilityId: ctx.facilityId, ...only })) {
    await saveTransmission(tx, one, { nextTryAt: ctx.now });
    await enqueueTransmission(tx, one);
  }
}
