import { expect } from 'chai';
import type { Registration, RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { insertRoom, type Room } from '../../../db/stores/facility-store.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson, aRegistration } from '../../support/a-registration.ts';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, footprint, type Workplace } from '../at-work.ts';

const range = (until: number): number[] => Array.from({ length: until }, (_, i) => i + 1);

describe('the ticket of a registration', function () {
  this.timeout(60_000);
  let api: TestApi;

  before(async () => {
    api = await testApi();
  });
  afterEach(() => api.setNow(undefined));

  const register = async (client: Client, roomId: string, fields: Partial<Registration> = {}): Promise<RegistrationAnswer> =>
    (await client.post('/registrations', aRegistration(roomId, fields)).expect(201)).body as RegistrationAnswer;

  async function secondRoom({ facility, room }: Workplace): Promise<string> {
    const second: Room = { ...room, id: newId(), code: 'P2', name: 'Phòng khám 2' };
    await write(systemCtx(api.services, facility.id), 'room.add', async (tx) => await insertRoom(tx, facility.id, second));
    return second.id;
  }

  it('numbers fifty people who come at once from 1 to 50 without a gap and without a pair', async () => {
    const { reception, roomId } = await aWorkplace(api);
    const answers = await Promise.all(range(50).map(async () => await register(reception, roomId)));
    expect(answers.map((one) => one.ticket.number).sort((a, b) => a - b)).to.deep.equal(range(50));
    expect(new Set(answers.map((one) => one.encounterCode)).size).to.equal(50);
  });

  it('does not lose a number to a registration that was refused', async () => {
    const { reception, roomId } = await aWorkplace(api);
    expect((await register(reception, roomId)).ticket.number).to.equal(1);
    const taken = (await footprint(api))['numbers'];
    const bad = aRegistration(roomId, { patient: { kind: 'new', id: newId(), data: aPerson({ birthDate: '2999-01-01' }) } });
    await Promise.all(
      range(5).map(async () => await reception.post('/registrations', { ...bad, visit: { ...bad.visit, id: newId() } }).expect(422)),
    );
    expect((await footprint(api))['numbers']).to.equal(taken);
    expect((await register(reception, roomId)).ticket.number).to.equal(2);
  });

  it('counts each room by itself', async () => {
    const place = await aWorkplace(api);
    const second = await secondRoom(place);
    const numbers: number[] = [];
    for (const roomId of [place.roomId, second, place.roomId, second, second])
      numbers.push((await register(place.reception, roomId)).ticket.number);
    expect(numbers).to.deep.equal([1, 1, 2, 2, 3]);
  });

  it('begins again at midnight in Viet Nam, not at midnight elsewhere', async () => {
    const { facility, roomId } = await aWorkplace(api);
    api.setNow('2026-11-24T16:58:00Z');
    const reception = await aUser(api, facility, ['reception']);
    const at = async (now: string): Promise<number> => {
      api.setNow(now);
      return (await register(reception, roomId)).ticket.number;
    };
    expect(await at('2026-11-24T16:59:58Z')).to.equal(1);
    expect(await at('2026-11-24T16:59:59.999Z')).to.equal(2);
    expect(await at('2026-11-24T17:00:00Z')).to.equal(1);
    expect(await at('2026-11-24T17:00:01Z')).to.equal(2);
  });

  it('goes on over midnight of the machine, when it is seven in the morning here', async () => {
    const { facility, roomId } = await aWorkplace(api);
    api.setNow('2026-11-23T23:58:00Z');
    const reception = await aUser(api, facility, ['reception']);
    expect((await register(reception, roomId)).ticket.number).to.equal(1);
    api.setNow('2026-11-24T00:01:00Z');
    expect((await register(reception, roomId)).ticket.number).to.equal(2);
  });

  it('says how many wait before: those of the same and of a higher class', async () => {
    const { reception, roomId } = await aWorkplace(api);
    const waiting = async (priority: Registration['visit']['priority']): Promise<number> =>
      (await register(reception, roomId, { visit: { id: newId(), roomId, priority, reason: 'Ho' } })).ticket.waitingBefore;
    expect(await waiting('normal')).to.equal(0);
    expect(await waiting('normal')).to.equal(1);
    expect(await waiting('elderly')).to.equal(0);
    expect(await waiting('emergency')).to.equal(0);
    expect(await waiting('child')).to.equal(2);
    expect(await waiting('normal')).to.equal(5);
  });

  it('carries the year of Viet Nam in the code of the visit and counts anew with it', async () => {
    const { facility, roomId } = await aWorkplace(api);
    api.setNow('2026-12-31T16:59:00Z');
    const reception = await aUser(api, facility, ['reception']);
    expect((await register(reception, roomId)).encounterCode).to.equal(`${facility.code}260000001`);
    api.setNow('2026-12-31T17:01:00Z');
    expect((await register(reception, roomId)).encounterCode).to.equal(`${facility.code}270000001`);
  });

  it('needs a room that is open', async () => {
    const place = await aWorkplace(api);
    await write(systemCtx(api.services, place.facility.id), 'room.close', async (tx) => {
      await tx('rooms').where({ facilityId: place.facility.id, id: place.roomId }).update({ closedAt: new Date().toISOString() });
    });
    await place.reception.post('/registrations', aRegistration(place.roomId)).expect(404);
  });
});
