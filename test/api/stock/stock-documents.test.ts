import { expect } from 'chai';
import type { DocumentList, DocumentView, StockList } from '../../../api/stock/stock-schemas.ts';
import { addDays, addMonths, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { rows } from '../../../db/knex.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy, type Pharmacy } from './a-pharmacy.ts';

const [PARACETAMOL, IBUPROFEN] = ['T001', 'T009'];

describe('stock documents', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;
  const today = localDay(new Date());
  const arrival = (fields: object = {}) => ({
    ...{ id: newId(), drugCode: PARACETAMOL, quantity: '10', lotNumber: 'L1', expiresOn: '2028-12-31', unitPrice: '100' },
    ...fields,
  });

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    pharmacy = await aPharmacy(place);
  });

  describe('that are typed', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { facility } = await aFacility(api);
        return {
          method: 'put' as const,
          ...(await (async () => {
            const body = { kind: 'receipt', day: today, depotId: pharmacy.mainId, lines: [arrival()] };
            const { id, version } = await pharmacy.create(place.pharmacist, body);
            return { path: `/stock/documents/${id}`, body: { version, ...body } };
          })()),
          status: 200,
          may: place.pharmacist,
          mayNot: place.reception,
          elsewhere: { client: await aUser(api, facility, ['pharmacist']), unknownPath: `/stock/documents/${newId()}` },
          malformed: [
            [{ day: '2026-02-30' }, 'day_impossible@day'],
            [{ kind: 'dispense' }, 'malformed@kind'],
            [{ lines: [arrival({ quantity: 1 })] }, 'malformed@lines.0.quantity'],
            [{ lines: [arrival({ number: 'x' })] }, 'unknown_field@lines.0.number'],
          ],
        };
      },
    );

    it('move nothing before they are booked, and show what was typed', async () => {
      const { id } = await pharmacy.create(place.pharmacist, { kind: 'receipt', depotId: pharmacy.mainId, lines: [arrival()] });
      expect(await pharmacy.stock(pharmacy.mainId)).to.deep.equal([]);
      const view = (await place.pharmacist.get(`/stock/documents/${id}`).expect(200)).body as DocumentView;
      expect(view).to.include({ state: 'draft', number: null, lineCount: 1, depotName: 'Kho main' });
      expect(view.lines[0]).to.include({ drugName: 'Paracetamol (Partamol Eff.) 500mg', unit: 'Viên', quantity: '10', lotNumber: 'L1' });
    });

    it('name the depots their kind needs, of this facility', async () => {
      const cases: [object, string, number][] = [
        [{ kind: 'transfer' }, 'stock_depot_missing@toDepotId', 422],
        [{ kind: 'transfer', toDepotId: pharmacy.mainId }, 'stock_depot_same@toDepotId', 422],
        [{ kind: 'receipt', toDepotId: pharmacy.counterId }, 'stock_depot_surplus@toDepotId', 422],
        [{ kind: 'cabinet-top-up', toDepotId: pharmacy.counterId }, 'stock_depot_not_cabinet@toDepotId', 422],
        [{ kind: 'cabinet-return', toDepotId: pharmacy.cabinetId }, 'stock_depot_not_cabinet@depotId', 422],
      ];
      for (const [fields, finding, status] of cases) {
        const body = { id: newId(), day: today, depotId: pharmacy.mainId, lines: [], ...fields };
        const response = await refusedWithoutTrace(api, () => place.pharmacist.post('/stock/documents', body), status);
        expect(findings(response)).to.deep.equal([finding]);
      }
      const other = await aPharmacy(await aWorkplace(api));
      const body = { id: newId(), kind: 'transfer', day: today, depotId: pharmacy.mainId, toDepotId: other.counterId, lines: [] };
      await refusedWithoutTrace(api, () => place.pharmacist.post('/stock/documents', body), 404);
    });

    it('refuse a change over a newer version, and any change once booked or taken back', async () => {
      const body = { kind: 'receipt', day: today, depotId: pharmacy.mainId, lines: [arrival()] };
      const { id, version } = await pharmacy.create(place.pharmacist, body);
      const path = `/stock/documents/${id}`;
      await place.pharmacist.put(path, { version, ...body }).expect(200);
      expect(findings(await place.pharmacist.put(path, { version, ...body }).expect(409))).to.deep.equal(['stale_version@version']);
      await place.pharmacist.post(`${path}/posting`, { version: 2 }).expect(200);
      expect(findings(await place.pharmacist.put(path, { version: 3, ...body }).expect(409))).to.deep.equal(['stock_document_posted@']);
      const again = await refusedWithoutTrace(api, () => place.pharmacist.post(`${path}/posting`, { version: 3 }), 409);
      expect(findings(again)).to.deep.equal(['stock_document_posted@']);
      const other = await pharmacy.create(place.pharmacist, body);
      await place.pharmacist.post(`/stock/documents/${other.id}/cancellation`, { version: 1, reason: 'gõ nhầm' }).expect(200);
      await place.pharmacist.post(`/stock/documents/${other.id}/posting`, { version: 2 }).expect(409);
    });
  });

  describe('that are booked', () => {
    it('get gapless numbers by kind and write the ledger with the balance after each entry', async () => {
      const first = await pharmacy.receive(pharmacy.mainId, { drugCode: PARACETAMOL, quantity: '100' });
      const second = await pharmacy.receive(pharmacy.mainId, { drugCode: PARACETAMOL, quantity: '20.5' });
      const year = today.slice(2, 4);
      expect([first.number, second.number]).to.deep.equal([`NK${year}-000001`, `NK${year}-000002`]);
      expect(await pharmacy.shelves(pharmacy.mainId)).to.deep.equal(['T001 L1 120.5/0']);
      const ledger = await rows<Record<string, unknown>>(
        api.database.owner,
        'SELECT m.sequence, m.quantity, m.balance FROM stock_movements AS m WHERE m.facility_id = :id ORDER BY m.sequence',
        { id: place.facility.id },
      );
      expect(ledger).to.deep.equal([
        { sequence: 1, quantity: '100', balance: '100' },
        { sequence: 2, quantity: '20.5', balance: '120.5' },
      ]);
    });

    it('take the lot that expires first when none is named, over as many lots as it needs', async () => {
      await pharmacy.receive(pharmacy.mainId, { drugCode: PARACETAMOL, quantity: '30', lotNumber: 'LATE', expiresOn: '2029-01-01' });
      await pharmacy.receive(pharmacy.mainId, { drugCode: PARACETAMOL, quantity: '20', lotNumber: 'SOON', expiresOn: '2028-01-01' });
      const lines = [{ id: newId(), drugCode: PARACETAMOL, quantity: '25' }];
      const { status, body } = await pharmacy.book({
        kind: 'transfer',
        depotId: pharmacy.mainId,
        toDepotId: pharmacy.counterId,
        lines,
      });
      expect(status, JSON.stringify(body)).to.equal(200);
      expect(await pharmacy.shelves(pharmacy.mainId)).to.deep.equal(['T001 LATE 25/0']);
      expect(await pharmacy.shelves(pharmacy.counterId)).to.deep.equal(['T001 SOON 20/0', 'T001 LATE 5/0']);
    });

    it('refuse more than there is, by name of lot or not, and move nothing at all', async () => {
      await pharmacy.receive(pharmacy.mainId, { drugCode: PARACETAMOL, quantity: '10' }, { drugCode: IBUPROFEN, quantity: '10' });
      const [lot] = await pharmacy.stock(pharmacy.mainId);
      for (const part of [{}, { lotId: lot?.lotId }]) {
        const lines = [
          { id: newId(), drugCode: IBUPROFEN, quantity: '5' },
          { id: newId(), drugCode: PARACETAMOL, quantity: '10.001', ...part },
        ];
        const { status, body } = await pharmacy.book({ kind: 'write-off', reason: 'vỡ', depotId: pharmacy.mainId, lines });
        expect([status, findings({ body } as never)]).to.deep.equal([422, ['stock_short@lines.1.quantity']]);
      }
      expect(await pharmacy.shelves(pharmacy.mainId)).to.deep.equal(['T001 L1 10/0', 'T009 L1 10/0']);
    });

    it('refuse the lot of another drug and a drug that is not in the catalogue', async () => {
      await pharmacy.receive(pharmacy.mainId, { drugCode: PARACETAMOL, quantity: '10' });
      const [lot] = await pharmacy.stock(pharmacy.mainId);
      const lines = [{ id: newId(), drugCode: IBUPROFEN, quantity: '1', lotId: lot?.lotId }];
      const wrong = await pharmacy.book({ kind: 'write-off', reason: 'vỡ', depotId: pharmacy.mainId, lines });
      expect(findings({ body: wrong.body } as never)).to.deep.equal(['stock_lot_unknown@lines.0.lotId']);
      const unknown = await pharmacy.book({ kind: 'receipt', depotId: pharmacy.mainId, lines: [arrival({ drugCode: 'T9999' })] });
      expect(findings({ body: unknown.body } as never)).to.deep.equal(['stock_drug_unknown@lines.0.drugCode']);
    });

    it('set the shelf to what was counted, up, down and to nothing, and keep a count that agrees', async () => {
      const three = ['A', 'B', 'C'].map((lotNumber) => ({ drugCode: PARACETAMOL, quantity: '10', lotNumber }));
      await pharmacy.receive(pharmacy.mainId, ...three);
      const lots = await pharmacy.stock(pharmacy.mainId);
      const counts: Record<string, string> = { A: '12', B: '0', C: '10' };
      const lines = lots.map(({ lotId, lotNumber }) => ({
        ...{ id: newId(), drugCode: PARACETAMOL, quantity: '0', lotId, counted: counts[lotNumber] },
      }));
      const { status, body } = await pharmacy.book({ kind: 'stock-take', depotId: pharmacy.mainId, lines });
      expect(status, JSON.stringify(body)).to.equal(200);
      expect(new Set(await pharmacy.shelves(pharmacy.mainId))).to.deep.equal(new Set(['T001 A 12/0', 'T001 C 10/0']));
      const view = (await place.pharmacist.get(`/stock/documents/${(body as { id: string }).id}`).expect(200)).body as DocumentView;
      expect(Object.fromEntries(view.lines.map((line) => [line.lotNumber, [line.counted, line.quantity]]))).to.deep.equal({
        ...{ A: ['12', '2'], B: ['0', '-10'], C: ['10', '0'] },
      });
    });
  });

  describe('of a duty cabinet', () => {
    it('are asked for by a nurse, approved by the pharmacist, and nothing else is typed by a nurse', async () => {
      await pharmacy.receive(pharmacy.mainId, { drugCode: PARACETAMOL, quantity: '10' });
      const lines = [{ id: newId(), drugCode: PARACETAMOL, quantity: '4' }];
      const wish = { kind: 'cabinet-top-up', depotId: pharmacy.mainId, toDepotId: pharmacy.cabinetId, lines };
      const { id, version } = await pharmacy.create(place.nurse, wish);
      const sent = await place.nurse.post(`/stock/documents/${id}/submission`, { version }).expect(200);
      const asked = { version: (sent.body as { version: number }).version };
      await refusedWithoutTrace(api, () => place.nurse.post(`/stock/documents/${id}/posting`, asked), 403);
      const list = (await place.pharmacist.get(`/stock/documents?from=${today}&to=${today}&state=submitted`).expect(200))
        .body as DocumentList;
      expect(list.items.map((one) => one.id)).to.deep.equal([id]);
      await place.pharmacist.post(`/stock/documents/${id}/posting`, asked).expect(200);
      expect(await pharmacy.shelves(pharmacy.cabinetId)).to.deep.equal(['T001 L1 4/0']);
      const body = { id: newId(), day: today, kind: 'write-off', depotId: pharmacy.mainId, reason: 'x', lines };
      await refusedWithoutTrace(api, () => place.nurse.post('/stock/documents', body), 403);
    });
  });

  describe('and the look-ups', () => {
    it('find what expires within some months, not a day later, and by words of the name', async () => {
      const soon = addMonths(today, 3);
      await pharmacy.receive(
        pharmacy.mainId,
        { drugCode: PARACETAMOL, quantity: '1', lotNumber: 'IN', expiresOn: soon },
        { drugCode: IBUPROFEN, quantity: '1', lotNumber: 'OUT', expiresOn: addDays(soon, 1) },
      );
      const lots = async (query: string, client = place.pharmacist) =>
        ((await client.get(`/stock?${query}`).expect(200)).body as StockList).items.map(({ lotNumber }) => lotNumber);
      expect(await lots('show=expiring&months=3')).to.deep.equal(['IN']);
      expect(await lots('q=ibu')).to.deep.equal(['OUT']);
      expect(await lots('q=paracetamol%20500')).to.deep.equal(['IN']);
      expect(await lots('q=khong-co')).to.deep.equal([]);
      expect(await lots('show=slow&months=1')).to.deep.equal([]);
      api.setNow(new Date(Date.now() + 70 * 86_400_000).toISOString());
      try {
        const later = await aUser(api, place.facility, ['pharmacist']);
        expect(await lots('show=slow&months=2', later)).to.have.members(['IN', 'OUT']);
      } finally {
        api.setNow(undefined);
      }
    });
  });
});
