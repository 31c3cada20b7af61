import { systemCtx } from '../../../api/http/system-context.ts';
import type { Registration, RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import type { QueueView, TicketView } from '../../../api/queue/queue-schemas.ts';
import { write } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import { insertRoom, type Room } from '../../../db/stores/facility-store.ts';
import { newId } from '../../../domain/ids.ts';
import { aRegistration } from '../../support/a-registration.ts';
import type { TestApi } from '../../support/api.ts';
import type { Workplace } from '../at-work.ts';

/** What the tests of the queue do at a workplace. */
export interface QueueSteps {
  secondRoom: Room;
  register(visit?: Partial<Registration['visit']>, fields?: Partial<Registration>): Promise<RegistrationAnswer>;
  call(ticketId?: string, roomId?: string): Promise<TicketView>;
  queue(roomId?: string): Promise<QueueView['items']>;
  /** `number state` of a room's list. */
  states(roomId?: string): Promise<string[]>;
  examinations(encounterId: string): Promise<{ serviceRatio: string; departmentCode: string; cancelled: boolean }[]>;
}

export async function aSecondRoom(api: TestApi, { facility, room }: Workplace, fields: Partial<Room> = {}): Promise<Room> {
  const second: Room = { ...room, id: newId(), code: 'P2', name: 'Phòng khám 2', departmentCode: 'K03', ...fields };
  await write(systemCtx(api.services, facility.id), 'room.add', async (tx) => await insertRoom(tx, facility.id, second));
  return second;
}

export async function queueSteps(api: TestApi, place: Workplace): Promise<QueueSteps> {
  const secondRoom = await aSecondRoom(api, place);
  const queue = async (roomId = place.roomId) =>
    ((await place.reception.get(`/rooms/${roomId}/queue`).expect(200)).body as QueueView).items;
  return {
    secondRoom,
    queue,
    register: async (visit = {}, fields = {}) => {
      const registration = aRegistration(place.roomId, fields);
      const body = { ...registration, visit: { ...registration.visit, ...visit } };
      return (await place.reception.post('/registrations', body).expect(201)).body as RegistrationAnswer;
    },
    call: async (ticketId, roomId = place.roomId) =>
      (await place.doctor.post(`/rooms/${roomId}/calls`, ticketId === undefined ? {} : { ticketId }).expect(200)).body as TicketView,
    states: async (roomId) => (await queue(roomId)).map(({ number, state }) => `${number} ${state}`),
    examinations: async (encounterId) =>
      await rows(
        api.database.owner,
        `SELECT c.service_ratio, c.department_code, c.cancelled_at IS NOT NULL AS cancelled FROM charge_lines AS c
          WHERE c.encounter_id = :encounterId AND c.kind = 'examination' ORDER BY c.sequence`,
        { encounterId },
      ),
  };
}
