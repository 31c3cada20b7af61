import { expect } from 'chai';
import type { EncounterResults } from '../../../api/results/result-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aReportingPlace, atLaboratory, typed, type ReportingPlace } from './a-desk.ts';

describe('correct and withdraw a result', function () {
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

  itIsGuarded(
    () => api,
    async () => {
      const order = await atLaboratory(place, await openVisit(place));
      await order.approve((await order.enter({ K: '4,1' })).version);
      return {
        method: 'post',
        path: `${order.path}/corrections`,
        body: { ...typed({ K: '4,3' }), number: 1, reason: 'Gõ nhầm' },
        status: 201,
        may: place.head,
        mayNot: place.laboratory,
        elsewhere: { client: stranger, unknownPath: `/laboratory/orders/${newId()}/corrections` },
        malformed: [[{ reason: ' ' }, 'malformed@reason']],
      };
    },
  );

  it('keeps the first issue and shows both, charges nothing twice, and is new for the doctor again', async () => {
    const visit = await openVisit(place);
    const order = await atLaboratory(place, visit);
    const first = await order.enter({ K: '4,1' });
    await order.approve(first.version);
    await place.doctor.post(`${visit.path}/result-readings`, { resultIds: [first.id] }).expect(200);
    const correction = { ...typed({ K: '5,4' }), number: 1, reason: 'Nhầm ống' };
    await place.head.post(`${order.path}/corrections`, correction).expect(201);
    const { items } = (await place.doctor.get(`${visit.path}/results`).expect(200)).body as EncounterResults;
    expect(items[0]?.issues.map(({ number, kind, changeReason, values }) => [number, kind, changeReason, values[0]?.shown])).to.deep.equal([
      [2, 'correction', 'Nhầm ống', '5,4'],
      [1, 'result', null, '4,1'],
    ]);
    expect(items[0]?.isUnread).to.equal(true);
    expect((await visit.bill()).lines.filter(({ kind }) => kind === 'service')).to.have.length(1);
    const stale = await refusedWithoutTrace(api, () => place.head.post(`${order.path}/corrections`, { ...correction, id: newId() }), 409);
    expect(stale.body).to.include({ code: 'result_corrected_meanwhile' });
  });

  it('cannot be done behind the back of the database', async () => {
    const order = await atLaboratory(place, await openVisit(place));
    const { id, version } = await order.enter({ K: '4,1' });
    await order.approve(version);
    for (const change of [
      () => api.database.owner.raw(`UPDATE order_results SET conclusion = 'x' WHERE id = ?`, [id]),
      () => api.database.owner.raw(`UPDATE result_values SET number = 9 WHERE result_id = ?`, [id]),
    ]) {
      const outcome = await change().then(
        () => 'changed',
        (cause: Error) => cause.message,
      );
      expect(outcome).to.contain('never changed');
    }
  });

  it('wants to know who was told when the corrected value is critical', async () => {
    const order = await atLaboratory(place, await openVisit(place));
    await order.approve((await order.enter({ K: '4,1' })).version);
    const correction = { ...typed({ K: '7,4' }), number: 1, reason: 'Nhầm ống' };
    const refused = await refusedWithoutTrace(api, () => place.head.post(`${order.path}/corrections`, correction), 422);
    expect(findings(refused)).to.deep.equal(['critical_not_told@critical']);
    await place.head.post(`${order.path}/corrections`, { ...correction, critical: { toldTo: 'BS Khoa', readBack: true } }).expect(201);
  });

  it('lets the order wait again and takes the charge back when a result is withdrawn, and charges the new one', async () => {
    const visit = await openVisit(place);
    const order = await atLaboratory(place, visit);
    await order.approve((await order.enter({ K: '7,1' }).then(async (entered) => (await order.tell(), entered))).version);
    await place.head.post(`${order.path}/withdrawals`, { id: newId(), number: 1, reason: 'Mẫu của người khác' }).expect(201);
    expect((await visit.bill()).lines.filter(({ kind }) => kind === 'service')).to.deep.equal([]);
    expect((await order.detail()).item).to.include({ state: 'received', isCritical: false });
    await order.approve((await order.enter({ K: '4,0' })).version);
    expect((await visit.bill()).lines.filter(({ kind }) => kind === 'service')).to.have.length(1);
    const { items } = (await place.doctor.get(`${visit.path}/results`).expect(200)).body as EncounterResults;
    expect(items[0]?.issues.map(({ kind }) => kind)).to.deep.equal(['result', 'withdrawal', 'result']);
    expect(items[0]).to.include({ needsAcknowledgement: false });
  });

  it('corrects after the visit was closed, but takes no new result then', async () => {
    const visit = await openVisit(place);
    const order = await atLaboratory(place, visit);
    await order.approve((await order.enter({ K: '4,1' })).version);
    await visit.diagnose('I10');
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh({ outcome: '2', dischargeType: '1' })).expect(200);
    await place.head.post(`${order.path}/corrections`, { ...typed({ K: '4,2' }), number: 1, reason: 'Gõ nhầm' }).expect(201);
    const withdrawn = await refusedWithoutTrace(
      api,
      () => place.head.post(`${order.path}/withdrawals`, { id: newId(), number: 2, reason: 'Nhầm' }),
      409,
    );
    expect(withdrawn.body).to.include({ code: 'result_encounter_closed' });
  });

  it('holds the visit open while a result is missing', async () => {
    const visit = await openVisit(place);
    await atLaboratory(place, visit);
    await visit.diagnose('I10');
    const refused = await place.doctor.post(`${visit.path}/closure`, await visit.fresh({ outcome: '2', dischargeType: '1' })).expect(422);
    expect(findings(refused)).to.deep.equal(['order_not_performed@orders']);
  });
});
