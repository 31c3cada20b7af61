import { expect } from 'chai';
import type { AppointmentList, FollowUpList } from '../../../api/appointments/appointment-schemas.ts';
import { missAppointments } from '../../../api/appointments/miss-appointments.ts';
import type { RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { row } from '../../../db/knex.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson, aRegistration } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { aClosure, openVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';

describe('appointments', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let patientId: string;
  const today = localDay(new Date());
  const tomorrow = addDays(today, 1);

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    patientId = newId();
    await place.reception.post('/patients', { id: patientId, ...aPerson() }).expect(201);
  });
  afterEach(() => api.setNow(undefined));

  const booking = (fields: object = {}) => ({
    id: newId(),
    patientId,
    roomId: place.roomId,
    day: tomorrow,
    time: '08:30',
    reason: 'Thay băng',
    ...fields,
  });
  const book = async (fields: object = {}): Promise<string> =>
    ((await place.reception.post('/appointments', booking(fields)).expect(201)).body as { id: string }).id;
  const listOf = async (day: string, client = place.reception) =>
    ((await client.get(`/appointments?day=${day}`).expect(200)).body as AppointmentList).items;
  const registration = (visit: object = {}, id = patientId) => {
    const made = aRegistration(place.roomId, { patient: { kind: 'known', id } });
    return { ...made, visit: { ...made.visit, ...visit } };
  };
  const stranger = async () => await aUser(api, (await aFacility(api)).facility, ['reception']);

  describe('book', () => {
    itIsGuarded(
      () => api,
      async () => {
        const id = newId();
        await place.reception.post('/patients', { id, ...aPerson() }).expect(201);
        return {
          ...{ method: 'post', path: '/appointments', body: booking({ patientId: id }), status: 201 },
          ...{ may: place.reception, mayNot: place.cashier },
          elsewhere: { client: await stranger(), unknownPath: '/appointments' },
          malformed: [
            [{ time: '24:00' }, 'malformed@time'],
            [{ day: '2026-02-30' }, 'day_impossible@day'],
            [{ reason: '' }, 'malformed@reason'],
          ],
        };
      },
    );

    it('shows the person in the list of the day, by time', async () => {
      await book({ time: undefined, day: today });
      const id = newId();
      await place.reception.post('/patients', { id, ...aPerson({ fullName: 'Quàng Thị Mai', phone: '0912345678' }) }).expect(201);
      await book({ patientId: id, day: today });
      expect(
        (await listOf(today)).map(({ fullName, time, phone, state, roomCode }) => [fullName.slice(0, 10), time, phone, state, roomCode]),
      ).to.deep.equal([
        ['Quàng Thị ', '08:30', '0912345678', 'booked', 'P1'],
        ['Lò Văn Thử', null, null, 'booked', 'P1'],
      ]);
      expect(await listOf(tomorrow)).to.deep.equal([]);
      expect(await listOf(today, await stranger())).to.deep.equal([]);
    });

    it('takes today and a year ahead, not yesterday and not a day more; a person and a room once a day', async () => {
      const refused = async (fields: object, status: number) =>
        findings(await refusedWithoutTrace(api, () => place.reception.post('/appointments', booking(fields)), status));
      await book({ day: today });
      await book({ day: addDays(today, 366) });
      expect(await refused({ day: addDays(today, -1) }, 422)).to.deep.equal(['appointment_in_past@day']);
      expect(await refused({ day: addDays(today, 367) }, 422)).to.deep.equal(['appointment_too_far@day']);
      expect(await refused({ day: today }, 409)).to.deep.equal(['appointment_exists@day']);
      await refusedWithoutTrace(api, () => place.reception.post('/appointments', booking({ patientId: newId() })), 404);
    });
  });

  describe('cancel', () => {
    itIsGuarded(
      () => api,
      async () => {
        const id = newId();
        await place.reception.post('/patients', { id, ...aPerson() }).expect(201);
        return {
          ...{ method: 'post', path: `/appointments/${await book({ patientId: id })}/cancellation`, body: { reason: 'Bận' }, status: 200 },
          ...{ may: place.reception, mayNot: place.cashier },
          elsewhere: { client: await stranger(), unknownPath: `/appointments/${newId()}/cancellation` },
          malformed: [[{ reason: ' ' }, 'malformed@reason']],
        };
      },
    );

    it('frees the day, once', async () => {
      const id = await book();
      await place.reception.post(`/appointments/${id}/cancellation`, { reason: 'Bận' }).expect(200);
      const again = await refusedWithoutTrace(api, () => place.reception.post(`/appointments/${id}/cancellation`, { reason: 'Bận' }), 409);
      expect(findings(again)).to.deep.equal(['appointment_cancelled@']);
      await book();
    });
  });

  describe('arrive', () => {
    it('leads to the visit, and the person comes as booked', async () => {
      const appointmentId = await book({ day: today });
      const answer = (await place.reception.post('/registrations', registration({ appointmentId })).expect(201)).body as RegistrationAnswer;
      expect((await listOf(today))[0]).to.include({ state: 'arrived', encounterId: answer.encounterId });
      const ticket = await row<{ priority: string }>(api.database.owner, `SELECT t.priority FROM queue_tickets AS t WHERE t.id = :id`, {
        id: answer.ticket.id,
      });
      expect(ticket?.priority).to.equal('booked');
    });

    it('keeps a better class', async () => {
      const appointmentId = await book({ day: today });
      const answer = await place.reception.post('/registrations', registration({ appointmentId, priority: 'elderly' })).expect(201);
      const { id } = (answer.body as RegistrationAnswer).ticket;
      const ticket = await row<{ priority: string }>(api.database.owner, `SELECT t.priority FROM queue_tickets AS t WHERE t.id = :id`, {
        id,
      });
      expect(ticket?.priority).to.equal('elderly');
    });

    it('is refused for another person, twice, when cancelled, and for an appointment nobody has', async () => {
      const appointmentId = await book({ day: today });
      const send = (visit: object, id?: string) => () => place.reception.post('/registrations', registration(visit, id));
      const other = newId();
      await place.reception.post('/patients', { id: other, ...aPerson() }).expect(201);
      const wrong = await refusedWithoutTrace(api, send({ appointmentId }, other), 422);
      expect(findings(wrong)).to.deep.equal(['appointment_of_other@visit.appointmentId']);
      await refusedWithoutTrace(api, send({ appointmentId: newId() }), 404);
      await send({ appointmentId })().expect(201);
      expect(findings(await refusedWithoutTrace(api, send({ appointmentId }), 409))).to.deep.equal([
        'appointment_arrived@visit.appointmentId',
      ]);
      const cancelled = await book();
      await place.reception.post(`/appointments/${cancelled}/cancellation`, { reason: 'Bận' }).expect(200);
      const gone = await refusedWithoutTrace(api, send({ appointmentId: cancelled }), 409);
      expect(findings(gone)).to.deep.equal(['appointment_cancelled@visit.appointmentId']);
    });
  });

  describe('miss', () => {
    it('comes with midnight in Viet Nam, not before, and late is welcome', async () => {
      api.setNow('2026-11-24T03:00:00Z');
      place = { ...place, reception: await aUser(api, place.facility, ['reception']) };
      const appointmentId = await book({ day: '2026-11-24' });
      api.setNow('2026-11-24T16:59:59Z');
      await missAppointments(api.services);
      const state = async () =>
        (
          await row<{ state: string }>(api.database.owner, `SELECT a.state FROM appointments AS a WHERE a.id = :appointmentId`, {
            appointmentId,
          })
        )?.state;
      expect(await state()).to.equal('booked');
      api.setNow('2026-11-24T17:00:00Z');
      await missAppointments(api.services);
      expect(await state()).to.equal('missed');
      place = { ...place, reception: await aUser(api, place.facility, ['reception']) };
      await place.reception.post('/registrations', registration({ appointmentId })).expect(201);
      expect(await state()).to.equal('arrived');
    });
  });

  describe('closing a visit with a day to come back', () => {
    const closed = async (fields: object) => {
      const visit = await openVisit(place);
      await visit.diagnose('J00');
      await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure(fields))).expect(200);
      return visit;
    };
    /** No use case opens a visit again yet: done by hand, as it will be. */
    const reopen = async (encounterId: string): Promise<void> => {
      await write(systemCtx(api.services, place.facility.id), 'encounter.reopen', async (tx) => {
        const reopened = { reopenedAt: new Date().toISOString(), reopenedBy: place.doctor.userId, reopenReason: 'Sửa' };
        await tx('encounterClosures').where({ facilityId: place.facility.id, encounterId }).update(reopened);
        await tx('encounters').where({ facilityId: place.facility.id, id: encounterId }).update({ state: 'in-progress' });
      });
    };

    it('books it in the same room, and none without a day', async () => {
      const visit = await closed({ followUpOn: tomorrow });
      const [booked] = await listOf(tomorrow);
      expect(booked).to.include({ patientId: visit.patientId, fromEncounterId: visit.encounterId, state: 'booked', roomId: place.roomId });
      await closed({});
      expect(await listOf(tomorrow)).to.have.length(1);
    });

    it('moves the one booking when it is closed again with another day, and takes it back without one', async () => {
      const visit = await closed({ followUpOn: tomorrow });
      const again = async (fields: object) => {
        await reopen(visit.encounterId);
        await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure(fields))).expect(200);
      };
      const states = async (day: string) => (await listOf(day)).map(({ state }) => state);
      await again({ followUpOn: tomorrow });
      expect(await states(tomorrow)).to.deep.equal(['booked']);
      await again({ followUpOn: addDays(tomorrow, 6) });
      expect(await states(tomorrow)).to.deep.equal([]);
      expect(await states(addDays(tomorrow, 6))).to.deep.equal(['booked']);
      await again({});
      expect(await states(addDays(tomorrow, 6))).to.deep.equal(['cancelled']);
      await again({ followUpOn: tomorrow });
      expect(await states(tomorrow)).to.deep.equal(['booked']);
    });
  });

  describe('follow-ups', () => {
    const days = { a: '2026-11-20', b: '2026-11-22', c: '2026-11-24' };
    const followUps = async (from: string, to: string) =>
      ((await place.reception.get(`/follow-ups?from=${from}&to=${to}`).expect(200)).body as FollowUpList).items;
    const at = async (now: string): Promise<void> => {
      api.setNow(now);
      place = {
        ...place,
        reception: await aUser(api, place.facility, ['reception']),
        doctor: await aUser(api, place.facility, ['doctor']),
      };
    };

    it('are those whose day is over, from the first to the last day asked, with how late they are', async () => {
      await at('2026-11-19T03:00:00Z');
      for (const day of Object.values(days)) await book({ day });
      await at('2026-11-24T03:00:00Z');
      expect((await followUps(days.a, days.c)).map(({ day, daysLate }) => [day, daysLate])).to.deep.equal([
        [days.a, 4],
        [days.b, 2],
      ]);
      expect(await followUps('2026-11-21', '2026-11-21')).to.deep.equal([]);
      expect((await followUps(days.b, days.b)).map(({ day }) => day)).to.deep.equal([days.b]);
    });

    it('are not those who came some other way, cancelled, or died', async () => {
      await at('2026-11-19T03:00:00Z');
      const cancelled = await book({ day: days.a });
      await book({ day: days.b });
      expect(await followUps(days.a, days.c)).to.deep.equal([]);
      await at('2026-11-23T03:00:00Z');
      await place.reception.post(`/appointments/${cancelled}/cancellation`, { reason: 'Bận' }).expect(200);
      expect(await followUps(days.a, days.c)).to.have.length(1);
      await place.reception.post('/registrations', registration()).expect(201);
      expect(await followUps(days.a, days.c)).to.deep.equal([]);
    });

    it('are not those who died here', async () => {
      await at('2026-11-19T03:00:00Z');
      const visit = await openVisit(place);
      await visit.diagnose('J00');
      await book({ patientId: visit.patientId, day: days.a });
      await at('2026-11-22T03:00:00Z');
      expect((await followUps(days.a, days.a)).map((one) => one.patientId)).to.deep.equal([visit.patientId]);
      await place.doctor.post(`${visit.path}/closure`, { ...aClosure({ outcome: '5' }), version: 3 }).expect(200);
      expect(await followUps(days.a, days.a)).to.deep.equal([]);
    });

    it('span a month at most, in the right order', async () => {
      const refused = async (from: string, to: string) =>
        findings(await refusedWithoutTrace(api, () => place.reception.get(`/follow-ups?from=${from}&to=${to}`), 422));
      await followUps('2026-10-01', '2026-10-31');
      expect(await refused('2026-10-01', '2026-11-01')).to.deep.equal(['period_too_long@to']);
      expect(await refused('2026-10-02', '2026-10-01')).to.deep.equal(['period_reversed@to']);
    });

    it('are for those who make appointments', async () => {
      await refusedWithoutTrace(api, () => place.cashier.get(`/follow-ups?from=${today}&to=${today}`), 403);
      await refusedWithoutTrace(api, () => place.cashier.get(`/appointments?day=${today}`), 403);
    });
  });
});
