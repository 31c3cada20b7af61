import { expect } from 'chai';
import supertest from 'supertest';
import type { DisplayKey, DisplayView } from '../../../api/displays/display-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson, aRegistration } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { itIsGuarded } from '../guards.ts';
import { aDisplay, type WithDisplay } from './a-display.ts';

describe('displays', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: WithDisplay;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aDisplay(api);
  });

  const look = (key: string) => supertest(api.app).get(`/api/displays/${key}`);
  const view = async (key: string): Promise<DisplayView> => (await look(key).expect(200)).body as DisplayView;

  describe('make one', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...{ method: 'post', path: '/displays', body: { id: newId(), name: 'Sảnh', mode: 'numbers' }, status: 201 },
        ...{ may: place.administrator, mayNot: place.reception },
        malformed: [
          [{ mode: 'names' }, 'malformed@mode'],
          [{ name: ' ' }, 'malformed@name'],
        ],
      }),
      'province-wide',
    );

    it('tells a key of 128 bits behind the code of the facility, and keeps nothing readable of it', async () => {
      expect(place.display.key).to.match(new RegExp(`^${place.facility.code}-[A-Za-z0-9_-]{22}$`));
      const secret = place.display.key.slice(6);
      for (const [table, column] of [
        ['displays', 'key_hash'],
        ['idempotency_keys', 'answer'],
        ['change_log', 'after'],
        ['audit_events', 'payload'],
      ] as const) {
        const texts = await rows<{ text: string }>(
          api.database.owner,
          `SELECT ${column}::text AS text FROM ${table} WHERE ${column} IS NOT NULL`,
        );
        expect(
          texts.filter(({ text }) => text.includes(secret)),
          table,
        ).to.deep.equal([]);
      }
      const kept = await rows(api.database.owner, `SELECT 1 AS one FROM change_log AS c WHERE c.after ->> 'key_hash' IS NOT NULL`);
      expect(kept).to.deep.equal([]);
    });
  });

  describe('renew one', () => {
    itIsGuarded(
      () => api,
      async () => {
        const id = newId();
        await place.administrator.post('/displays', { id, name: 'Sảnh', mode: 'numbers' }).expect(201);
        return {
          ...{ method: 'post', path: `/displays/${id}/renewal`, body: {}, status: 200 },
          ...{ may: place.administrator, mayNot: place.reception },
          elsewhere: {
            client: await aUser(api, (await aFacility(api)).facility, ['facility-administrator']),
            unknownPath: `/displays/${newId()}/renewal`,
          },
        };
      },
    );

    it('ends the old key and opens with the new one', async () => {
      await view(place.display.key);
      const renewed = (await place.administrator.post(`/displays/${place.display.id}/renewal`, { mode: 'initials' }).expect(200))
        .body as DisplayKey;
      await look(place.display.key).expect(404);
      expect((await view(renewed.key)).mode).to.equal('initials');
      const list = (await place.administrator.get('/displays').expect(200)).body as { items: { renewedAt: string | null }[] };
      expect(list.items.map(({ renewedAt }) => renewedAt !== null)).to.deep.equal([true]);
      expect(JSON.stringify(list)).not.to.include(renewed.key.slice(6));
    });
  });

  describe('what one shows', () => {
    it('is whom each room called, the next three in calling order, and how many wait', async () => {
      for (const priority of ['normal', 'normal', 'elderly', 'normal', 'normal'] as const)
        await place.reception
          .post('/registrations', aRegistration(place.roomId, { visit: { id: newId(), roomId: place.roomId, priority, reason: 'Ho' } }))
          .expect(201);
      await place.doctor.post(`/rooms/${place.roomId}/calls`).expect(200);
      const [room] = (await view(place.display.key)).rooms;
      expect(room).to.deep.include({ code: 'P1', waiting: 4 });
      expect(room?.called).to.include({ number: 3, times: 1, initials: null });
      expect(room?.next.map(({ number }) => number)).to.deep.equal([1, 2, 4]);
    });

    it('names nobody, or initials when the facility decided so', async () => {
      const person = aPerson({ fullName: 'Đặng Thị Thử Màn' });
      await place.reception
        .post('/registrations', aRegistration(place.roomId, { patient: { kind: 'new', id: newId(), data: person } }))
        .expect(201);
      const plain = JSON.stringify(await view(place.display.key));
      expect(plain).not.to.include('Đ.T');
      const made = await place.administrator.post('/displays', { id: newId(), name: 'Trong', mode: 'initials' }).expect(201);
      const shown = await view((made.body as DisplayKey).key);
      expect(shown.rooms[0]?.next).to.deep.equal([{ number: 1, initials: 'Đ.T.T.M.' }]);
      expect(JSON.stringify(shown)).not.to.include('Đặng');
      expect((await view(place.display.key)).rooms[0]?.next).to.deep.equal([{ number: 1, initials: null }]);
    });

    it('is nothing without the right key, and the key stands in no line of the log', async () => {
      const other = await aDisplay(api);
      await look(`${place.facility.code}-${other.display.key.slice(6)}`).expect(404);
      await look(`00000-${place.display.key.slice(6)}`).expect(404);
      await look('short').expect(400);
      await view(place.display.key);
      const lines = api.logLines.filter((line) => line.includes('GET /displays/:displayKey'));
      expect(lines).not.to.be.empty;
      expect(api.logLines.filter((line) => line.includes(place.display.key.slice(6)))).to.deep.equal([]);
    });
  });
});
