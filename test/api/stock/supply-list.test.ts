import { expect } from 'chai';
import type { SuppliesImported } from '../../../api/stock/supply-schemas.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkbook } from '../../support/workbook.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy } from './a-pharmacy.ts';
import { aSupplyImport, listSupplies, SCREW, SYRINGE, supplyRow } from './a-supply-list.ts';

describe('the list of medical supplies', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  const today = localDay(new Date());

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
  });

  const load = async (body: object): Promise<SuppliesImported> => {
    const response = await place.pharmacist.post('/supplies/imports', body);
    expect(response.status, JSON.stringify(response.body)).to.equal(201);
    return response.body as SuppliesImported;
  };
  const refused = async (body: object) =>
    findings(await refusedWithoutTrace(api, () => place.pharmacist.post('/supplies/imports', body), 422));

  describe('is loaded from a workbook', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...{ method: 'post' as const, path: '/supplies/imports', body: await aSupplyImport([supplyRow()]), status: 201 },
        ...{ may: place.pharmacist, mayNot: place.nurse },
        malformed: [
          [{ validFrom: '2026-02-30' }, 'day_impossible@validFrom'],
          [{ workbook: '…' }, 'malformed@workbook'],
        ],
      }),
      'province-wide',
    );

    it('with prices, ceilings and tenders; a supply without a tender is only told', async () => {
      const answer = await load(
        await aSupplyImport([
          supplyRow(),
          supplyRow({
            0: SCREW,
            1: 'Vít xốp',
            4: 'VX-4.5',
            5: { number: '900000' },
            6: { number: '750000' },
            7: { number: '80' },
            8: null,
          }),
        ]),
      );
      expect([answer.added, answer.changed, answer.same]).to.deep.equal([2, 0, 0]);
      expect(answer.warnings.map(({ code, path }) => `${code}@${path}`)).to.deep.equal(['supply_without_tender@3.tender']);
      const [syringe, screw] = await listSupplies(place);
      expect(syringe).to.deep.include({ code: SYRINGE, unitPrice: '1250', ceilingPrice: null, tender: '12/QĐ-SYT;G1;N0;2026' });
      expect(screw).to.deep.include({ productMark: 'VX-4.5', ceilingPrice: '750000', insuranceRatio: '80', tender: null, validTo: null });
      expect((await listSupplies(place, '?q=vit%20xop')).map(({ code }) => code)).to.deep.equal([SCREW]);
      expect((await listSupplies(place, '?q=N03.01')).map(({ code }) => code)).to.deep.equal([SYRINGE]);
    });

    it('again from a later day: what differs ends on the eve, what is the same goes on', async () => {
      await load(await aSupplyImport([supplyRow(), supplyRow({ 0: SCREW })]));
      const again = await load(await aSupplyImport([supplyRow({ 5: { number: '1300' } }), supplyRow({ 0: SCREW })], { validFrom: today }));
      expect([again.added, again.changed, again.same]).to.deep.equal([0, 1, 1]);
      const prices = (await listSupplies(place, '?on=2026-01-01')).filter(({ code }) => code === SYRINGE);
      expect(prices.map(({ unitPrice, validFrom, validTo }) => [unitPrice, validFrom, validTo])).to.deep.equal([
        ['1250', '2026-01-01', addDays(today, -1)],
        ['1300', today, null],
      ]);
    });

    it('not over what began on that day or later', async () => {
      await load(await aSupplyImport([supplyRow()], { validFrom: today }));
      expect(await refused(await aSupplyImport([supplyRow({ 5: { number: '1' } })]))).to.deep.equal(['supply_later_exists@2.code']);
      expect(await refused(await aSupplyImport([supplyRow({ 1: 'Tên khác' })], { validFrom: today }))).to.deep.equal([
        'supply_later_exists@2.code',
      ]);
    });

    it('not with one wrong cell: every one is named and nothing is kept', async () => {
      const rows = [
        supplyRow(),
        supplyRow({ 0: 'T001' }),
        supplyRow({ 0: 'N03.02.010', 5: { number: '1.2345' }, 7: { number: '101' }, 8: '12/QĐ' }),
        supplyRow({ 0: 'N03.02.020', 1: null }),
        supplyRow(),
      ];
      expect(new Set(await refused(await aSupplyImport(rows)))).to.deep.equal(
        new Set([
          ...[
            'supply_code_format@3.code',
            'stock_places@4.unitPrice',
            'formulary_ratio@4.insuranceRatio',
            'formulary_tender_format@4.tender',
          ],
          ...['import_cell_missing@5.name', 'price_code_repeated@6.code'],
        ]),
      );
      expect(await listSupplies(place)).to.deep.equal([]);
    });
  });

  describe('loses an entry', () => {
    itIsGuarded(
      () => api,
      async () => {
        const own = await aWorkplace(api);
        await own.pharmacist.post('/supplies/imports', await aSupplyImport([supplyRow()])).expect(201);
        const [item] = await listSupplies(own);
        return {
          ...{ method: 'post' as const, path: `/supplies/${item?.id ?? ''}/end`, body: { version: 1, validTo: today }, status: 200 },
          ...{ may: own.pharmacist, mayNot: own.nurse },
          elsewhere: { client: await aUser(api, (await aFacility(api)).facility, ['pharmacist']), unknownPath: `/supplies/${newId()}/end` },
          malformed: [[{ validTo: '2026-02-30' }, 'day_impossible@validTo'] as [object, string]],
        };
      },
    );

    it('from its version, not before it began', async () => {
      await load(await aSupplyImport([supplyRow()]));
      const path = `/supplies/${(await listSupplies(place))[0]?.id ?? ''}/end`;
      expect(findings(await place.pharmacist.post(path, { version: 2, validTo: today }).expect(409))).to.deep.equal([
        'stale_version@version',
      ]);
      expect(findings(await place.pharmacist.post(path, { version: 1, validTo: '2025-12-31' }).expect(422))).to.deep.equal([
        'period_reversed@validTo',
      ]);
      await place.pharmacist.post(path, { version: 1, validTo: addDays(today, -1) }).expect(200);
      expect(await listSupplies(place)).to.deep.equal([]);
    });
  });

  it('is what supplies come into the one stock by: received, moved, counted and named like drugs', async () => {
    const pharmacy = await aPharmacy(place);
    const unknown = { kind: 'receipt', depotId: pharmacy.mainId };
    const line = { id: newId(), drugCode: SYRINGE, quantity: '100', lotNumber: 'S1', expiresOn: '2029-01-31', unitPrice: '1250' };
    expect((await pharmacy.book({ ...unknown, lines: [line] })).status).to.equal(422);
    await load(await aSupplyImport([supplyRow()]));
    await pharmacy.receive(
      pharmacy.mainId,
      { drugCode: SYRINGE, quantity: '100', lotNumber: 'S1', expiresOn: '2029-01-31', unitPrice: '1250' },
      { drugCode: SYRINGE, quantity: '50', lotNumber: 'S0', expiresOn: '2028-01-31', unitPrice: '1250' },
      { drugCode: 'T001', quantity: '10' },
    );
    const moved = await pharmacy.book({
      ...{ kind: 'cabinet-top-up', depotId: pharmacy.mainId, toDepotId: pharmacy.cabinetId },
      lines: [{ id: newId(), drugCode: SYRINGE, quantity: '60' }],
    });
    expect(moved.status, JSON.stringify(moved.body)).to.equal(200);
    expect(await pharmacy.shelves(pharmacy.cabinetId)).to.deep.equal([`${SYRINGE} S0 50/0`, `${SYRINGE} S1 10/0`]);
    const [shelf] = await pharmacy.stock(pharmacy.cabinetId);
    expect(shelf).to.deep.include({ drugName: 'Bơm tiêm nhựa 5 ml', unit: 'Cái' });
    const counted = await pharmacy.book({
      ...{ kind: 'stock-take', depotId: pharmacy.cabinetId },
      lines: [{ id: newId(), drugCode: SYRINGE, quantity: '0', lotId: shelf?.lotId, counted: '48' }],
    });
    expect(counted.status, JSON.stringify(counted.body)).to.equal(200);
    const found = await place.pharmacist.get(`/stock?depotId=${pharmacy.cabinetId}&q=bom%20tiem`).expect(200);
    expect((found.body as { items: { onHand: string }[] }).items.map(({ onHand }) => onHand)).to.deep.equal(['48', '10']);
    const card = await place.pharmacist
      .get(`/stock/cards?depotId=${pharmacy.cabinetId}&drugCode=${SYRINGE}&from=${today}&to=${today}`)
      .expect(200);
    expect(card.body).to.deep.include({ opening: '0', closing: '58' });
    const sheet = [
      ['Mã vật tư', 'Số lô', 'Hạn dùng', 'Đơn giá', 'Số lượng'],
      [SYRINGE, 'S2', '30/06/2029', { number: '1250' }, { number: '20' }],
    ];
    const workbook = (await aWorkbook(sheet)).toString('base64');
    await place.pharmacist.post('/stock/imports', { id: newId(), depotId: pharmacy.mainId, day: today, workbook }).expect(201);
  });
});
