import { expect } from 'chai';
import type { DispensingBook } from '../../../api/dispensing/dispensing-schemas.ts';
import type { StockList } from '../../../api/stock/stock-schemas.ts';
import { releaseUncollected } from '../../../api/dispensing/release-uncollected.ts';
import { addDays, localDay, startOfDay } from '../../../domain/dates.ts';
import { aUser, stock, testApi, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { aPharmacy, type Pharmacy } from '../stock/a-pharmacy.ts';
import { atTheWindow, controlledSheets, DIAZEPAM, MORPHINE, type AtTheWindow } from './a-prescription.ts';

const COLLECTOR = '014090000001';

describe('controlled drugs, from signing to the book', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;
  const today = localDay(new Date());

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api, aHospital);
    await stock(api, place.facility, { [MORPHINE]: '7000', [DIAZEPAM]: '500' });
    pharmacy = await aPharmacy(place);
    await pharmacy.receive(pharmacy.counterId, { drugCode: MORPHINE, quantity: '200' }, { drugCode: DIAZEPAM, quantity: '100' });
  });
  afterEach(() => api.setNow(undefined));

  const prescribed = async (days: number) => await controlledSheets(place, days);
  /** So many days later, as a pharmacist who has just logged in sees it. */
  const later = async (n: number, at: AtTheWindow): Promise<AtTheWindow> => {
    api.setNow(new Date(Date.parse(startOfDay(addDays(today, n))) + 9 * 3_600_000).toISOString());
    place.pharmacist = await aUser(api, place.facility, ['pharmacist']);
    return atTheWindow(place.pharmacist, at.id, at.visit);
  };
  const given = async (at: AtTheWindow) => (await at.view()).lines[0]?.given;
  const collect = async (at: AtTheWindow, fields: object = {}) => {
    const { acceptedWarnings: _, ...body } = await at.handing(pharmacy.counterId);
    const accepted = (await at.view()).issues.map(({ code, path }) => ({ code, path, reason: 'đã hỏi bác sĩ' }));
    return await place.pharmacist.post(`${at.path}/hand-overs`, {
      ...body,
      collectorNumber: COLLECTOR,
      acceptedWarnings: accepted,
      ...fields,
    });
  };
  const book = async (type: 'n' | 'h') =>
    ((await place.pharmacist.get(`/control-books?type=${type}&from=${today}&to=${today}`).expect(200)).body as DispensingBook).rows;

  it('stand each on its sheet, want the number of who collects, and come into their books', async () => {
    const { n, h } = await prescribed(5);
    for (const at of [n, h]) {
      expect(await at.view()).to.include({ needsCollectorNumber: true, tranche: null });
      expect(findings(await collect(at, { collectorNumber: '' }))).to.deep.equal(['collector_number_missing@collectorNumber']);
      const response = await collect(at);
      expect(response.status, JSON.stringify(response.body)).to.equal(201);
    }
    const entries = async (type: 'n' | 'h') =>
      (await book(type)).map(({ kind, outgoing, collectorNumber }) => [kind, outgoing, collectorNumber]);
    expect(await entries('n')).to.deep.include(['dispense', '10', COLLECTOR]);
    expect(await entries('h')).to.deep.include(['dispense', '5', COLLECTOR]);
  });

  it('of more than ten days are collected tranche by tranche, the next one three days before the last one ends', async () => {
    const { n } = await prescribed(30);
    expect((await n.view()).tranche).to.deep.include({ number: 1, of: 3 });
    const body = { ...(await n.handing(pharmacy.counterId, ['60'])), collectorNumber: COLLECTOR };
    const all = await refusedWithoutTrace(api, () => place.pharmacist.post(`${n.path}/hand-overs`, body), 422);
    expect(findings(all)).to.include('dispensing_tranche_limit@lines.0.quantity');
    expect((await collect(n)).status).to.equal(201);
    expect(await given(n)).to.equal('20');
    const fifth = await later(5, n);
    expect((await fifth.view()).lines[0]?.proposals).to.deep.equal([]);
    const sixth = await later(6, n);
    expect((await sixth.view()).tranche).to.deep.include({ number: 2, of: 3 });
    expect((await collect(sixth)).status).to.equal(201);
    expect(await given(sixth)).to.equal('40');
  });

  it('that are not collected while their tranche is open lapse, and free what was held', async () => {
    const signed = (await prescribed(30)).n;
    const n = await later(8, signed);
    await releaseUncollected(api.services);
    const { items } = (await place.pharmacist.get(`/stock?depotId=${pharmacy.counterId}`).expect(200)).body as StockList;
    expect(items.find(({ drugCode }) => drugCode === MORPHINE)).to.include({ onHand: '200', reserved: '0' });
    expect((await collect(n)).status).to.equal(201);
    // The second tranche only: the first has lapsed.
    expect(await given(n)).to.equal('20');
    const last = await later(30, n);
    expect((await last.view()).tranche).to.equal('lapsed');
    const body = { ...(await last.handing(pharmacy.counterId, ['1'])), collectorNumber: COLLECTOR, lateReason: 'người nhà ở xa' };
    const late = await refusedWithoutTrace(api, () => place.pharmacist.post(`${last.path}/hand-overs`, body), 422);
    expect(findings(late)).to.include('dispensing_tranche_lapsed@lines.0.quantity');
  });
});
