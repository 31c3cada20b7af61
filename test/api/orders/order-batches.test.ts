import { expect } from 'chai';
import type { OrderPrintAnswer, OrderSetList } from '../../../api/orders/order-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

const BLOOD = '22.0121.1369';
const SUGAR = '23.0075.1494';

describe('orders', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let stranger: Client;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    stranger = await aUser(api, (await aFacility(api)).facility, ['doctor']);
  });

  const items = (...codes: string[]) => codes.map((serviceCode) => ({ id: newId(), serviceCode }));

  describe('of several services at once', () => {
    itIsGuarded(
      () => api,
      async () => {
        const visit = await openVisit(place);
        return {
          method: 'post',
          path: `${visit.path}/order-batches`,
          body: { urgent: true, reason: 'Sốt cao', items: items(BLOOD, SUGAR) },
          status: 201,
          may: place.doctor,
          mayNot: place.nurse,
          elsewhere: { client: stranger, unknownPath: `/encounters/${newId()}/order-batches` },
          malformed: [[{ items: [] }, 'malformed@items']],
        };
      },
    );

    it('keep who asked, why and how urgently', async () => {
      const visit = await openVisit(place);
      await place.doctor.post(`${visit.path}/order-batches`, { urgent: true, reason: 'Sốt cao', items: items(BLOOD, SUGAR) }).expect(201);
      expect((await visit.view()).orders.map(({ urgent, reason, serviceGroup }) => [urgent, reason, serviceGroup])).to.deep.equal([
        [true, 'Sốt cao', 'XN'],
        [true, 'Sốt cao', 'XN'],
      ]);
    });

    it('are placed all or none, and the place says which one is wrong', async () => {
      const visit = await openVisit(place);
      const body = { items: [...items(BLOOD), ...items('99.9999.9999')] };
      const refused = await refusedWithoutTrace(api, () => place.doctor.post(`${visit.path}/order-batches`, body), 422);
      expect(findings(refused)).to.deep.equal(['service_unknown@items.1.serviceCode']);
      expect((await visit.view()).orders).to.deep.equal([]);
    });
  });

  it('of a service that was ordered today need a reason, in the next visit too', async () => {
    const visit = await openVisit(place);
    const first = newId();
    await place.doctor.post(`${visit.path}/orders`, { id: first, serviceCode: BLOOD }).expect(201);
    const again = () => place.doctor.post(`${visit.path}/orders`, { id: newId(), serviceCode: BLOOD });
    const refused = await refusedWithoutTrace(api, again, 422);
    expect(findings(refused)).to.deep.equal(['service_ordered_today@serviceCode']);
    const batch = await refusedWithoutTrace(
      api,
      () => place.doctor.post(`${visit.path}/order-batches`, { items: items(SUGAR, BLOOD) }),
      422,
    );
    expect(findings(batch)).to.deep.equal(['service_ordered_today@items.1.serviceCode']);
    const next = await openVisit(place, { patient: { kind: 'known', id: visit.patientId } });
    await refusedWithoutTrace(api, () => place.doctor.post(`${next.path}/orders`, { id: newId(), serviceCode: BLOOD }), 422);
    await place.doctor.post(`${next.path}/orders`, { id: newId(), serviceCode: BLOOD, repeatReason: 'Theo dõi xuất huyết' }).expect(201);
    const other = await openVisit(place);
    await place.doctor.post(`${other.path}/orders`, { id: newId(), serviceCode: BLOOD }).expect(201);
  });

  it('may be placed again without a reason once the first was taken back', async () => {
    const visit = await openVisit(place);
    const first = newId();
    await place.doctor.post(`${visit.path}/orders`, { id: first, serviceCode: BLOOD }).expect(201);
    await place.doctor.post(`${visit.path}/orders/${first}/cancellation`, { reason: 'Ghi nhầm' }).expect(200);
    await place.doctor.post(`${visit.path}/orders`, { id: newId(), serviceCode: BLOOD }).expect(201);
  });

  it('are kept as sets of the facility, with today’s prices, against the version that was seen', async () => {
    const id = newId();
    const set = { name: 'Tiền phẫu', serviceCodes: [BLOOD, SUGAR] };
    await place.doctor.put(`/order-sets/${id}`, set).expect(200);
    await refusedWithoutTrace(api, () => place.doctor.put(`/order-sets/${newId()}`, set), 409);
    await refusedWithoutTrace(api, () => place.nurse.put(`/order-sets/${newId()}`, { ...set, name: 'Khác' }), 403);
    const unpriced = await refusedWithoutTrace(
      api,
      () => place.doctor.put(`/order-sets/${newId()}`, { name: 'X', serviceCodes: ['1.1'] }),
      422,
    );
    expect(findings(unpriced)).to.deep.equal(['service_unknown@serviceCodes.0']);
    await place.doctor.put(`/order-sets/${id}`, { ...set, version: 1, serviceCodes: [SUGAR] }).expect(200);
    await refusedWithoutTrace(api, () => place.doctor.put(`/order-sets/${id}`, { ...set, version: 1 }), 409);
    const { items: sets } = (await place.doctor.get('/order-sets').expect(200)).body as OrderSetList;
    expect(sets.map(({ name, version, services }) => [name, version, services.map(({ code }) => code)])).to.deep.equal([
      ['Tiền phẫu', 2, [SUGAR]],
    ]);
    expect(sets[0]?.services[0]?.price).to.match(/^\d+$/);
    expect(((await stranger.get('/order-sets').expect(200)).body as OrderSetList).items).to.deep.equal([]);
    await place.doctor.put(`/order-sets/${id}`, { ...set, version: 2, closed: true }).expect(200);
    expect(((await place.doctor.get('/order-sets').expect(200)).body as OrderSetList).items).to.deep.equal([]);
  });

  it('are printed and copies are counted', async () => {
    const visit = await openVisit(place);
    const print = async () =>
      (
        await place.doctor
          .post(`${visit.path}/order-prints`, { id: newId(), kind: 'order-sheet', subjectId: visit.encounterId })
          .expect(201)
      ).body as OrderPrintAnswer;
    expect([(await print()).copy, (await print()).copy]).to.deep.equal([0, 1]);
    await refusedWithoutTrace(
      api,
      () => stranger.post(`${visit.path}/order-prints`, { id: newId(), kind: 'order-sheet', subjectId: visit.encounterId }),
      404,
    );
  });
});
