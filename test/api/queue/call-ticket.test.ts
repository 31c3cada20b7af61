import { expect } from 'chai';
import { createFacility } from '../../../api/administration/create-facility.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import type { Registration, RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import type { QueueView, RoomView, TicketView } from '../../../api/queue/queue-schemas.ts';
import { write } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import { updateTicket } from '../../../db/stores/queue-store.ts';
import { newId } from '../../../domain/ids.ts';
import { aRegistration } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

type Priority = Registration['visit']['priority'];

describe('call a ticket', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
  });
  afterEach(() => api.setNow(undefined));

  async function waiting(priority: Priority = 'normal', at = place): Promise<RegistrationAnswer> {
    const registration = aRegistration(at.roomId, { visit: { id: newId(), roomId: at.roomId, priority, reason: 'Ho' } });
    return (await at.reception.post('/registrations', registration).expect(201)).body as RegistrationAnswer;
  }
  const call = async (ticketId?: string): Promise<TicketView> =>
    (await place.doctor.post(`/rooms/${place.roomId}/calls`, ticketId === undefined ? {} : { ticketId }).expect(200)).body as TicketView;
  const charges = async (encounterId: string) =>
    await rows<Record<string, unknown>>(
      api.database.owner,
      `SELECT c.kind, c.code, c.hospital_price, c.ordered_by FROM charge_lines AS c WHERE c.encounter_id = :encounterId`,
      { encounterId },
    );

  itIsGuarded(
    () => api,
    async () => {
      const { ticket } = await waiting();
      const stranger = await aFacility(api);
      return {
        method: 'post',
        path: `/rooms/${place.roomId}/calls`,
        body: { ticketId: ticket.id },
        status: 200,
        may: place.doctor,
        mayNot: place.reception,
        elsewhere: { client: await aUser(api, stranger.facility, ['doctor']), unknownPath: `/rooms/${newId()}/calls` },
        malformed: [[{ ticketId: 1 }, 'malformed@ticketId']],
      };
    },
  );

  it('calls by class, then by number', async () => {
    for (const priority of ['normal', 'normal', 'booked', 'child', 'emergency', 'elderly'] as const) await waiting(priority);
    const order: [string, number][] = [];
    for (let i = 0; i < 6; i += 1) {
      const { priority, number } = await call();
      order.push([priority, number]);
    }
    expect(order).to.deep.equal([
      ['emergency', 5],
      ['child', 4],
      ['elderly', 6],
      ['booked', 3],
      ['normal', 1],
      ['normal', 2],
    ]);
    const response = await refusedWithoutTrace(api, () => place.doctor.post(`/rooms/${place.roomId}/calls`), 404);
    expect(findings(response)).to.deep.equal(['queue_empty@']);
  });

  it('begins the examination: the visit is open, the ticket inside, the doctor named, the examination charged at the price of the day', async () => {
    const { encounterId } = await waiting();
    const ticket = await call();
    expect(ticket).to.deep.include({ encounterId, state: 'in-examination', number: 1 });
    expect(ticket.patient.fullName).to.match(/^Lò Văn Thử /);
    expect(ticket.patient.birthDate).to.equal('1980-03-12');
    const visit = (await place.doctor.get(`/encounters/${encounterId}`).expect(200)).body as object;
    expect(visit).to.include({ state: 'in-progress', practitionerName: 'Người Thử Nghiệm', ticketNumber: 1 });
    expect(await charges(encounterId)).to.deep.equal([
      { kind: 'examination', code: '02.03', hospitalPrice: '36500', orderedBy: place.doctor.userId },
    ]);
  });

  it('charges the examination once, however often the person is called', async () => {
    const { encounterId, ticket } = await waiting();
    await call();
    await call(ticket.id);
    const second = await aUser(api, place.facility, ['doctor']);
    await second.post(`/rooms/${place.roomId}/calls`, { ticketId: ticket.id }).expect(200);
    expect(await charges(encounterId)).to.have.length(1);
  });

  it('gives two doctors who call at once two different people, and one person to many who call the same ticket', async () => {
    const doctors = [place.doctor, await aUser(api, place.facility, ['doctor']), await aUser(api, place.facility, ['doctor'])];
    await Promise.all([waiting(), waiting(), waiting()]);
    const called = await Promise.all(doctors.map(async (one) => await one.post(`/rooms/${place.roomId}/calls`).expect(200)));
    expect(new Set(called.map((one) => (one.body as TicketView).id)).size).to.equal(3);

    const { ticket, encounterId } = await waiting();
    await Promise.all(doctors.map(async (one) => await one.post(`/rooms/${place.roomId}/calls`, { ticketId: ticket.id }).expect(200)));
    expect(await charges(encounterId)).to.have.length(1);
  });

  it('calls nobody of yesterday when it is asked for the next, and a named ticket of yesterday all the same', async () => {
    api.setNow('2026-11-24T16:50:00Z');
    place = await aWorkplace(api);
    const { ticket } = await waiting();
    api.setNow('2026-11-24T17:00:01Z');
    await refusedWithoutTrace(api, () => place.doctor.post(`/rooms/${place.roomId}/calls`), 404);
    expect((await call(ticket.id)).id).to.equal(ticket.id);
  });

  it('does not find the ticket of another room, and refuses one that is done', async () => {
    const other = await aWorkplace(api);
    const foreign = await waiting('normal', other);
    const response = await refusedWithoutTrace(
      api,
      () => place.doctor.post(`/rooms/${place.roomId}/calls`, { ticketId: foreign.ticket.id }),
      404,
    );
    expect(response.body).to.include({ code: 'ticket_not_found' });

    const { ticket } = await waiting();
    await write(systemCtx(api.services, place.facility.id), 'ticket.done', async (tx) => {
      await updateTicket(tx, { facilityId: place.facility.id, id: ticket.id }, { state: 'done' });
    });
    const done = await refusedWithoutTrace(api, () => place.doctor.post(`/rooms/${place.roomId}/calls`, { ticketId: ticket.id }), 409);
    expect(done.body).to.include({ code: 'ticket_done' });
  });

  it('does not begin an examination that has no price: nothing is given away silently', async () => {
    const { facility } = await aFacility(api);
    const room = {
      id: newId(),
      code: 'P1',
      name: 'Phòng lạ',
      departmentCode: 'K01',
      examinationServiceCode: '99.99',
      packageServiceCodes: [],
    };
    const odd = { ...facility, id: newId(), code: 'X9999' };
    await createFacility(api.services, odd, [room]);
    const [reception, doctor] = [await aUser(api, odd, ['reception']), await aUser(api, odd, ['doctor'])];
    await reception.post('/registrations', aRegistration(room.id)).expect(201);
    const response = await refusedWithoutTrace(api, () => doctor.post(`/rooms/${room.id}/calls`), 422);
    expect(findings(response)).to.deep.equal(['examination_price_missing@roomId']);
  });

  it('shows the rooms of the facility and their queue, who is inside first', async () => {
    await waiting();
    await waiting('elderly');
    await waiting();
    await call();
    const { items } = (await place.nurse.get('/rooms').expect(200)).body as { items: RoomView[] };
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ id: place.roomId, waiting: 2, lastCalledNumber: 2 });
    const queue = (await place.nurse.get(`/rooms/${place.roomId}/queue`).expect(200)).body as QueueView;
    expect(queue.items.map(({ number, state }) => [number, state])).to.deep.equal([
      [2, 'in-examination'],
      [1, 'waiting'],
      [3, 'waiting'],
    ]);
    expect(queue.more).to.equal(false);
    const stranger = await aUser(api, (await aFacility(api)).facility, ['nurse']);
    await refusedWithoutTrace(api, () => stranger.get(`/rooms/${place.roomId}/queue`), 404);
    expect(((await stranger.get('/rooms').expect(200)).body as { items: RoomView[] }).items.map((one) => one.id)).to.not.include(
      place.roomId,
    );
  });
});
