import { expect } from 'chai';
import type { RoomView } from '../../../api/queue/queue-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded, type Guarded } from '../guards.ts';
import { queueSteps, type QueueSteps } from './a-queue.ts';

describe('change a ticket', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let steps: QueueSteps;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    steps = await queueSteps(api, place);
  });
  afterEach(() => api.setNow(undefined));

  const send = async (verb: 'recall' | 'miss' | 'return', ticketId: string) => {
    const response = await place.nurse.post(`/tickets/${ticketId}/${verb}`).expect(200);
    return response.body as { state: string; timesCalled: number };
  };
  const guarded = async (path: (id: string) => string, more: Partial<Guarded>, prepare: () => Promise<string>): Promise<Guarded> => ({
    method: 'post',
    path: path(await prepare()),
    body: {},
    status: 200,
    may: place.nurse,
    mayNot: place.reception,
    elsewhere: { client: await aUser(api, (await aFacility(api)).facility, ['nurse', 'reception']), unknownPath: path(newId()) },
    ...more,
  });

  describe('call again', () => {
    itIsGuarded(
      () => api,
      async () =>
        await guarded(
          (id) => `/tickets/${id}/recall`,
          {},
          async () => {
            await steps.register();
            return (await steps.call()).id;
          },
        ),
    );

    it('counts the calls and charges nothing more', async () => {
      const { encounterId } = await steps.register();
      const { id } = await steps.call();
      expect((await send('recall', id)).timesCalled).to.equal(2);
      expect((await send('recall', id)).timesCalled).to.equal(3);
      expect(await steps.examinations(encounterId)).to.have.length(1);
    });

    it('refuses somebody who was not called', async () => {
      const { ticket } = await steps.register();
      const response = await refusedWithoutTrace(api, () => place.nurse.post(`/tickets/${ticket.id}/recall`), 409);
      expect(findings(response)).to.deep.equal(['ticket_state_other@']);
    });
  });

  describe('miss', () => {
    itIsGuarded(
      () => api,
      async () =>
        await guarded(
          (id) => `/tickets/${id}/miss`,
          {},
          async () => (await steps.register()).ticket.id,
        ),
    );

    it('takes back the examination of somebody who did not come, and a later call charges it again', async () => {
      const { encounterId, ticket } = await steps.register();
      await steps.call();
      expect((await send('miss', ticket.id)).state).to.equal('missed');
      expect((await steps.examinations(encounterId)).map((one) => one.cancelled)).to.deep.equal([true]);
      expect((await place.doctor.get(`/encounters/${encounterId}`)).body).to.include({ state: 'planned', practitionerName: null });
      await steps.call(ticket.id);
      expect(await steps.examinations(encounterId)).to.deep.equal([
        { serviceRatio: '100', departmentCode: 'K01', cancelled: true },
        { serviceRatio: '100', departmentCode: 'K01', cancelled: false },
      ]);
    });

    it('leaves the visit open when another room has examined, and its examination alone', async () => {
      const { encounterId, tickets } = await steps.register({ extraRoomIds: [steps.secondRoom.id] });
      await steps.call(tickets[0]?.id);
      await steps.call(tickets[1]?.id, steps.secondRoom.id);
      await send('miss', tickets[1]?.id ?? '');
      expect((await steps.examinations(encounterId)).map(({ cancelled }) => cancelled)).to.deep.equal([false, true]);
      expect((await place.doctor.get(`/encounters/${encounterId}`)).body).to.include({ state: 'in-progress' });
    });

    it('refuses once the doctor wrote something', async () => {
      const { encounterId, ticket } = await steps.register();
      await steps.call();
      const { version } = (await place.doctor.get(`/encounters/${encounterId}`)).body as { version: number };
      await place.doctor.put(`/encounters/${encounterId}/findings`, { version, history: 'Ho ba ngày', arrivalDiagnosis: '' }).expect(200);
      const response = await refusedWithoutTrace(api, () => place.nurse.post(`/tickets/${ticket.id}/miss`), 409);
      expect(findings(response)).to.deep.equal(['examination_recorded@']);
    });
  });

  describe('return', () => {
    itIsGuarded(
      () => api,
      async () =>
        await guarded(
          (id) => `/tickets/${id}/return`,
          {},
          async () => {
            const { ticket } = await steps.register();
            await send('miss', ticket.id);
            return ticket.id;
          },
        ),
    );

    it('waits behind those of the class who are there, before those who come later, in the order of coming back', async () => {
      const numbers = [await steps.register(), await steps.register(), await steps.register()].map(({ ticket }) => ticket.id);
      await steps.register({ priority: 'elderly' });
      await send('miss', numbers[1] ?? '');
      await send('miss', numbers[0] ?? '');
      await send('return', numbers[1] ?? '');
      await send('return', numbers[0] ?? '');
      await steps.register();
      expect((await steps.queue()).map(({ number }) => number)).to.deep.equal([4, 3, 2, 1, 5]);
      const called: number[] = [];
      for (let i = 0; i < 5; i += 1) called.push((await steps.call()).number);
      expect(called).to.deep.equal([4, 3, 2, 1, 5]);
    });
  });

  describe('set the priority', () => {
    itIsGuarded(
      () => api,
      async () =>
        await guarded(
          (id) => `/tickets/${id}/priority`,
          {
            ...{ method: 'put', body: { priority: 'elderly' }, may: place.reception, mayNot: place.nurse },
            malformed: [[{ priority: 'vip' }, 'malformed@priority']],
          },
          async () => (await steps.register()).ticket.id,
        ),
    );

    it('puts a person before others and back again', async () => {
      await steps.register();
      const { ticket } = await steps.register();
      await place.reception.put(`/tickets/${ticket.id}/priority`, { priority: 'pregnant' }).expect(200);
      expect((await steps.queue()).map(({ number }) => number)).to.deep.equal([2, 1]);
      await place.reception.put(`/tickets/${ticket.id}/priority`, { priority: 'normal' }).expect(200);
      expect((await steps.queue()).map(({ number }) => number)).to.deep.equal([1, 2]);
    });

    it('is over once the person was called', async () => {
      const { ticket } = await steps.register();
      await steps.call();
      await refusedWithoutTrace(api, () => place.reception.put(`/tickets/${ticket.id}/priority`, { priority: 'child' }), 409);
    });
  });

  describe('several rooms for one visit', () => {
    it('give a ticket each, the main room first, and close together', async () => {
      const answer = await steps.register({ extraRoomIds: [steps.secondRoom.id] });
      expect(answer.tickets.map(({ roomCode, number }) => `${roomCode} ${number}`)).to.deep.equal(['P1 1', 'P2 1']);
      expect(answer.ticket).to.deep.equal(answer.tickets[0]);
      expect(await steps.states(steps.secondRoom.id)).to.deep.equal(['1 waiting']);
    });

    it('charge the examinations of the day 100, 30, 30, 30, 10 and 0 percent', async () => {
      const data = aPerson();
      const patient = { kind: 'new', id: newId(), data } as const;
      const ratios: string[] = [];
      for (let i = 0; i < 3; i += 1) {
        const known = i === 0 ? patient : ({ kind: 'known', id: patient.id } as const);
        const { encounterId, tickets } = await steps.register({ extraRoomIds: [steps.secondRoom.id] }, { patient: known });
        await steps.call(tickets[0]?.id);
        await steps.call(tickets[1]?.id, steps.secondRoom.id);
        ratios.push(...(await steps.examinations(encounterId)).map((one) => one.serviceRatio));
      }
      expect(ratios).to.deep.equal(['100', '30', '30', '30', '10', '0']);
    });

    it('begin anew the next day', async () => {
      api.setNow('2026-11-24T03:00:00Z');
      place = await aWorkplace(api);
      steps = await queueSteps(api, place);
      const patient = { kind: 'new', id: newId(), data: aPerson() } as const;
      await steps.call((await steps.register({}, { patient })).ticket.id);
      api.setNow('2026-11-24T17:00:00Z');
      place = {
        ...place,
        reception: await aUser(api, place.facility, ['reception']),
        doctor: await aUser(api, place.facility, ['doctor']),
      };
      const registration = { patient: { kind: 'known', id: patient.id } as const };
      const next = await place.reception.post('/registrations', {
        ...registration,
        coverage: { kind: 'none' },
        visit: { id: newId(), roomId: place.roomId, priority: 'normal', reason: 'Ho' },
      });
      const { ticket, encounterId } = next.body as { ticket: { id: string }; encounterId: string };
      await place.doctor.post(`/rooms/${place.roomId}/calls`, { ticketId: ticket.id }).expect(200);
      expect((await steps.examinations(encounterId)).map((one) => one.serviceRatio)).to.deep.equal(['100']);
    });

    it('refuse a room twice, and more than four further ones', async () => {
      const visit = (extraRoomIds: string[]) => ({
        patient: { kind: 'new', id: newId(), data: aPerson() },
        coverage: { kind: 'none' },
        visit: { id: newId(), roomId: place.roomId, priority: 'normal', reason: 'Ho', extraRoomIds },
      });
      const twice = await refusedWithoutTrace(api, () => place.reception.post('/registrations', visit([place.roomId])), 422);
      expect(findings(twice)).to.deep.equal(['room_repeated@visit.extraRoomIds.0']);
      const { id } = steps.secondRoom;
      await refusedWithoutTrace(api, () => place.reception.post('/registrations', visit([id, id])), 422);
      await refusedWithoutTrace(api, () => place.reception.post('/registrations', visit([id, id, id, id, id])), 400);
    });
  });

  it('tells how long the wait is once three were served', async () => {
    api.setNow('2026-11-24T01:00:00Z');
    place = await aWorkplace(api);
    steps = await queueSteps(api, place);
    const load = async (): Promise<(number | null)[]> => {
      const { items } = (await place.reception.get('/rooms').expect(200)).body as { items: RoomView[] };
      const room = items.find(({ id }) => id === place.roomId);
      return [room?.waiting ?? -1, room?.expectedMinutes ?? null];
    };
    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push(await steps.register());
    for (const [i, minutes] of [4, 10, 6].entries()) {
      expect(await load()).to.deep.equal([5 - i, null]);
      const start = Date.parse('2026-11-24T01:00:00Z') + i * 20 * 60_000;
      api.setNow(new Date(start).toISOString());
      const doctor = await aUser(api, place.facility, ['doctor']);
      const { id } = (await doctor.post(`/rooms/${place.roomId}/calls`).expect(200)).body as { id: string };
      api.setNow(new Date(start + minutes * 60_000).toISOString());
      await doctor.post(`/tickets/${id}/transfer`, { id: newId(), roomId: steps.secondRoom.id }).expect(200);
      place = { ...place, reception: await aUser(api, place.facility, ['reception']) };
    }
    expect(await load()).to.deep.equal([2, 12]);
  });
});
