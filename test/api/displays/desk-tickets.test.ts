import { expect } from 'chai';
import supertest from 'supertest';
import type { DeskTicketList, DeskTicketTaken, DeskTicketView, DisplayView, NewDeskTicket } from '../../../api/displays/display-schemas.ts';
import { MOST_A_MINUTE } from '../../../api/displays/take-desk-ticket.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aDisplay, type WithDisplay } from './a-display.ts';

const range = (until: number): number[] => Array.from({ length: until }, (_, i) => i + 1);

describe('numbers for the desks of the reception', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: WithDisplay;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aDisplay(api);
  });
  afterEach(() => api.setNow(undefined));

  const send = (fields: Partial<NewDeskTicket> = {}) =>
    supertest(api.app)
      .post('/api/desk-tickets')
      .send({ displayKey: place.display.key, id: newId(), priority: 'normal', ...fields });
  const take = async (fields: Partial<NewDeskTicket> = {}): Promise<DeskTicketTaken> =>
    (await send(fields).expect(201)).body as DeskTicketTaken;
  const call = async (desk: string, ticketId?: string): Promise<DeskTicketView> =>
    (await place.reception.post('/desk-tickets/calls', { desk, ...(ticketId === undefined ? {} : { ticketId }) }).expect(200))
      .body as DeskTicketView;
  const list = async (): Promise<string[]> =>
    ((await place.reception.get('/desk-tickets').expect(200)).body as DeskTicketList).items.map(
      (one) => `${one.series}${one.number} ${one.state}`,
    );

  describe('at the kiosk', () => {
    it('run in two series, and say how many are called before', async () => {
      expect(await take()).to.include({ series: 'A', number: 1, waitingBefore: 0, facilityName: place.facility.name });
      expect(await take()).to.include({ series: 'A', number: 2, waitingBefore: 1 });
      expect(await take({ priority: 'elderly' })).to.include({ series: 'U', number: 1, waitingBefore: 0 });
    });

    it('are the same for the same id, however often and at once it is asked', async () => {
      const id = newId();
      const answers = await Promise.all(range(6).map(async () => await take({ id })));
      expect(new Set(answers.map(({ number }) => number)).size).to.equal(1);
      expect(await take()).to.include({ number: 2 });
    });

    it('have no gap and no pair when many press at once', async () => {
      const answers = await Promise.all(range(30).map(async () => await take()));
      expect(answers.map(({ number }) => number).sort((a, b) => a - b)).to.deep.equal(range(30));
    });

    it('begin again at midnight', async () => {
      api.setNow('2026-11-24T16:59:59Z');
      await take();
      api.setNow('2026-11-24T17:00:00Z');
      expect(await take()).to.include({ number: 1 });
    });

    it('need the key, and stop for a while when somebody empties the roll', async () => {
      await refusedWithoutTrace(api, () => send({ displayKey: `${place.facility.code}-${'x'.repeat(22)}` }), 404);
      await refusedWithoutTrace(api, () => send({ displayKey: 'x' }), 400);
      for (let i = 0; i < MOST_A_MINUTE; i += 1) await take();
      await refusedWithoutTrace(api, () => send(), 429);
      const other = await aDisplay(api);
      await take({ displayKey: other.display.key });
    });
  });

  describe('called', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { id } = await take();
        return {
          ...{ method: 'post', path: '/desk-tickets/calls', body: { desk: '1', ticketId: id }, status: 200 },
          ...{ may: place.reception, mayNot: place.doctor },
          elsewhere: { client: await aUser(api, (await aFacility(api)).facility, ['reception']), unknownPath: '/desk-tickets/calls' },
          malformed: [[{ desk: '' }, 'malformed@desk']],
        };
      },
    );

    it('by class, then by number; the one before is done', async () => {
      await take();
      await take();
      await take({ priority: 'pregnant' });
      expect(await call('1')).to.include({ series: 'U', number: 1, desk: '1', state: 'called' });
      expect(await call('2')).to.include({ series: 'A', number: 1 });
      expect(await call('1')).to.include({ series: 'A', number: 2 });
      expect(await list()).to.deep.equal(['A1 called', 'A2 called']);
      const empty = await refusedWithoutTrace(api, () => place.reception.post('/desk-tickets/calls', { desk: '1' }), 404);
      expect(findings(empty)).to.deep.equal(['desk_queue_empty@']);
    });

    it('differ for two desks that call at once', async () => {
      await Promise.all([take(), take()]);
      const both = await Promise.all([call('1'), call('2')]);
      expect(new Set(both.map(({ id }) => id)).size).to.equal(2);
    });

    it('again, missed, called back by name, and done', async () => {
      const { id } = await take();
      await call('1');
      const post = async (verb: string) => (await place.reception.post(`/desk-tickets/${id}/${verb}`).expect(200)).body as DeskTicketView;
      expect(await post('recall')).to.include({ timesCalled: 2 });
      const stolen = await refusedWithoutTrace(api, () => place.reception.post('/desk-tickets/calls', { desk: '2', ticketId: id }), 409);
      expect(findings(stolen)).to.deep.equal(['ticket_at_other_desk@']);
      expect(await post('miss')).to.include({ state: 'missed' });
      await refusedWithoutTrace(api, () => place.reception.post(`/desk-tickets/${id}/recall`), 409);
      expect(await call('2', id)).to.include({ state: 'called', desk: '2', timesCalled: 3 });
      expect(await post('completion')).to.include({ state: 'done' });
      await refusedWithoutTrace(api, () => place.reception.post('/desk-tickets/calls', { desk: '2', ticketId: id }), 409);
    });

    it('stand on the display', async () => {
      await take();
      await call('Q3');
      const view = (await supertest(api.app).get(`/api/displays/${place.display.key}`).expect(200)).body as DisplayView;
      expect(view.desks.map(({ desk, series, number, times }) => `${desk} ${series}${number} ${times}`)).to.deep.equal(['Q3 A1 1']);
    });
  });

  for (const verb of ['recall', 'miss', 'completion']) {
    describe(verb, () => {
      itIsGuarded(
        () => api,
        async () => {
          const { id } = await take();
          await call(newId().slice(-8), id);
          return {
            ...{ method: 'post', path: `/desk-tickets/${id}/${verb}`, body: {}, status: 200 },
            ...{ may: place.reception, mayNot: place.doctor },
            elsewhere: {
              client: await aUser(api, (await aFacility(api)).facility, ['reception']),
              unknownPath: `/desk-tickets/${newId()}/${verb}`,
            },
          };
        },
      );
    });
  }
});
