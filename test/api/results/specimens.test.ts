import { expect } from 'chai';
import type { SpecimenAnswer, WorkList } from '../../../api/results/result-schemas.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { anOrder, aReceivedSample, aReportingPlace, BLOOD, ELECTROLYTES, XRAY, type ReportingPlace } from './a-desk.ts';

describe('take a sample', function () {
  this.timeout(90_000);
  let api: TestApi;
  let place: ReportingPlace;
  let stranger: Client;

  before(async () => {
    api = await testApi();
    place = await aReportingPlace(api);
    stranger = await aUser(api, (await aFacility(api)).facility, ['laboratory', 'laboratory-head', 'doctor', 'nurse']);
  });
  afterEach(() => api.setNow(undefined));

  const today = () => localDay(new Date());
  const work = async (): Promise<WorkList> => (await place.laboratory.get(`/laboratory/work?day=${today()}`).expect(200)).body as WorkList;

  itIsGuarded(
    () => api,
    async () => {
      const visit = await openVisit(place);
      const orderId = await anOrder(place, visit, BLOOD);
      return {
        method: 'post',
        path: '/specimens',
        body: { id: newId(), encounterId: visit.encounterId, orderIds: [orderId], received: true },
        status: 201,
        may: place.laboratory,
        mayNot: place.doctor,
        elsewhere: { client: stranger, unknownPath: '/specimens' },
        malformed: [
          [{ orderIds: [] }, 'malformed@orderIds'],
          [{ takenAt: 'hôm qua' }, 'malformed@takenAt'],
        ],
      };
    },
  );

  it('numbers samples by day without a gap and names the specimen of the service', async () => {
    const numbers: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const visit = await openVisit(place);
      const sample = await aReceivedSample(place, visit, await anOrder(place, visit, BLOOD));
      expect(sample.kind).to.equal('Máu chống đông EDTA');
      numbers.push(sample.number);
    }
    expect(numbers[0]?.slice(0, 6)).to.equal(today().slice(2).replaceAll('-', ''));
    const serials = numbers.map((number) => Number(number.slice(6)));
    expect(serials.map((serial) => serial - (serials[0] ?? 0))).to.deep.equal([0, 1, 2]);
  });

  it('is taken at the ward and received by its label once: a second scan says when the first was', async () => {
    const visit = await openVisit(place);
    const orderIds = [await anOrder(place, visit, BLOOD), await anOrder(place, visit, ELECTROLYTES)];
    const taken = await place.nurse
      .post('/specimens', { id: newId(), encounterId: visit.encounterId, orderIds, received: false })
      .expect(201);
    const { number } = taken.body as SpecimenAnswer;
    expect((await work()).items.find((item) => item.orderId === orderIds[0])).to.include({ state: 'waiting' });
    await place.laboratory.post('/specimen-receipts', { number }).expect(200);
    expect((await work()).items.filter((item) => orderIds.includes(item.orderId)).map(({ state }) => state)).to.deep.equal([
      'received',
      'received',
    ]);
    const again = await refusedWithoutTrace(api, () => place.laboratory.post('/specimen-receipts', { number }), 409);
    expect(again.body).to.deep.include({ code: 'specimen_already_received' });
    expect((again.body as { issues: { params: object }[] }).issues[0]?.params).to.have.property('at');
    await refusedWithoutTrace(api, () => place.laboratory.post('/specimen-receipts', { number: '0000000000' }), 404);
    await refusedWithoutTrace(api, () => stranger.post('/specimen-receipts', { number }), 404);
  });

  it('waits for another sample when one was sent back, and shows why', async () => {
    const visit = await openVisit(place);
    const orderId = await anOrder(place, visit, BLOOD);
    const sample = await aReceivedSample(place, visit, orderId);
    await refusedWithoutTrace(
      api,
      () => place.laboratory.post('/specimens', { id: newId(), encounterId: visit.encounterId, orderIds: [orderId], received: true }),
      409,
    );
    await place.laboratory.post(`/specimens/${sample.id}/rejection`, { reason: 'Mẫu vỡ hồng cầu' }).expect(200);
    expect((await work()).items.find((item) => item.orderId === orderId)).to.include({
      state: 'waiting',
      rejectReason: 'Mẫu vỡ hồng cầu',
    });
    await refusedWithoutTrace(api, () => place.laboratory.post(`/specimens/${sample.id}/rejection`, { reason: 'Lại' }), 409);
    await aReceivedSample(place, visit, orderId);
    expect((await work()).items.find((item) => item.orderId === orderId)).to.include({ state: 'received', rejectReason: null });
  });

  it('takes none for an X-ray, a cancelled order or before the order was given', async () => {
    const visit = await openVisit(place);
    const take = (orderId: string, fields: object = {}) =>
      place.laboratory.post('/specimens', {
        id: newId(),
        encounterId: visit.encounterId,
        orderIds: [orderId],
        received: true,
        ...fields,
      });
    const xray = await anOrder(place, visit, XRAY);
    await refusedWithoutTrace(api, () => take(xray), 404);
    const orderId = await anOrder(place, visit, BLOOD);
    const early = await refusedWithoutTrace(api, () => take(orderId, { takenAt: '2026-01-01T00:00:00Z' }), 422);
    expect(findings(early)).to.deep.equal(['specimen_time_outside@takenAt']);
    await place.doctor.post(`${visit.path}/orders/${orderId}/cancellation`, { reason: 'Ghi nhầm' }).expect(200);
    expect((await refusedWithoutTrace(api, () => take(orderId), 409)).body).to.include({ code: 'result_order_cancelled' });
  });
});
