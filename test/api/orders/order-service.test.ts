import { expect } from 'chai';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

const BLOOD = '22.0121.1369';

describe('order a service', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: `${(await openVisit(place)).path}/orders`,
      body: { id: newId(), serviceCode: BLOOD },
      status: 201,
      may: place.doctor,
      mayNot: place.laboratory,
      elsewhere: {
        client: await aUser(api, (await aFacility(api)).facility, ['doctor']),
        unknownPath: `/encounters/${newId()}/orders`,
      },
      malformed: [
        [{ id: '' }, 'malformed@id'],
        [{ serviceCode: 'a b' }, 'malformed@serviceCode'],
        [{ quantity: 2 }, 'malformed@quantity'],
        [{ price: '1' }, 'unknown_field@price'],
      ],
    }),
  );

  it('stands on the visit with its name, and costs nothing before it is done', async () => {
    const visit = await openVisit(place);
    const before = await visit.bill();
    const id = newId();
    await place.doctor.post(`${visit.path}/orders`, { id, serviceCode: BLOOD, quantity: '2' }).expect(201);
    const [order] = (await visit.view()).orders;
    expect(order).to.include({ id, serviceCode: BLOOD, quantity: '2', state: 'ordered', performedAt: null });
    expect(order?.serviceName).to.equal('Tổng phân tích tế bào máu ngoại vi (bằng máy đếm laser)');
    expect(await visit.bill()).to.deep.equal(before);
  });

  it('refuses a service that the price list of the facility does not have, and quantities that cannot be', async () => {
    const { path } = await openVisit(place);
    const cases: [object, string][] = [
      [{ serviceCode: '99.9999.9999' }, 'service_unknown@serviceCode'],
      [{ quantity: '0' }, 'quantity_not_positive@quantity'],
      [{ quantity: '-1' }, 'quantity_not_positive@quantity'],
      [{ quantity: '1.0005' }, 'quantity_places@quantity'],
      [{ quantity: '101' }, 'quantity_absurd@quantity'],
    ];
    for (const [change, finding] of cases) {
      const body = { id: newId(), serviceCode: BLOOD, ...change };
      expect(findings(await refusedWithoutTrace(api, () => place.doctor.post(`${path}/orders`, body), 422))).to.deep.equal([finding]);
    }
    await place.doctor.post(`${path}/orders`, { id: newId(), serviceCode: BLOOD, quantity: '100' }).expect(201);
  });

  it('answers 409 to an id that is taken', async () => {
    const { path } = await openVisit(place);
    const order = { id: newId(), serviceCode: BLOOD };
    await place.doctor.post(`${path}/orders`, order).expect(201);
    const response = await refusedWithoutTrace(api, () => place.doctor.post(`${path}/orders`, order), 409);
    expect(findings(response)).to.deep.equal(['already_exists@id']);
  });
});
