import { auditSubject, write } from '../../db/doors.ts';
import { insertFacility, insertRoom, type Facility, type Room } from '../../db/stores/facility-store.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

/** A facility with its rooms. The act stands in the audit of the new facility itself, as its first entry. */
export async function createFacility(services: Services, facility: Facility, rooms: Room[]): Promise<{ id: string }> {
  return await write(systemCtx(services, facility.id), 'facility.create', async (tx) => {
    await insertFacility(tx, facility);
    for (const room of rooms) await insertRoom(tx, facility.id, room);
    auditSubject(tx, { objectId: facility.id });
    return { id: facility.id };
  });
}
