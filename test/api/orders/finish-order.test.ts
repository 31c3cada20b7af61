import { expect } from 'chai';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { anOrder as anOrderOf, aReportingPlace, XRAY } from '../results/a-desk.ts';

const BLOOD = '22.0121.1369';
const PROCEDURE = '01.0065.0071';

describe('finish an order', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let stranger: Client;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    stranger = await aUser(api, (await aFacility(api)).facility, ['doctor']);
  });
  afterEach(() => api.setNow(undefined));

  async function anOrder(visit?: OpenVisit): Promise<{ visit: OpenVisit; path: string }> {
    const at = visit ?? (await openVisit(place));
    const id = newId();
    await place.doctor.post(`${at.path}/orders`, { id, serviceCode: BLOOD }).expect(201);
    return { visit: at, path: `${at.path}/orders/${id}` };
  }

  describe('by performing it', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { path, visit } = await anOrder();
        return {
          method: 'post',
          path: `${path}/performance`,
          body: { resultText: 'Bạch cầu 8,1 G/L' },
          status: 200,
          may: place.laboratory,
          mayNot: place.reception,
          elsewhere: { client: stranger, unknownPath: `/encounters/${newId()}/orders/${visit.encounterId}/performance` },
          malformed: [
            [{ resultText: 'a'.repeat(2001) }, 'malformed@resultText'],
            [{ performedAt: '2026-01-01' }, 'unknown_field@performedAt'],
          ],
        };
      },
    );

    it('leaves what a desk of the house reports to that desk, and says so; a procedure is done in the room', async () => {
      const here = await aReportingPlace(api);
      const visit = await openVisit(here);
      const path = async (serviceCode: string) => `${visit.path}/orders/${await anOrderOf(here, visit, serviceCode)}/performance`;
      const [blood, xray] = [await path(BLOOD), await path(XRAY)];
      for (const client of [here.doctor, here.laboratory]) {
        expect(findings(await refusedWithoutTrace(api, () => client.post(blood), 422))).to.deep.equal(['order_of_laboratory@']);
        expect(findings(await refusedWithoutTrace(api, () => client.post(xray), 422))).to.deep.equal(['order_of_imaging@']);
      }
      await here.doctor.post(await path(PROCEDURE)).expect(200);
      const reported = (await visit.view()).orders.map(({ serviceCode, reportedBy }) => [serviceCode, reportedBy]);
      expect(reported).to.have.deep.members([
        [BLOOD, 'laboratory'],
        [XRAY, 'imaging'],
        [PROCEDURE, null],
      ]);
      // The same blood count at a station where nobody approves results is noted in the room.
      expect((await (await anOrder()).visit.view()).orders[0]).to.include({ serviceCode: BLOOD, reportedBy: null });
    });

    it('keeps the result and charges it once', async () => {
      const { visit, path } = await anOrder();
      await place.laboratory.post(`${path}/performance`, { resultText: 'Bạch cầu 8,1 G/L' }).expect(200);
      expect((await visit.view()).orders[0]).to.include({ state: 'performed', resultText: 'Bạch cầu 8,1 G/L' });
      const again = await refusedWithoutTrace(api, () => place.doctor.post(`${path}/performance`), 409);
      expect(again.body).to.include({ code: 'order_already_performed' });
      const charged = (await visit.bill()).lines.filter((one) => one.kind === 'service');
      expect(charged.map((one) => [one.quantity, one.hospitalPrice])).to.deep.equal([['1', '34790']]);
    });

    it('charges once when two do it at the same moment', async () => {
      const { visit, path } = await anOrder();
      const both = await Promise.all([place.laboratory.post(`${path}/performance`), place.doctor.post(`${path}/performance`)]);
      expect(both.map((one) => one.status).sort()).to.deep.equal([200, 409]);
      expect((await visit.bill()).lines.filter((one) => one.kind === 'service')).to.have.length(1);
    });

    it('costs what it cost on the day it was ordered, although the price has changed since', async () => {
      api.setNow('2026-11-24T16:55:00Z');
      place = await aWorkplace(api);
      const first = await anOrder();
      await api.database.owner.raw(
        `UPDATE service_prices SET valid_to = '2026-11-24' WHERE code = ? AND facility_class = 'station' AND valid_from = '2026-07-01'`,
        [BLOOD],
      );
      await api.database.owner.raw(
        `INSERT INTO service_prices (code, facility_class, name, group_code, cost_group, unit, price, valid_from, source, confidence)
         SELECT s.code, s.facility_class, s.name, s.group_code, s.cost_group, s.unit, 40000, '2026-11-25', 'test', 'sure'
           FROM service_prices AS s WHERE s.code = ? AND s.facility_class = 'station' AND s.valid_from = '2026-07-01'`,
        [BLOOD],
      );
      api.setNow('2026-11-24T17:05:00Z');
      await place.laboratory.post(`${first.path}/performance`).expect(200);
      const second = await anOrder(first.visit);
      await place.laboratory.post(`${second.path}/performance`).expect(200);
      const prices = (await first.visit.bill()).lines.filter((one) => one.kind === 'service').map((one) => one.hospitalPrice);
      expect(prices).to.deep.equal(['34790', '40000']);
    });

    it('needs somebody with a licence, and an order of this visit', async () => {
      place = await aWorkplace(api);
      const { path } = await anOrder();
      const unlicensed = await aUser(api, place.facility, ['laboratory'], { licence: null });
      const response = await refusedWithoutTrace(api, () => unlicensed.post(`${path}/performance`), 422);
      expect(findings(response)).to.deep.equal(['practitioner_licence_missing@']);
      const other = await openVisit(place);
      const crossed = `${other.path}/orders/${path.split('/').at(-1)}`;
      const missing = await refusedWithoutTrace(api, () => place.laboratory.post(`${crossed}/performance`), 404);
      expect(missing.body).to.include({ code: 'order_not_found' });
    });
  });

  describe('by taking it back', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { path, visit } = await anOrder();
        return {
          method: 'post',
          path: `${path}/cancellation`,
          body: { reason: 'Ghi nhầm' },
          status: 200,
          may: place.doctor,
          mayNot: place.laboratory,
          elsewhere: { client: stranger, unknownPath: `/encounters/${newId()}/orders/${visit.encounterId}/cancellation` },
          malformed: [
            [{ reason: ' ' }, 'malformed@reason'],
            [{ reason: undefined }, 'malformed@reason'],
          ],
        };
      },
    );

    it('costs nothing and cannot be performed any more, nor taken back twice', async () => {
      const { visit, path } = await anOrder();
      await place.doctor.post(`${path}/cancellation`, { reason: 'Ghi nhầm' }).expect(200);
      expect((await visit.view()).orders[0]).to.include({ state: 'cancelled' });
      expect((await visit.bill()).lines.map((one) => one.kind)).to.deep.equal(['examination']);
      for (const [what, body] of [
        ['performance', {}],
        ['cancellation', { reason: 'Lại' }],
      ] as const) {
        const response = await refusedWithoutTrace(api, () => place.doctor.post(`${path}/${what}`, body), 409);
        expect(response.body).to.include({ code: 'order_already_cancelled' });
      }
    });

    it('is too late once it was performed', async () => {
      const { path } = await anOrder();
      await place.doctor.post(`${path}/performance`).expect(200);
      const response = await refusedWithoutTrace(api, () => place.doctor.post(`${path}/cancellation`, { reason: 'Ghi nhầm' }), 409);
      expect(response.body).to.include({ code: 'order_already_performed' });
    });
  });
});
