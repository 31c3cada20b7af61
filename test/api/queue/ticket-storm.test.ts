import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import { insertTicket } from '../../../db/stores/queue-store.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson, aRegistration } from '../../support/a-registration.ts';
import { aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';

const range = (until: number): number[] => Array.from({ length: until }, (_, i) => i + 1);
const MANY = 500;

describe('numbers under a storm', function () {
  this.timeout(120_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
  });
  afterEach(() => api.setNow(undefined));

  /** As the browser does: the same request with the same key again while the server says it is busy. */
  async function send(body: object): Promise<Response> {
    const key = randomUUID();
    for (let attempt = 1; ; attempt += 1) {
      const response = await place.reception.post('/registrations', body, key);
      if (response.status !== 503 || attempt === 20) return response;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
  const numbersOf = async (day?: string): Promise<number[]> =>
    (
      await rows<{ number: number }>(
        api.database.owner,
        `SELECT t.number FROM queue_tickets AS t WHERE t.room_id = :roomId AND t.day = COALESCE(:day, t.day) ORDER BY t.number`,
        { roomId: place.roomId, day: day ?? null } as never,
      )
    ).map(({ number }) => number);

  it('run from 1 without gap and pair when 500 register at once, every fifth of them refused', async () => {
    place = await aWorkplace(api);
    const answers = await Promise.all(
      range(MANY).map(async (i) => {
        const wrong = i % 5 === 0;
        const person = aPerson(wrong ? { birthDate: '2999-01-01' } : {});
        return await send(aRegistration(place.roomId, { patient: { kind: 'new', id: newId(), data: person } }));
      }),
    );
    const good = answers.filter(({ status }) => status === 201).map(({ body }) => (body as { ticket: { number: number } }).ticket.number);
    expect(answers.filter(({ status }) => status === 422)).to.have.length(MANY / 5);
    expect(good.sort((a, b) => a - b)).to.deep.equal(range((MANY * 4) / 5));
    expect(await numbersOf()).to.deep.equal(range((MANY * 4) / 5));
  });

  it('leave no gap when the transaction fails after the number was taken', async () => {
    place = await aWorkplace(api);
    const { encounterId } = (await send(aRegistration(place.roomId))).body as { encounterId: string };
    const take = async (i: number): Promise<number> =>
      await write(systemCtx(api.services, place.facility.id), 'ticket.test', async (tx) => {
        const ticket = { facilityId: place.facility.id, encounterId, roomId: place.roomId, day: localDay(new Date()) };
        const number = await insertTicket(tx, {
          ...ticket,
          id: newId(),
          priority: 'normal',
          priorityRank: 3,
          takenAt: new Date().toISOString(),
        });
        if (i % 2 === 1) throw new Error('torn off');
        return number;
      });
    const results = await Promise.allSettled(range(40).map(take));
    const torn = results.filter((one) => one.status === 'rejected').map((one) => (one.reason as Error).message);
    expect(torn).to.deep.equal(Array<string>(20).fill('torn off'));
    expect(await numbersOf()).to.deep.equal(range(21));
  });

  it('belong to one day or the other, each from 1, when the clock passes midnight in the middle of the storm', async () => {
    api.setNow('2026-11-24T16:59:59.900Z');
    place = await aWorkplace(api);
    place = { ...place, reception: await aUser(api, place.facility, ['reception']) };
    const half = MANY / 2;
    const before = range(half).map(async () => await send(aRegistration(place.roomId)));
    // The server reads its clock when a request arrives: wait until some of the old day have been answered.
    await Promise.race(before);
    api.setNow('2026-11-24T17:00:00Z');
    const after = range(half).map(async () => await send(aRegistration(place.roomId)));
    const answers = await Promise.all([...before, ...after]);
    expect(answers.filter(({ status }) => status !== 201)).to.deep.equal([]);
    const old = await numbersOf('2026-11-24');
    const fresh = await numbersOf('2026-11-25');
    expect(old).to.deep.equal(range(old.length));
    expect(fresh).to.deep.equal(range(fresh.length));
    expect(old.length).to.be.greaterThan(0);
    expect(fresh.length).to.be.at.least(half);
    expect(old.length + fresh.length).to.equal(MANY);
  });
});
