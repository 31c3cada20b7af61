import { write } from '../../db/doors.ts';
import { missBookingsBefore } from '../../db/stores/appointment-store.ts';
import { listFacilityIds } from '../../db/stores/facility-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

/** After local midnight: who was booked for a day that is over and did not come has missed it. */
export async function missAppointments(services: Services): Promise<void> {
  const today = localDay(services.now());
  for (const facilityId of await listFacilityIds(services.db)) {
    const ctx = systemCtx(services, facilityId);
    await write(ctx, 'appointment.miss', async (tx) => await missBookingsBefore(tx, facilityId, today));
  }
}
