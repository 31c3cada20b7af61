import { expect } from 'chai';
import type { ServiceEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { PriceLines, PriceListReport, PriceLists, PriceListSaved } from '../../../api/prices/price-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkbook, type SheetCell } from '../../support/workbook.ts';
import { aHospital, aWorkplace, findings, type Workplace } from '../at-work.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';

const BLOOD = '22.0121.1369';
const heads = ['Mã dịch vụ', 'Tên dịch vụ', 'Nhóm', 'Đơn giá', 'Đơn giá BHYT'];
const count = (price: string, insured = price): SheetCell[] => [BLOOD, 'Công thức máu', 'XN', { number: price }, { number: insured }];

describe('price lists', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let keeper: Client;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
  });
  beforeEach(async () => {
    place = await aWorkplace(api, aHospital);
    keeper = await aUser(api, place.facility, ['facility-administrator']);
  });

  const aList = async (rows: SheetCell[][], fields: object = {}) => ({
    ...{ id: newId(), decisionNumber: '12/2026/NQ-HĐND', decidedOn: '2026-11-20', validFrom: '2026-11-24', fileName: 'gia.xlsx' },
    workbook: (await aWorkbook([heads, ...rows])).toString('base64'),
    ...fields,
  });
  const load = async (rows: SheetCell[][], fields: object = {}): Promise<PriceListSaved> =>
    (await keeper.post('/price-lists', await aList(rows, fields)).expect(201)).body as PriceListSaved;
  const lists = async (): Promise<PriceLists['items']> => ((await keeper.get('/price-lists').expect(200)).body as PriceLists).items;
  const priceOf = async (code: string): Promise<string | undefined> =>
    ((await place.doctor.get(`/catalogues/services?q=${code}`).expect(200)).body as { items: ServiceEntry[] }).items.find(
      (one) => one.code === code,
    )?.price;

  describe('load', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...{
          method: 'post' as const,
          path: '/price-lists',
          body: await aList([count('50000')]),
          status: 201,
          may: keeper,
          mayNot: place.doctor,
        },
        malformed: [
          [{ validFrom: '2026-02-30' }, 'day_impossible@validFrom'],
          [{ decisionNumber: '' }, 'malformed@decisionNumber'],
        ] as [object, string][],
      }),
      'province-wide',
    );

    it('counts for what is ordered from its first day: the patient pays what is above the insured price', async () => {
      const before = await priceOf(BLOOD);
      await load([count('60000', '49700')]);
      expect([before, await priceOf(BLOOD)]).to.deep.equal(['49700', '60000']);
      const card = aCard({ cardNumber: 'GD4149990000001', registeredFacilityCode: place.facility.code });
      const visit = await openVisit(place, { coverage: { kind: 'new-card', card } });
      await visit.perform(BLOOD);
      const [line] = (await visit.bill()).lines.filter(({ name }) => name === 'Công thức máu');
      expect([line?.hospitalAmount, line?.insuranceAmount, line?.selfPayAmount]).to.deep.equal(['60000', '49700', '10300']);
    });

    it('of several with one code lets the one count that began last, not before it begins, and not after it ended', async () => {
      await load([count('60000')], { validFrom: '2026-11-01' });
      await load([count('90000')], { validFrom: '2026-11-25' });
      expect(await priceOf(BLOOD)).to.equal('60000');
      const { id } = await load([count('70000')], { validFrom: '2026-11-20' });
      expect(await priceOf(BLOOD)).to.equal('70000');
      await keeper.put(`/price-lists/${id}/end`, { version: 1, validTo: '2026-11-23', reason: 'Quyết định bị thay thế' }).expect(200);
      expect(await priceOf(BLOOD)).to.equal('60000');
      expect((await lists()).map((one) => [one.validFrom, one.validTo, one.endReason, one.lines])).to.deep.equal([
        ['2026-11-25', null, null, 1],
        ['2026-11-20', '2026-11-23', 'Quyết định bị thay thế', 1],
        ['2026-11-01', null, null, 1],
      ]);
    });

    it('is read and reported on before, and nothing is kept of that', async () => {
      await load([count('60000'), ['02.99', 'Khám khác', 'KHAM', { number: '1000' }]]);
      const body = await aList([count('65000'), ['02.98', 'Khám mới', 'KHAM', { number: '0' }]]);
      const report = (await keeper.post('/price-list-readings', body).expect(200)).body as PriceListReport;
      expect({ ...report, warnings: report.warnings.map(({ code, path }) => `${code}@${path}`) }).to.deep.equal({
        ...{ lines: 2, added: 1, changed: 1, same: 0, missing: 1 },
        warnings: ['price_is_nothing@3.hospitalPrice'],
      });
      expect(await lists()).to.have.length(1);
    });

    it('loads nothing while one cell is wrong, and names each', async () => {
      const body = await aList([count('60000'), [{ number: '2.03' }, 'Khám', 'KHAM', { number: '1' }], count('1')]);
      const refused = await keeper.post('/price-lists', body).expect(422);
      expect(findings(refused)).to.deep.equal(['import_code_is_number@3.code', 'price_code_repeated@4.code']);
      expect(await lists()).to.deep.equal([]);
    });

    it('does not load the same file twice from the same day, nor a file that is no workbook', async () => {
      await load([count('60000')]);
      expect((await keeper.post('/price-lists', await aList([count('60000')])).expect(409)).body).to.include({
        code: 'price_list_already_loaded',
      });
      const bad = await aList([], { workbook: Buffer.from('no workbook').toString('base64') });
      expect(findings(await keeper.post('/price-lists', bad).expect(422))).to.deep.equal(['import_not_a_workbook@workbook']);
    });
  });

  describe('end', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { id } = await load([count('50000')]);
        const other = await aWorkplace(api);
        const elsewhere = {
          client: await aUser(api, other.facility, ['facility-administrator']),
          unknownPath: `/price-lists/${newId()}/end`,
        };
        const body = { version: 1, validTo: '2026-12-31', reason: 'Hết hiệu lực' };
        return { method: 'put' as const, path: `/price-lists/${id}/end`, body, status: 200, may: keeper, mayNot: place.doctor, elsewhere };
      },
    );

    it('never before the list begins, and not over somebody else’s change', async () => {
      const { id } = await load([count('50000')]);
      const end = async (fields: object) =>
        await keeper.put(`/price-lists/${id}/end`, { version: 1, validTo: '2026-12-31', reason: 'Hết', ...fields });
      expect(findings(await end({ validTo: '2026-11-23' }))).to.deep.equal(['price_list_ends_before_it_begins@validTo']);
      expect((await end({ version: 7 })).status).to.equal(409);
    });
  });

  describe('lines', () => {
    it('come by code a page at a time, found by words without marks, and only to the own facility', async () => {
      const rows = Array.from({ length: 230 }, (_, i): SheetCell[] => [
        `XX.${String(i).padStart(4, '0')}`,
        i === 7 ? 'Siêu âm tuyến giáp' : `Dịch vụ ${i}`,
        'CDHA',
        { number: '1000' },
      ]);
      const { id } = await load(rows);
      const page = async (query: string, client = keeper) => (await client.get(`/price-lists/${id}/lines?${query}`)).body as PriceLines;
      const first = await page('');
      expect([first.items.length, first.more, first.items[0]?.code]).to.deep.equal([200, true, 'XX.0000']);
      const second = await page(`after=${first.items.at(-1)?.code ?? ''}`);
      expect([second.items.length, second.more]).to.deep.equal([30, false]);
      expect((await page('q=tuyen%20giap')).items.map(({ code }) => code)).to.deep.equal(['XX.0007']);
      const other = await aWorkplace(api);
      const foreign = await aUser(api, other.facility, ['facility-administrator']);
      await foreign.get(`/price-lists/${id}/lines`).expect(404);
      expect(((await foreign.get('/price-lists').expect(200)).body as PriceLists).items).to.deep.equal([]);
    });
  });
});
