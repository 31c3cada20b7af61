import { expect } from 'chai';
import type { AccountView } from '../../../api/cashier/cashier-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { readSnapshot } from '../../../db/doors.ts';
import { readVisit } from '../../../db/views/visit-view.ts';
import { buildClaimTables } from '../../../domain/claims/build-claim-tables.ts';
import { newId } from '../../../domain/ids.ts';
import { add } from '../../../domain/money.ts';
import { aCard } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';
import { aCashDesk, type CashDesk } from './a-cash-desk.ts';

const SCAN = '18.0049.0004';
const BLOOD = '22.0121.1369';

describe('adjusting charges and reducing accounts', function () {
  this.timeout(60_000);
  let api: TestApi;
  let desk: CashDesk;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
    desk = await aCashDesk(api);
  });

  const reduction = (fields: object = {}) => ({ id: newId(), kind: 'discount', amount: '10000', reason: 'Hoàn cảnh khó khăn', ...fields });
  const lineOf = (account: AccountView, name: RegExp) =>
    account.blocks.flatMap(({ lines }) => lines).find((line) => name.test(line.name)) ?? expect.fail('no such line');
  const examinationOf = async (visit: OpenVisit) => lineOf(await desk.account(visit), /Khám/);
  const insured = async () =>
    await openVisit(desk, { coverage: { kind: 'new-card', card: aCard({ registeredFacilityCode: desk.facility.code }) } });

  describe('a reduction', () => {
    itIsGuarded(
      () => api,
      async () => {
        const visit = await openVisit(desk);
        return {
          ...{ method: 'post', path: `${visit.path}/reductions`, body: reduction(), status: 201, may: desk.head, mayNot: desk.cashier },
          elsewhere: { client: (await aCashDesk(api)).head, unknownPath: `/encounters/${newId()}/reductions` },
          malformed: [
            [{ kind: 'gift' }, 'malformed@kind'],
            [{ reason: ' ' }, 'malformed@reason'],
          ],
        };
      },
    );

    it('of the facility lessens what is due, also after the closing, and is taken back by another row', async () => {
      const visit = await desk.closed();
      const given = reduction({ amount: '9800' });
      await desk.head.post(`${visit.path}/reductions`, given).expect(201);
      expect(await desk.account(visit)).to.include({ discount: '9800', due: '30000' });
      await desk.take(visit, {});
      await desk.head.post(`/reductions/${given.id}/cancellation`, { id: newId(), reason: 'Ghi nhầm' }).expect(201);
      const account = await desk.account(visit);
      expect(account).to.include({ discount: '0', due: '9800', settledAt: null });
      expect(account.reductions.map(({ cancels, cancelledAt }) => [cancels, cancelledAt !== null])).to.deep.equal([
        [null, true],
        [given.id, false],
      ]);
      const again = () => desk.head.post(`/reductions/${given.id}/cancellation`, { id: newId(), reason: 'x' });
      await refusedWithoutTrace(api, again, 409);
    });

    it('never exceeds the part of the person', async () => {
      const visit = await desk.closed();
      const refused = () => desk.head.post(`${visit.path}/reductions`, reduction({ amount: '39801' }));
      expect(findings(await refusedWithoutTrace(api, refused, 422))).to.deep.equal(['reduction_above_part@amount']);
    });

    it('by somebody else is spread over the lines and stands in the stored bill and the claim, the fund untouched', async () => {
      const visit = await insured();
      for (const code of [SCAN, BLOOD, BLOOD]) await visit.perform(code);
      // 391 500, of which the person bears 20 %: 78 300.
      expect(await desk.account(visit)).to.include({ patientPart: '78300' });
      await desk.head.post(`${visit.path}/reductions`, reduction({ kind: 'support', source: 'state', amount: '50000' })).expect(201);
      await desk.close(visit);
      const account = await desk.account(visit);
      expect(account.totals).to.include({ fundAmount: '313200', otherSourceAmount: '50000' });
      expect(account).to.include({ patientPart: '28300', due: '28300' });
      const record = await readSnapshot(
        systemCtx(api.services, desk.facility.id),
        async (tx) => await readVisit(tx, desk.facility.id, visit.encounterId),
      );
      const tables = buildClaimTables(record ?? expect.fail('no record'));
      expect(tables.XML1[0]).to.include({ T_BHTT: '313200', T_NGUONKHAC: '50000', T_BNCCT: '28300' });
      const fromState = add('0', ...[...tables.XML2, ...tables.XML3].map((one) => one['T_NGUONKHAC_NSNN'] ?? '0'));
      expect(fromState).to.equal('50000');
      const late = () => desk.head.post(`${visit.path}/reductions`, reduction({ kind: 'support', source: 'state' }));
      expect(findings(await refusedWithoutTrace(api, late, 422))).to.deep.equal(['support_after_closing@kind']);
    });
  });

  describe('an adjustment', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { chargeId } = await examinationOf(await openVisit(desk));
        return {
          ...{ method: 'post', path: `/charges/${chargeId}/adjustments`, body: { id: newId(), price: '30000', reason: 'Giá sai' } },
          ...{ status: 201, may: desk.head, mayNot: desk.cashier },
          elsewhere: { client: (await aCashDesk(api)).head, unknownPath: `/charges/${newId()}/adjustments` },
          malformed: [
            [{ price: '1e5' }, 'malformed@price'],
            [{ reason: '' }, 'malformed@reason'],
          ],
        };
      },
    );
    const adjust = async (chargeId: string, fields: object, status = 201) =>
      await desk.head.post(`/charges/${chargeId}/adjustments`, { id: newId(), reason: 'Nhập sai', ...fields }).expect(status);

    it('changes the bill at once and keeps what it was, with who and why', async () => {
      const visit = await openVisit(desk);
      const { chargeId } = await examinationOf(visit);
      await adjust(chargeId, { price: '20000', quantity: '2' });
      const account = await desk.account(visit);
      expect(account.due).to.equal('40000');
      expect(account.adjustments).to.have.length(1);
      expect(account.adjustments[0]).to.deep.include({
        ...{ chargeLineId: chargeId, reason: 'Nhập sai', adjustedByName: 'Người Thử Nghiệm' },
        before: { quantity: '1', hospitalPrice: '39800', insuranceRatio: '100' },
        after: { quantity: '2', hospitalPrice: '20000', insuranceRatio: '100' },
      });
    });

    it('takes a charge out of the insurance and back, and never puts in what was not listed', async () => {
      const visit = await insured();
      for (const code of [SCAN, BLOOD, BLOOD]) await visit.perform(code);
      const { chargeId } = lineOf(await desk.account(visit), /máu/);
      const before = (await desk.account(visit)).patientPart;
      await adjust(chargeId, { insured: false });
      // What is left, 341 800, is below fifteen percent of the base salary: nothing but the blood count is to pay.
      expect((await desk.account(visit)).patientPart).to.equal('49700');
      await adjust(chargeId, { insured: true });
      expect((await desk.account(visit)).patientPart).to.equal(before);
    });

    it('gives money back when the price was too high, never more than that', async () => {
      const visit = await desk.closed();
      await desk.take(visit, {});
      await desk.doctor.post(`${visit.path}/reopening`, await visit.fresh({ reason: 'Giá sai' })).expect(200);
      const { chargeId } = await examinationOf(visit);
      await adjust(chargeId, { price: '30000' });
      await desk.doctor.post(`${visit.path}/closure`, await visit.fresh({ outcome: '2', dischargeType: '1' })).expect(200);
      expect((await desk.account(visit)).due).to.equal('-9800');
      const tooMuch = await desk.receipt(visit, { kind: 'refund', amount: '9801' });
      expect(findings(await refusedWithoutTrace(api, () => desk.cashier.post(`${visit.path}/receipts`, tooMuch), 422))).to.deep.equal([
        'payment_above_held@amount',
      ]);
      await desk.take(visit, { kind: 'refund', amount: '9800' });
      expect(await desk.account(visit)).to.include({ due: '0', paid: '30000' });
    });

    it('of a closed visit is refused, and one that changes nothing', async () => {
      const visit = await openVisit(desk);
      const { chargeId } = await examinationOf(visit);
      const post = (fields: object) => () => desk.head.post(`/charges/${chargeId}/adjustments`, { id: newId(), reason: 'x', ...fields });
      expect(findings(await refusedWithoutTrace(api, post({ price: '39800' }), 422))).to.deep.equal(['adjustment_empty@']);
      await desk.close(visit);
      await refusedWithoutTrace(api, post({ price: '1' }), 409);
    });
  });
});
