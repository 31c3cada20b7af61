import { demoFacilities, demoRooms } from '../../seeds/demo/district.ts';
import { aUser, type TestApi } from '../support/api.ts';
import type { Workplace } from '../api/at-work.ts';

/** The demo hospital with somebody of every role besides the demo people: for what happens before a desk's own work begins. */
export async function demoHospital(api: TestApi): Promise<Workplace> {
  const facility = demoFacilities.find(({ code }) => code === '14901');
  const [room] = facility === undefined ? [] : demoRooms(facility);
  if (facility === undefined || room === undefined) throw new Error('the demo district has no hospital');
  return {
    ...{ facility, room, roomId: room.id },
    reception: await aUser(api, facility, ['reception']),
    nurse: await aUser(api, facility, ['nurse']),
    doctor: await aUser(api, facility, ['doctor']),
    cashier: await aUser(api, facility, ['cashier']),
    officer: await aUser(api, facility, ['insurance-officer']),
    laboratory: await aUser(api, facility, ['laboratory']),
    pharmacist: await aUser(api, facility, ['pharmacist']),
  };
}
