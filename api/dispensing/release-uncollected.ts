import { write } from '../../db/doors.ts';
import { listFacilityIds } from '../../db/stores/facility-store.ts';
import { releaseExpired } from '../../db/stores/stock-store.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

/** After local midnight: what nobody collected in time is free for others. The prescriptions stay on the list of the window. */
export async function releaseUncollected(services: Services): Promise<void> {
  for (const facilityId of await listFacilityIds(services.db)) {
    const ctx = systemCtx(services, facilityId);
    await write(ctx, 'stock.reservation.expire', async (tx) => await releaseExpired(tx, facilityId, ctx.now));
  }
}
