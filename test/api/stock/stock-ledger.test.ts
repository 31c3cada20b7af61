import { expect } from 'chai';
import fc from 'fast-check';
import type { PeriodReport, StockCard } from '../../../api/stock/stock-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { write } from '../../../db/doors.ts';
import { postMovements } from '../../../db/stores/stock-ledger-store.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { addDays, addMonths, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { add } from '../../../domain/money.ts';
import { aFacility, aUser, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy, type Pharmacy } from './a-pharmacy.ts';

const DRUG = 'T001';

describe('the stock ledger', function () {
  this.timeout(120_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;
  const today = localDay(new Date());

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    pharmacy = await aPharmacy(place);
  });

  it('gives exactly a hundred of the last hundred to two hundred people who ask at once', async () => {
    await pharmacy.receive(pharmacy.mainId, { drugCode: DRUG, quantity: '100' });
    const one = () => ({
      kind: 'write-off',
      reason: 'thử',
      depotId: pharmacy.mainId,
      lines: [{ id: newId(), drugCode: DRUG, quantity: '1' }],
    });
    const documents = [];
    for (let i = 0; i < 200; i += 1) documents.push(await pharmacy.create(place.pharmacist, one()));
    const answers = await Promise.all(
      documents.map(({ id, version }) => place.pharmacist.post(`/stock/documents/${id}/posting`, { version })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).to.have.length(100);
    expect(statuses.filter((status) => status === 422)).to.have.length(100);
    expect(await pharmacy.stock(pharmacy.mainId)).to.deep.equal([]);
    const numbers = answers.flatMap(({ status, body }) => (status === 200 ? [(body as { number: string }).number] : []));
    expect(new Set(numbers).size).to.equal(100);
    const ledger = await rows<{ balance: string }>(
      api.database.owner,
      'SELECT m.balance FROM stock_movements AS m WHERE m.facility_id = :id AND m.quantity < 0 ORDER BY m.sequence',
      { id: place.facility.id },
    );
    expect(ledger.map(({ balance }) => Number(balance))).to.deep.equal(Array.from({ length: 100 }, (_, i) => 99 - i));
  });

  it('keeps every balance at what its entries add up to, whatever is posted in whatever order', async () => {
    await pharmacy.receive(
      pharmacy.mainId,
      { drugCode: DRUG, quantity: '5', lotNumber: 'A' },
      { drugCode: DRUG, quantity: '5', lotNumber: 'B' },
    );
    const lots = (await pharmacy.stock(pharmacy.mainId)).map(({ lotId }) => lotId);
    const [line] = await rows<{ id: string }>(api.database.owner, 'SELECT l.id FROM stock_document_lines AS l WHERE l.facility_id = :id', {
      id: place.facility.id,
    });
    const step = fc.record({ lot: fc.nat(1), depot: fc.boolean(), quantity: fc.integer({ min: -9000, max: 6000 }).filter((n) => n !== 0) });
    const posting = { facilityId: place.facility.id, day: today, postedAt: new Date().toISOString() };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const movements = steps.map(({ lot, depot, quantity }) => ({
          ...{ lotId: lots[lot] ?? '', depotId: depot ? pharmacy.mainId : pharmacy.counterId, lineId: line?.id ?? '' },
          quantity: String(quantity / 1000),
        }));
        const before = await balances();
        const shortages = await write(
          systemCtx(api.services, place.facility.id),
          'test.post',
          async (tx) => await postMovements(tx, posting, movements),
        );
        if (shortages.length > 0) expect(await balances()).to.deep.equal(before);
      }),
      { numRuns: 60 },
    );
    for (const { onHand, summed, last, count } of await balances()) {
      expect(onHand).to.equal(summed);
      expect(last).to.equal(count);
    }
  });

  it('lets postings that meet on a shelf wait for each other, whatever else they hold', async () => {
    await pharmacy.receive(pharmacy.mainId, { drugCode: DRUG, quantity: '10' });
    const [lot] = await pharmacy.stock(pharmacy.mainId);
    const [line] = await rows<{ id: string }>(api.database.owner, 'SELECT l.id FROM stock_document_lines AS l WHERE l.facility_id = :id', {
      id: place.facility.id,
    });
    const posting = { facilityId: place.facility.id, day: today, postedAt: new Date().toISOString() };
    const out = { depotId: pharmacy.mainId, lotId: lot?.lotId ?? '', lineId: line?.id ?? '', quantity: '-1' };
    const take = async () =>
      await write(systemCtx(api.services, place.facility.id), 'test.post', async (tx) => await postMovements(tx, posting, [out]));
    const short = await Promise.all(Array.from({ length: 20 }, take));
    expect(short.filter(({ length }) => length === 0)).to.have.length(10);
    expect(await pharmacy.stock(pharmacy.mainId)).to.deep.equal([]);
  });

  const balances = async () =>
    await rows<{ id: string; onHand: string; summed: string; last: number; count: number }>(
      api.database.owner,
      `SELECT b.id, b.on_hand, COALESCE(sum(m.quantity), 0) AS summed, b.last_sequence AS last, count(m.id)::int AS count
         FROM stock_balances AS b
         LEFT JOIN stock_movements AS m ON m.facility_id = b.facility_id AND m.depot_id = b.depot_id AND m.lot_id = b.lot_id
        WHERE b.facility_id = :id AND b.on_hand > 0 GROUP BY b.facility_id, b.id ORDER BY b.id`,
      { id: place.facility.id },
    );

  it('is kept from below nothing by the database itself', async () => {
    await pharmacy.receive(pharmacy.mainId, { drugCode: DRUG, quantity: '5' });
    const spoil = (set: string) => api.database.owner.raw(`UPDATE stock_balances SET ${set} WHERE on_hand = 5`);
    for (const set of ['on_hand = -0.001', 'reserved = 5.001', 'reserved = -0.001']) {
      const thrown = await spoil(set).then(
        () => undefined,
        (cause: unknown) => (cause as { code: string }).code,
      );
      expect(thrown, set).to.equal('23514');
    }
  });

  it('shows a card whose balance runs from the opening to what lies there', async () => {
    const yesterday = addDays(today, -1);
    const arrival = (quantity: string) => ({
      id: newId(),
      drugCode: DRUG,
      quantity,
      lotNumber: 'L1',
      expiresOn: '2028-12-31',
      unitPrice: '100',
    });
    await pharmacy.book({ kind: 'opening', day: yesterday, depotId: pharmacy.mainId, lines: [arrival('30')] });
    await pharmacy.book({ kind: 'receipt', depotId: pharmacy.mainId, partner: 'Công ty Ban', lines: [arrival('20')] });
    await pharmacy.book({
      kind: 'write-off',
      reason: 'vỡ',
      depotId: pharmacy.mainId,
      lines: [{ id: newId(), drugCode: DRUG, quantity: '5.5' }],
    });
    const card = async (from: string, to: string) =>
      (await place.pharmacist.get(`/stock/cards?depotId=${pharmacy.mainId}&drugCode=${DRUG}&from=${from}&to=${to}`).expect(200))
        .body as StockCard;
    const now = await card(today, today);
    expect([now.opening, now.closing]).to.deep.equal(['30', '44.5']);
    expect(now.rows.map(({ kind, incoming, outgoing, balance }) => [kind, incoming, outgoing, balance])).to.deep.equal([
      ['receipt', '20', '0', '50'],
      ['write-off', '0', '5.5', '44.5'],
    ]);
    expect((await card(yesterday, yesterday)).closing).to.equal('30');
    expect((await card(yesterday, today)).opening).to.equal('0');
  });

  describe('by month', () => {
    const lastMonth = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
    const thisMonth = today.slice(0, 7);
    const report = async (month: string) =>
      (await place.pharmacist.get(`/stock/periods?month=${month}&depotId=${pharmacy.mainId}`).expect(200)).body as PeriodReport;
    const arrival = (quantity: string, unitPrice = '100') => ({
      ...{ id: newId(), drugCode: DRUG, quantity, lotNumber: 'L1', expiresOn: '2028-12-31', unitPrice },
    });

    it('opens with what the month before closed with, and closes with what was added and taken', async () => {
      await pharmacy.book({
        kind: 'opening',
        day: `${lastMonth}-10`,
        depotId: pharmacy.mainId,
        lines: [arrival('30'), arrival('1', '1000')],
      });
      await pharmacy.book({
        kind: 'write-off',
        reason: 'vỡ',
        depotId: pharmacy.mainId,
        lines: [{ id: newId(), drugCode: DRUG, quantity: '4' }],
      });
      const [before, now] = [await report(lastMonth), await report(thisMonth)];
      expect(before.rows[0]).to.include({ opening: '0', incoming: '31', outgoing: '0', closing: '31', value: '4000' });
      expect(now.rows[0]).to.include({ opening: '31', incoming: '0', outgoing: '4', closing: '27' });
      for (const { opening, incoming, outgoing, closing } of [...before.rows, ...now.rows])
        expect(add(opening, incoming, `-${outgoing}`)).to.equal(closing);
    });

    it('takes no more once it is closed, and only a month that is over is closed, once', async () => {
      const early = await refusedWithoutTrace(api, () => place.pharmacist.post('/stock/periods', { month: thisMonth }), 422);
      expect(findings(early)).to.deep.equal(['stock_month_not_over@month']);
      await place.pharmacist.post('/stock/periods', { month: lastMonth }).expect(201);
      expect((await report(lastMonth)).closedAt).to.be.a('string');
      const twice = await refusedWithoutTrace(api, () => place.pharmacist.post('/stock/periods', { month: lastMonth }), 409);
      expect(findings(twice)).to.deep.equal(['stock_month_closed@month']);
      const late = await pharmacy.book({ kind: 'receipt', day: `${lastMonth}-28`, depotId: pharmacy.mainId, lines: [arrival('1')] });
      expect([late.status, findings({ body: late.body } as never)]).to.deep.equal([422, ['stock_period_closed@day']]);
      expect((await pharmacy.book({ kind: 'receipt', depotId: pharmacy.mainId, lines: [arrival('1')] })).status).to.equal(200);
    });

    itIsGuarded(
      () => api,
      async () => ({
        method: 'post' as const,
        path: '/stock/periods',
        body: { month: addMonths(`${(await aMonthOfItsOwn()).month}-01`, 0).slice(0, 7) },
        status: 201,
        may: place.pharmacist,
        mayNot: place.doctor,
        malformed: [[{ month: '2026-13' }, 'malformed@month']],
      }),
      'province-wide',
    );
    let back = 1;
    const aMonthOfItsOwn = async () => ({ month: addMonths(`${thisMonth}-01`, -(back += 1)).slice(0, 7) });
  });

  it('stops a recalled lot, frees nothing of another facility, and is told apart by its facility', async () => {
    await pharmacy.receive(pharmacy.mainId, { drugCode: DRUG, quantity: '5' });
    const [lot] = await pharmacy.stock(pharmacy.mainId);
    const path = `/stock/lots/${lot?.lotId}/recall`;
    const stranger = await aUser(api, (await aFacility(api)).facility, ['pharmacist']);
    await refusedWithoutTrace(api, () => stranger.post(path, { reason: 'x' }), 404);
    await refusedWithoutTrace(api, () => place.nurse.post(path, { reason: 'x' }), 403);
    await place.pharmacist.post(path, { reason: 'Công văn thu hồi' }).expect(200);
    expect((await pharmacy.stock(pharmacy.mainId))[0]?.recalled).to.equal(true);
    const out = { kind: 'transfer', depotId: pharmacy.mainId, toDepotId: pharmacy.counterId };
    const { status } = await pharmacy.book({ ...out, lines: [{ id: newId(), drugCode: DRUG, quantity: '1' }] });
    expect(status).to.equal(422);
    const again = await refusedWithoutTrace(api, () => place.pharmacist.post(path, { reason: 'x' }), 409);
    expect(findings(again)).to.deep.equal(['stock_lot_recalled@']);
  });
});
