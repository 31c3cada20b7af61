import { expect } from 'chai';
import type { CabinetView } from '../../../api/stock/cabinet-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy, type Pharmacy } from './a-pharmacy.ts';

const [PARACETAMOL, IBUPROFEN] = ['T001', 'T009'];

describe('the base stock of a duty cabinet', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    pharmacy = await aPharmacy(place);
  });

  const path = () => `/cabinets/${pharmacy.cabinetId}`;
  const aList = (fields: object = {}) => ({
    ...{ id: newId(), reason: 'theo số ca trực', lines: [{ drugCode: PARACETAMOL, quantity: '20' }] },
    ...fields,
  });
  const propose = async (client: Client, fields: object = {}): Promise<string> => {
    const body = aList(fields);
    await client.post(`${path()}/lists`, body).expect(201);
    return body.id;
  };
  const view = async (): Promise<CabinetView> => (await place.nurse.get(path()).expect(200)).body as CabinetView;
  const outsider = async () => await aUser(api, (await aFacility(api)).facility, ['pharmacist']);

  describe('is asked for', () => {
    itIsGuarded(
      () => api,
      async () => {
        // One request waits at a time: each of these stands at a place of its own.
        place = await aWorkplace(api);
        pharmacy = await aPharmacy(place);
        return {
          ...{ method: 'post' as const, path: `${path()}/lists`, body: aList(), status: 201, may: place.nurse, mayNot: place.doctor },
          elsewhere: { client: await outsider(), unknownPath: `/cabinets/${newId()}/lists` },
          malformed: [
            [{ reason: '' }, 'malformed@reason'],
            [{ lines: [{ drugCode: PARACETAMOL, quantity: 1 }] }, 'malformed@lines.0.quantity'],
          ],
        };
      },
    );

    it('of a cabinet only, one request at a time, and judged by line', async () => {
      await refusedWithoutTrace(api, () => place.nurse.post(`/cabinets/${pharmacy.mainId}/lists`, aList()), 404);
      const wrong = aList({ lines: [{ drugCode: 'X000', quantity: '0' }] });
      const response = await refusedWithoutTrace(api, () => place.nurse.post(`${path()}/lists`, wrong), 422);
      expect(findings(response)).to.deep.equal(['stock_drug_unknown@lines.0.drugCode', 'stock_quantity_not_positive@lines.0.quantity']);
      await propose(place.nurse);
      const second = await refusedWithoutTrace(api, () => place.nurse.post(`${path()}/lists`, aList()), 409);
      expect(findings(second)).to.deep.equal(['cabinet_list_waiting@']);
      expect((await view()).waiting).to.include({ reason: 'theo số ca trực', state: 'submitted' });
    });
  });

  describe('is approved', () => {
    itIsGuarded(
      () => api,
      async () => {
        place = await aWorkplace(api);
        pharmacy = await aPharmacy(place);
        const at = (id: string) => `${path()}/lists/${id}/approval`;
        return {
          ...{ method: 'post' as const, path: at(await propose(place.nurse)), body: { version: 1 }, status: 200 },
          ...{ may: place.pharmacist, mayNot: place.nurse },
          elsewhere: { client: await outsider(), unknownPath: at(newId()) },
          malformed: [[{ version: 'x' }, 'malformed@version']],
        };
      },
    );

    it('by another person than who asked, once, and is in force from then on', async () => {
      const own = await propose(place.pharmacist);
      const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${path()}/lists/${own}/approval`, { version: 1 }), 409);
      expect(findings(refused)).to.deep.equal(['cabinet_list_own@']);
      await place.pharmacist.post(`${path()}/lists/${own}/refusal`, { version: 1, reason: 'gõ nhầm' }).expect(200);
      expect((await view()).needs).to.deep.equal([]);
      const id = await propose(place.nurse);
      await place.pharmacist.post(`${path()}/lists/${id}/approval`, { version: 1 }).expect(200);
      const again = await refusedWithoutTrace(api, () => place.pharmacist.post(`${path()}/lists/${id}/approval`, { version: 2 }), 409);
      expect(findings(again)).to.deep.equal(['cabinet_list_decided@']);
      const { needs, inForce, decided } = await view();
      expect(needs.map(({ drugCode, base, missing }) => [drugCode, base, missing])).to.deep.equal([[PARACETAMOL, '20', '20']]);
      expect(inForce).to.include({ id });
      expect(decided.map(({ state }) => state)).to.deep.equal(['approved', 'refused']);
    });
  });

  describe('is refused', () => {
    itIsGuarded(
      () => api,
      async () => {
        place = await aWorkplace(api);
        pharmacy = await aPharmacy(place);
        const at = (id: string) => `${path()}/lists/${id}/refusal`;
        return {
          ...{ method: 'post' as const, path: at(await propose(place.nurse)), body: { version: 1, reason: 'quá nhiều' }, status: 200 },
          ...{ may: place.pharmacist, mayNot: place.nurse },
          elsewhere: { client: await outsider(), unknownPath: at(newId()) },
          malformed: [[{ reason: ' ' }, 'malformed@reason']],
        };
      },
    );
  });

  it('says what is missing without what is asked for, and what is to go back', async () => {
    const id = await propose(place.nurse);
    await place.pharmacist.post(`${path()}/lists/${id}/approval`, { version: 1 }).expect(200);
    await pharmacy.receive(pharmacy.cabinetId, { drugCode: PARACETAMOL, quantity: '5' }, { drugCode: IBUPROFEN, quantity: '3' });
    await pharmacy.create(place.nurse, {
      ...{ kind: 'cabinet-top-up', depotId: pharmacy.mainId, toDepotId: pharmacy.cabinetId },
      lines: [{ id: newId(), drugCode: PARACETAMOL, quantity: '6' }],
    });
    const { needs } = await view();
    expect(needs.map(({ drugCode, onHand, missing, surplus }) => [drugCode, onHand, missing, surplus])).to.deep.equal([
      [PARACETAMOL, '5', '9', '0'],
      [IBUPROFEN, '3', '0', '3'],
    ]);
    await refusedWithoutTrace(api, () => place.nurse.get(`/cabinets/${pharmacy.counterId}`), 404);
    await refusedWithoutTrace(api, () => place.reception.get(path()), 403);
  });
});
