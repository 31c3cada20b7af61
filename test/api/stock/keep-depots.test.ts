import { expect } from 'chai';
import type { DepotView } from '../../../api/stock/stock-schemas.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy, type Pharmacy } from './a-pharmacy.ts';

const PARACETAMOL = 'T001';

describe('the depots of a facility', function () {
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

  const list = async () => ((await place.pharmacist.get('/depots').expect(200)).body as { items: DepotView[] }).items;
  const another = async (kind: string): Promise<string> => {
    const id = newId();
    await place.pharmacist.post('/depots', { id, code: `K${id.slice(-4)}`, name: 'Kho lẻ', kind }).expect(201);
    return id;
  };
  const end = (id: string, version = 1) => place.pharmacist.post(`/depots/${id}/end`, { version });

  describe('get another name', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { facility } = await aFacility(api);
        return {
          ...{ method: 'put' as const, path: `/depots/${await another('main')}`, body: { version: 1, name: 'Kho nội trú' }, status: 200 },
          ...{ may: place.pharmacist, mayNot: place.nurse },
          elsewhere: { client: await aUser(api, facility, ['pharmacist']), unknownPath: `/depots/${newId()}` },
          malformed: [
            [{ name: ' ' }, 'malformed@name'],
            [{ code: 'X' }, 'unknown_field@code'],
          ],
        };
      },
    );

    it('that everybody sees, while the code stays; not over a newer one', async () => {
      const body = { version: 1, name: 'Tủ trực khoa Nhi' };
      await place.pharmacist.put(`/depots/${pharmacy.cabinetId}`, body).expect(200);
      expect((await list()).find(({ id }) => id === pharmacy.cabinetId)).to.include({ name: body.name, code: 'CABINET', version: 2 });
      const late = await refusedWithoutTrace(api, () => place.pharmacist.put(`/depots/${pharmacy.cabinetId}`, body), 409);
      expect(findings(late)).to.deep.equal(['stale_version@version']);
    });
  });

  describe('are ended', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { facility } = await aFacility(api);
        return {
          ...{ method: 'post' as const, path: `/depots/${await another('main')}/end`, body: { version: 1 }, status: 200 },
          ...{ may: place.pharmacist, mayNot: place.nurse },
          elsewhere: { client: await aUser(api, facility, ['pharmacist']), unknownPath: `/depots/${newId()}/end` },
          malformed: [[{ version: 'x' }, 'malformed@version']],
        };
      },
    );

    it('when nothing lies there: then nobody chooses them any more and nothing is booked into them', async () => {
      const id = await another('cabinet');
      await end(id).expect(200);
      expect((await list()).map((one) => one.id)).not.to.include(id);
      const lines = [{ id: newId(), drugCode: PARACETAMOL, quantity: '1', lotNumber: 'L', expiresOn: '2029-01-01', unitPrice: '1' }];
      const body = { id: newId(), kind: 'receipt', day: localDay(new Date()), depotId: id, lines };
      await refusedWithoutTrace(api, () => place.pharmacist.post('/stock/documents', body), 404);
      expect(findings(await end(id, 2).expect(409))).to.deep.equal(['depot_ended@']);
    });

    it('not while something lies there or a document waits, nor the last main depot or counter', async () => {
      await pharmacy.receive(pharmacy.cabinetId, { drugCode: PARACETAMOL, quantity: '1' });
      expect(findings(await refusedWithoutTrace(api, () => end(pharmacy.cabinetId), 422))).to.deep.equal(['depot_not_empty@']);
      expect(findings(await refusedWithoutTrace(api, () => end(pharmacy.counterId), 422))).to.deep.equal(['depot_last_of_kind@']);
      const second = await another('main');
      await pharmacy.create(place.pharmacist, { kind: 'transfer', depotId: pharmacy.mainId, toDepotId: second, lines: [] });
      expect(findings(await refusedWithoutTrace(api, () => end(second), 422))).to.deep.equal(['depot_has_documents@']);
    });

    it('or filled: of the two at the same time only one happens', async () => {
      const id = await another('main');
      const lines = [{ id: newId(), drugCode: PARACETAMOL, quantity: '1', lotNumber: 'L', expiresOn: '2029-01-01', unitPrice: '1' }];
      const body = { id: newId(), kind: 'receipt', day: localDay(new Date()), depotId: id, lines };
      const [ended, typed] = await Promise.all([end(id), place.pharmacist.post('/stock/documents', body)]);
      expect(`${ended.status} ${typed.status}`).to.be.oneOf(['200 404', '422 201']);
    });
  });
});
