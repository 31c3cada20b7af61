import { expect } from 'chai';
import type { PayerView } from '../../../api/cashier/cashier-schemas.ts';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';
import { aCashDesk, EXAMINATION, type CashDesk } from './a-cash-desk.ts';

const BLOOD = '22.0121.1369';

describe('money for a visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let desk: CashDesk;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
    desk = await aCashDesk(api);
  });

  describe('is taken', () => {
    itIsGuarded(
      () => api,
      async () => {
        const visit = await desk.closed();
        return {
          ...{ method: 'post', path: `${visit.path}/receipts`, body: await desk.receipt(visit, {}), status: 201 },
          ...{ may: desk.cashier, mayNot: desk.doctor },
          elsewhere: { client: (await aCashDesk(api)).cashier, unknownPath: `/encounters/${newId()}/receipts` },
          malformed: [
            [{ kind: 'gift' }, 'malformed@kind'],
            [{ method: 'gold' }, 'malformed@method'],
            [{ amount: '1e3' }, 'malformed@amount'],
            [{ seen: { sequence: -1, due: '0' } }, 'malformed@seen.sequence'],
          ],
        };
      },
    );

    it('in whole for a closed visit, with the next number of the book', async () => {
      const visit = await desk.closed();
      const first = await desk.take(visit, {});
      const second = await desk.take(await desk.closed(), { method: 'vietqr' });
      expect(second.number).to.equal(first.number + 1);
      expect(first).to.include({ series: 'BL26', due: '0' });
      const account = await desk.account(visit);
      expect(account).to.include({
        patientPart: EXAMINATION,
        paid: EXAMINATION,
        due: '0',
        final: true,
        settledAt: '2026-11-24T02:00:00.000Z',
      });
      expect(account.receipts.map(({ kind, amount, series }) => [kind, amount, series])).to.deep.equal([
        ['collection', EXAMINATION, 'BL26'],
      ]);
    });

    it('as an advance while the visit runs, and only the rest is due after it', async () => {
      const visit = await openVisit(desk);
      await desk.take(visit, { kind: 'advance', amount: '30000' });
      await desk.close(visit);
      expect(await desk.account(visit)).to.include({ advances: '30000', due: '9800' });
      const late = await desk.receipt(visit, { kind: 'advance', amount: '10000' });
      expect(findings(await refusedWithoutTrace(api, () => desk.cashier.post(`${visit.path}/receipts`, late), 422))).to.deep.equal([
        'advance_after_closing@kind',
      ]);
    });

    it('for the live bill, which grows with what is done', async () => {
      const visit = await openVisit(desk);
      const before = await desk.account(visit);
      expect(before).to.include({ final: false, due: EXAMINATION });
      await visit.perform(BLOOD);
      const after = await desk.account(visit);
      expect(after.due).to.equal('89500');
      expect(after.blocks.map(({ block, patientAmount }) => [block, patientAmount])).to.deep.equal([
        ['examination', '39800'],
        ['laboratory', '49700'],
      ]);
      // What was agreed on before the blood count is no longer what is due.
      const stale = await desk.receipt(visit, { seen: { sequence: before.sequence, due: before.due }, amount: before.due });
      expect(findings(await refusedWithoutTrace(api, () => desk.cashier.post(`${visit.path}/receipts`, stale), 409))).to.deep.equal([
        'account_changed@seen',
      ]);
    });

    it('never above what is due, and not in parts of a dong', async () => {
      const visit = await desk.closed();
      const refused = async (amount: string) => {
        const body = await desk.receipt(visit, { amount });
        return findings(await refusedWithoutTrace(api, () => desk.cashier.post(`${visit.path}/receipts`, body), 422));
      };
      expect(await refused('39801')).to.deep.equal(['payment_above_due@amount']);
      expect(await refused('0.5')).to.deep.equal(['payment_not_whole@amount']);
    });

    it('by one of two cashiers who collect the same bill at once; the other hears that it changed', async () => {
      for (let round = 0; round < 5; round += 1) {
        const visit = await desk.closed();
        const bodies = [await desk.receipt(visit, {}), await desk.receipt(visit, {})];
        const both = await Promise.all([
          desk.cashier.post(`${visit.path}/receipts`, bodies[0]),
          desk.second.post(`${visit.path}/receipts`, bodies[1]),
        ]);
        expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
        expect(await desk.account(visit)).to.include({ paid: EXAMINATION, due: '0', sequence: 1 });
      }
    });

    it('only while a book has numbers, and the second cashier writes into the same book without a gap', async () => {
      const small = await aCashDesk(api, { sheets: 2 });
      const [one, two, three] = [await small.closed(), await small.closed(), await small.closed()];
      const [a, b, c] = await Promise.all([one, two, three].map(async (visit) => await small.receipt(visit, {})));
      const answers = await Promise.all([
        small.cashier.post(`${one.path}/receipts`, a),
        small.second.post(`${two.path}/receipts`, b),
        small.head.post(`${three.path}/receipts`, c),
      ]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 201, 422]);
      const taken = answers.filter(({ status }) => status === 201).map(({ body }) => (body as { number: number }).number);
      expect(taken.sort()).to.deep.equal([1, 2]);
    });
  });

  describe('goes back', () => {
    it('as what is left of an advance, from the book of payouts', async () => {
      const visit = await openVisit(desk);
      await desk.take(visit, { kind: 'advance', amount: '100000' });
      await desk.close(visit);
      expect((await desk.account(visit)).due).to.equal('-60200');
      const paid = await desk.take(visit, { kind: 'advance-return', amount: '60200' });
      expect(paid).to.include({ series: 'PC26', due: '0' });
    });

    it('when a visit is opened again and costs less, never above what is held too much', async () => {
      const visit = await openVisit(desk);
      await visit.perform(BLOOD);
      await desk.close(visit);
      await desk.take(visit, {});
      await desk.doctor.post(`${visit.path}/reopening`, await visit.fresh({ reason: 'Ghi nhầm' })).expect(200);
      const order = (await visit.view()).orders[0]?.id ?? '';
      await desk.doctor.post(`${visit.path}/orders/${order}/cancellation`, { reason: 'Ghi nhầm' });
      const { due } = await desk.account(visit);
      // The blood count may have to be cancelled elsewhere; without it nothing is due back and nothing may be returned.
      const back = due.startsWith('-') ? due.slice(1) : '0';
      const tooMuch = await desk.receipt(visit, { kind: 'refund', amount: String(Number(back) + 1) });
      expect(findings(await refusedWithoutTrace(api, () => desk.cashier.post(`${visit.path}/receipts`, tooMuch), 422))).to.deep.equal([
        'payment_above_held@amount',
      ]);
    });

    it('once when two cashiers return the same advance at once', async () => {
      const visit = await openVisit(desk);
      await desk.take(visit, { kind: 'advance', amount: '100000' });
      await desk.close(visit);
      const bodies = [
        await desk.receipt(visit, { kind: 'advance-return', amount: '60200' }),
        await desk.receipt(visit, { kind: 'advance-return', amount: '60200' }),
      ];
      const both = await Promise.all([
        desk.cashier.post(`${visit.path}/receipts`, bodies[0]),
        desk.second.post(`${visit.path}/receipts`, bodies[1]),
      ]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
      expect((await desk.account(visit)).paid).to.equal(EXAMINATION);
    });
  });

  describe('is cancelled', () => {
    itIsGuarded(
      () => api,
      async () => {
        const visit = await desk.closed();
        const { id } = await desk.take(visit, {});
        return {
          ...{ method: 'post', path: `/receipts/${id}/cancellation`, body: { id: newId(), reason: 'Thu nhầm người' }, status: 201 },
          ...{ may: desk.second, mayNot: desk.reception },
          elsewhere: { client: (await aCashDesk(api)).cashier, unknownPath: `/receipts/${newId()}/cancellation` },
          malformed: [[{ reason: '' }, 'malformed@reason']],
        };
      },
    );

    it('by another row that names it; the number stays used and the money is due again', async () => {
      const visit = await desk.closed();
      const first = await desk.take(visit, {});
      await desk.cashier.post(`/receipts/${first.id}/cancellation`, { id: newId(), reason: 'Thu nhầm' }).expect(201);
      const account = await desk.account(visit);
      expect(account).to.include({ paid: '0', due: EXAMINATION, settledAt: null, sequence: 2 });
      expect(account.receipts.map(({ number, cancels, cancelReason, reason }) => [number, cancels, cancelReason, reason])).to.deep.equal([
        [first.number, null, 'Thu nhầm', null],
        [null, first.id, null, 'Thu nhầm'],
      ]);
      expect((await desk.take(visit, {})).number).to.equal(first.number + 1);
    });

    it('once, also when two cashiers do it at once', async () => {
      const { id } = await desk.take(await desk.closed(), {});
      const both = await Promise.all(
        [desk.cashier, desk.second].map(async (one) => await one.post(`/receipts/${id}/cancellation`, { id: newId(), reason: 'Hủy' })),
      );
      expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    });

    it('not when its money went back already', async () => {
      const visit = await openVisit(desk);
      const { id } = await desk.take(visit, { kind: 'advance', amount: '100000' });
      await desk.close(visit);
      await desk.take(visit, { kind: 'advance-return', amount: '60200' });
      const cancel = () => desk.cashier.post(`/receipts/${id}/cancellation`, { id: newId(), reason: 'Hủy' });
      expect(findings(await refusedWithoutTrace(api, cancel, 422))).to.deep.equal(['receipt_spent@']);
    });
  });

  it('shows who pays with the group the card names, and logs the opening', async () => {
    const card = aCard({ cardNumber: 'HN2149990000001', registeredFacilityCode: desk.facility.code });
    const visit = await openVisit(desk, { coverage: { kind: 'new-card', card } });
    const payer = (await desk.cashier.get(`${visit.path}/payer`).expect(200)).body as PayerView;
    expect(payer.groups).to.deep.equal(['poor', 'full-cover']);
    expect(payer.card).to.include({ cardNumber: 'HN2149990000001', cardRate: '100' });
    const opened = await row<{ count: number }>(
      api.database.owner,
      `SELECT count(*)::int AS count FROM access_events AS a WHERE a.encounter_id = :id AND a.user_id = :userId`,
      { id: visit.encounterId, userId: desk.cashier.userId },
    );
    expect(opened?.count).to.equal(1);
  });

  it('is printed with the amount in words; the second print is a marked copy', async () => {
    const { id } = await desk.take(await desk.closed(), { payerName: 'Lò Văn Ính' });
    const print = async () => (await desk.cashier.post(`/receipts/${id}/prints`, { id: newId() }).expect(201)).body as { copy: number };
    expect(await print()).to.include({ copy: 0, amountInWords: 'Ba mươi chín nghìn tám trăm đồng' });
    expect((await print()).copy).to.equal(1);
  });

  it('finds accounts by code, by name and by what is due', async () => {
    const visit = await desk.closed();
    const { code } = await desk.account(visit);
    const find = async (query: string, show = 'due') =>
      ((await desk.cashier.post('/accounts/search', { query, show }).expect(200)).body as { items: { code: string; due: string | null }[] })
        .items;
    expect(await find(code)).to.have.length(1);
    expect((await find('')).find((one) => one.code === code)?.due).to.equal(EXAMINATION);
    await desk.take(visit, {});
    expect((await find('')).some((one) => one.code === code)).to.equal(false);
    expect((await find('', 'today')).find((one) => one.code === code)?.due).to.equal('0');
  });

  it('tells the claim when the visit was paid', async () => {
    const visit = await desk.closed();
    const { readVisit } = await import('../../../db/views/visit-view.ts');
    const { readSnapshot } = await import('../../../db/doors.ts');
    const { systemCtx } = await import('../../../api/http/system-context.ts');
    const paidAt = async () =>
      (
        await readSnapshot(
          systemCtx(api.services, desk.facility.id),
          async (tx) => await readVisit(tx, desk.facility.id, visit.encounterId),
        )
      )?.encounter.paidAt;
    expect(await paidAt()).to.equal(undefined);
    api.setNow('2026-11-24T02:05:00Z');
    await desk.take(visit, {});
    expect(await paidAt()).to.equal('2026-11-24T02:05:00.000Z');
    api.setNow('2026-11-24T02:00:00Z');
  });
});
