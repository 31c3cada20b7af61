import { read } from '../../db/doors.ts';
import { listFacilityIds } from '../../db/stores/facility-store.ts';
import { sealAccessEvents } from '../../db/stores/audit-store.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

/** Puts the record openings of the last minute into each facility's audit chain, as one entry with their digest. */
export async function sealAccess(services: Services): Promise<void> {
  for (const facilityId of await listFacilityIds(services.db)) {
    const ctx = systemCtx(services, facilityId);
    await read(ctx, async (tx) => await sealAccessEvents(tx, ctx));
  }
}
