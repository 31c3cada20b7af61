import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { BookView, EncounterResults, IndicatorList, ResultInbox } from '../../../api/results/result-schemas.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson, aRegistration } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { anOrder, aReceivedSample, aReportingPlace, atLaboratory, ELECTROLYTES, typed, type ReportingPlace } from './a-desk.ts';

describe('the laboratory', function () {
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

  describe('enters a result', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { path, orderId } = await atLaboratory(place, await openVisit(place));
        return {
          method: 'put',
          path: `${path}/result`,
          body: typed({ K: '4,1' }),
          status: 200,
          may: place.laboratory,
          mayNot: place.doctor,
          elsewhere: {
            client: stranger,
            unknownPath: `/laboratory/orders/${orderId.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}/result`,
          },
          malformed: [[{ values: [{ code: 'K' }] }, 'malformed@values.0.typed']],
        };
      },
    );

    it('judges each value by the range of the person and shows the previous one beside', async () => {
      const first = await openVisit(place);
      const before = await atLaboratory(place, first);
      await before.approve((await before.enter({ NA: '139', K: '4,4', CL: '101' })).version);
      const after = await openVisit(place, { patient: { kind: 'known', id: first.patientId } });
      const order = await anOrder(place, after, ELECTROLYTES, { repeatReason: 'Theo dõi' });
      await aReceivedSample(place, after, order);
      const body = typed({ NA: '150', K: '3,4', CL: '101' });
      await place.laboratory.put(`/laboratory/orders/${order}/result`, body).expect(200);
      const detail = (await place.laboratory.get(`/laboratory/orders/${order}`).expect(200)).body as Awaited<
        ReturnType<typeof before.detail>
      >;
      expect(detail.results[0]?.values.map(({ indicatorCode, shown, flag, range }) => [indicatorCode, shown, flag, range])).to.deep.equal([
        ['NA', '150', 'H', '135 – 145'],
        ['K', '3,4', 'L', '3,5 – 5'],
        ['CL', '101', 'N', '98 – 106'],
      ]);
      expect(detail.indicators.map(({ previous }) => previous?.shown)).to.deep.equal(['139', '4,4', '101']);
    });

    it('judges a newborn by the range of a newborn', async () => {
      const patient = {
        kind: 'new' as const,
        id: newId(),
        data: aPerson({ birthDate: localDay(new Date(Date.now() - 10 * 86_400_000)), guardian: { fullName: 'Lò Thị Mẹ' } }),
      };
      const order = await atLaboratory(place, await openVisit(place, aRegistration(place.roomId, { patient })));
      await order.enter({ K: '5,8' });
      expect((await order.detail()).results[0]?.values[0]).to.include({ flag: 'N', range: '3,7 – 5,9', rangeOrigin: 'unsure' });
    });

    it('refuses what cannot be read, names each value, and keeps nothing', async () => {
      const order = await atLaboratory(place, await openVisit(place));
      const body = typed({ K: 'cao', NA: '138,55', XX: '1' });
      const refused = await refusedWithoutTrace(api, () => place.laboratory.put(`${order.path}/result`, body), 422);
      expect(findings(refused)).to.deep.equal([
        'result_not_a_number@values.0.typed',
        'result_decimals@values.1.typed',
        'indicator_unknown@values.2.code',
      ]);
    });

    it('lets two people at one item not write over each other', async () => {
      const order = await atLaboratory(place, await openVisit(place));
      const { version, id } = await order.enter({ K: '4,1' });
      const blind = await refusedWithoutTrace(api, () => place.head.put(`${order.path}/result`, typed({ K: '9' })), 409);
      expect(blind.body).to.include({ code: 'result_entered_meanwhile' });
      const seen = await order.enter({ K: '4,2', NA: '140' }, { version });
      expect(seen.id).to.equal(id);
      await refusedWithoutTrace(api, () => place.head.put(`${order.path}/result`, { ...typed({ K: '9' }), version }), 409);
      expect((await order.detail()).results.map(({ values }) => values.map(({ shown }) => shown))).to.deep.equal([['140', '4,2']]);
      await order.enter({ K: '4,2', NA: '' }, { version: seen.version });
      expect((await order.detail()).results[0]?.values.map(({ indicatorCode }) => indicatorCode)).to.deep.equal(['K']);
    });

    it('needs a received sample', async () => {
      const visit = await openVisit(place);
      const orderId = await anOrder(place, visit, ELECTROLYTES);
      const refused = await refusedWithoutTrace(
        api,
        () => place.laboratory.put(`/laboratory/orders/${orderId}/result`, typed({ K: '4' })),
        409,
      );
      expect(refused.body).to.include({ code: 'specimen_not_received' });
    });

    it('for a cancelled order is refused in a sentence that says so', async () => {
      const visit = await openVisit(place);
      const order = await atLaboratory(place, visit);
      const { version } = await order.enter({ K: '4,1' });
      await place.doctor.post(`${visit.path}/orders/${order.orderId}/cancellation`, { reason: 'Ghi nhầm' }).expect(200);
      const entered = await refusedWithoutTrace(
        api,
        () => place.laboratory.put(`${order.path}/result`, { ...typed({ K: '5' }), version }),
        409,
      );
      const approved = await refusedWithoutTrace(api, () => place.head.post(`${order.path}/approval`, { version }), 409);
      expect([entered.body, approved.body].map(({ code }: { code: string }) => code)).to.deep.equal([
        'result_order_cancelled',
        'result_order_cancelled',
      ]);
    });
  });

  describe('approves', () => {
    itIsGuarded(
      () => api,
      async () => {
        const order = await atLaboratory(place, await openVisit(place));
        const { version } = await order.enter({ K: '4,1' });
        return {
          method: 'post',
          path: `${order.path}/approval`,
          body: { version },
          status: 200,
          may: place.head,
          mayNot: place.laboratory,
          elsewhere: { client: stranger, unknownPath: `/laboratory/orders/${newId()}/approval` },
          malformed: [[{ version: 0 }, 'malformed@version']],
        };
      },
    );

    it('charges the service once with who, when and which machine, and shows the doctor the result as new', async () => {
      const visit = await openVisit(place);
      const order = await atLaboratory(place, visit);
      const services = async () => (await visit.bill()).lines.filter(({ kind }) => kind === 'service');
      const { version } = await order.enter({ NA: '139', K: '4,1' }, { machineCode: 'SH.1.14901.001' });
      expect(await services()).to.deep.equal([]);
      const hidden = (await place.doctor.get(`${visit.path}/results`).expect(200)).body as EncounterResults;
      expect([hidden.waiting, hidden.items[0]?.issues]).to.deep.equal([1, []]);
      await order.approve(version);
      expect((await services()).map(({ quantity }) => quantity)).to.deep.equal(['1']);
      const charged = (await api.database.owner('chargeLines').where({ sourceId: order.orderId }).first()) as Record<string, unknown>;
      expect(charged).to.include({ machineCode: 'SH.1.14901.001', performedBy: place.laboratory.userId });
      const shown = (await place.doctor.get(`${visit.path}/results`).expect(200)).body as EncounterResults;
      expect(shown.items[0]).to.include({ isUnread: true, needsAcknowledgement: false, state: 'approved' });
      expect((await visit.view()).orders[0]).to.include({ state: 'performed', resultText: 'NA 139 mmol/L; K 4,1 mmol/L' });
      await refusedWithoutTrace(api, () => place.head.post(`${order.path}/approval`, { version: version + 1 }), 409);
      const late = await refusedWithoutTrace(api, () => place.laboratory.put(`${order.path}/result`, typed({ K: '9' })), 409);
      expect(late.body).to.include({ code: 'result_already_approved' });
    });

    it('approves once when two do it at the same moment', async () => {
      const visit = await openVisit(place);
      const order = await atLaboratory(place, visit);
      const { version } = await order.enter({ K: '4,1' });
      const both = await Promise.all([0, 1].map(() => place.head.post(`${order.path}/approval`, { version }, randomUUID())));
      expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
      expect((await visit.bill()).lines.filter(({ kind }) => kind === 'service')).to.have.length(1);
    });

    it('refuses a performer without a licence, an empty result, and what was changed since it was seen', async () => {
      const order = await atLaboratory(place, await openVisit(place));
      const unlicensed = await aUser(api, place.facility, ['laboratory'], { licence: null });
      const { version } = await order.enter({ K: '4,1' }, { performedById: unlicensed.userId });
      const refused = await refusedWithoutTrace(api, () => place.head.post(`${order.path}/approval`, { version }), 422);
      expect(findings(refused)).to.deep.equal(['performer_licence_missing@']);
      const emptied = await order.enter({}, { version });
      const empty = await refusedWithoutTrace(api, () => place.head.post(`${order.path}/approval`, { version: emptied.version }), 422);
      expect(findings(empty)).to.deep.equal(['result_empty@values']);
      expect((await refusedWithoutTrace(api, () => place.head.post(`${order.path}/approval`, { version }), 409)).body).to.include({
        code: 'result_entered_meanwhile',
      });
    });

    it('wants to know who was told of a critical value, and the doctor takes note of it once', async () => {
      const visit = await openVisit(place);
      const order = await atLaboratory(place, visit);
      const { version, isCritical, id } = await order.enter({ K: '7,1' });
      expect(isCritical).to.equal(true);
      const refused = await refusedWithoutTrace(api, () => place.head.post(`${order.path}/approval`, { version }), 422);
      expect(findings(refused)).to.deep.equal(['critical_not_told@critical']);
      await order.tell();
      await order.approve(version);
      const inbox = (await place.doctor.get('/result-inbox').expect(200)).body as ResultInbox;
      expect(inbox.items.find(({ encounterId }) => encounterId === visit.encounterId)).to.include({ waiting: 0, unread: 1, critical: 1 });
      const action = { id: newId(), action: 'Mời hội chẩn, ghi điện tim' };
      await place.doctor.post(`/results/${id}/acknowledgement`, action).expect(201);
      await place.doctor.post(`${visit.path}/result-readings`, { resultIds: [id] }).expect(200);
      const again = await refusedWithoutTrace(
        api,
        () => place.doctor.post(`/results/${id}/acknowledgement`, { ...action, id: newId() }),
        409,
      );
      expect(again.body).to.include({ code: 'critical_already_acknowledged' });
      const shown = (await place.doctor.get(`${visit.path}/results`).expect(200)).body as EncounterResults;
      expect(shown.items[0]).to.include({ isUnread: false, needsAcknowledgement: false });
      expect(shown.items[0]?.issues[0]?.told[0]).to.include({ to: 'BS Khoa', readBack: true });
      expect(shown.items[0]?.issues[0]?.acknowledged).to.include({ action: 'Mời hội chẩn, ghi điện tim' });
      const later = (await place.doctor.get('/result-inbox').expect(200)).body as ResultInbox;
      expect(later.items.find(({ encounterId }) => encounterId === visit.encounterId)).to.equal(undefined);
    });
  });

  describe('closes the book of the day', () => {
    it('not over entered results, once, and approves nothing afterwards', async () => {
      const here = await aReportingPlace(api);
      const order = await atLaboratory(here, await openVisit(here));
      const { version } = await order.enter({ K: '4,1' });
      const close = () => here.head.post('/laboratory/book-closings', { id: newId(), day: today() });
      const open = await refusedWithoutTrace(api, close, 422);
      expect(findings(open)).to.deep.equal(['book_has_open_results@day']);
      await order.approve(version);
      const next = await atLaboratory(here, await openVisit(here));
      await close().expect(201);
      expect((await here.laboratory.get(`/laboratory/book?day=${today()}`).expect(200)).body as BookView).to.deep.include({
        approved: 1,
        open: 0,
      });
      expect((await refusedWithoutTrace(api, close, 409)).body).to.include({ code: 'book_already_closed' });
      const late = await next.enter({ K: '4,0' });
      const refused = await refusedWithoutTrace(api, () => here.head.post(`${next.path}/approval`, { version: late.version }), 422);
      expect(findings(refused)).to.deep.equal(['result_book_closed@']);
      await refusedWithoutTrace(api, () => here.laboratory.post('/laboratory/book-closings', { id: newId(), day: today() }), 403);
    });
  });

  it('judges by the laboratory’s own ranges from the day they are set, and keeps them for others away', async () => {
    const here = await aReportingPlace(api);
    const own = { id: newId(), ageFromDays: 0, low: '3.0', high: '4.0' };
    const body = { validFrom: today(), source: 'Thuốc thử X', ranges: [own] };
    await here.head.put('/laboratory/indicators/K/ranges', body).expect(200);
    const order = await atLaboratory(here, await openVisit(here));
    await order.enter({ K: '4,1' });
    expect((await order.detail()).results[0]?.values[0]).to.include({ flag: 'H', range: '3 – 4', rangeOrigin: 'facility' });
    const elsewhere = await atLaboratory(place, await openVisit(place));
    await elsewhere.enter({ K: '4,1' });
    expect((await elsewhere.detail()).results[0]?.values[0]).to.include({ flag: 'N' });
    const reversed = { ...body, ranges: [{ ...own, id: newId(), low: '5' }] };
    expect(findings(await refusedWithoutTrace(api, () => here.head.put('/laboratory/indicators/K/ranges', reversed), 422))).to.deep.equal([
      'range_reversed@ranges.0',
    ]);
    await refusedWithoutTrace(api, () => here.laboratory.put('/laboratory/indicators/K/ranges', body), 403);
  });

  it('shows the ranges it judges by; a second change on a day leaves one in force, and a later one waits', async () => {
    const here = await aReportingPlace(api);
    const put = async (low: string, validFrom: string) => {
      const body = { validFrom, source: `Thuốc thử ${low}`, ranges: [{ id: newId(), ageFromDays: 0, low, high: '5.5' }] };
      await here.head.put('/laboratory/indicators/K/ranges', body).expect(200);
    };
    const potassium = async () => {
      const { items } = (await here.laboratory.get('/laboratory/indicators').expect(200)).body as IndicatorList;
      return items.find(({ code }) => code === 'K');
    };
    expect((await potassium())?.own).to.deep.equal([]);
    expect((await potassium())?.ranges[0]?.origin).not.to.equal('facility');
    await put('3.1', today());
    await put('3.2', today());
    const found = await potassium();
    expect(found?.ranges.map(({ low, origin }) => [low, origin])).to.deep.equal([['3.2', 'facility']]);
    await put('3.3', addDays(today(), 7));
    expect((await potassium())?.ranges.map(({ low }) => low)).to.deep.equal(['3.2']);
    expect((await potassium())?.own.map(({ low, validFrom }) => [low, validFrom])).to.deep.equal([
      ['3.2', today()],
      ['3.3', addDays(today(), 7)],
    ]);
    await here.doctor.get('/laboratory/indicators').expect(403);
  });
});
