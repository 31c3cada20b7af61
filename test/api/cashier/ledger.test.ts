import { expect } from 'chai';
import fc from 'fast-check';
import type { AccountView } from '../../../api/cashier/cashier-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type Client, type TestApi } from '../../support/api.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aCashDesk, type CashDesk } from './a-cash-desk.ts';

type Act =
  | { kind: 'advance' | 'collection' | 'refund' | 'advance-return'; amount: number; who: number; visit: number }
  | { kind: 'cancel'; which: number; who: number; visit: number }
  | { kind: 'close'; visit: number }
  | { kind: 'reopen'; visit: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('advance' as const, 'collection' as const, 'refund' as const, 'advance-return' as const),
      amount: fc.integer({ min: 1, max: 60_000 }),
      who: fc.nat(1),
      visit: fc.nat(1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(5), who: fc.nat(1), visit: fc.nat(1) }) },
  fc.record({ kind: fc.constant('close' as const), visit: fc.nat(1) }),
  fc.record({ kind: fc.constant('reopen' as const), visit: fc.nat(1) }),
);

describe('the ledger of visits under concurrent cashiers', function () {
  this.timeout(180_000);
  let api: TestApi;
  let desk: CashDesk;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
    desk = await aCashDesk(api, { sheets: 5000 });
  });

  /** Sends an act as the desk would, after a look; what another was faster with is refused and forgotten. */
  async function perform(one: Act, visits: OpenVisit[], cashiers: Client[]): Promise<number> {
    const visit = visits[one.visit] ?? expect.fail('no such visit');
    if (one.kind === 'close') {
      const body = await visit.fresh({ outcome: '2', dischargeType: '1' });
      return (await desk.doctor.post(`${visit.path}/closure`, body)).status;
    }
    if (one.kind === 'reopen') return (await desk.doctor.post(`${visit.path}/reopening`, await visit.fresh({ reason: 'Sửa' }))).status;
    const cashier = cashiers[one.who] ?? desk.cashier;
    if (one.kind === 'cancel') {
      const { receipts } = await desk.account(visit);
      const id = receipts[one.which % Math.max(receipts.length, 1)]?.id ?? newId();
      return (await cashier.post(`/receipts/${id}/cancellation`, { id: newId(), reason: 'Thử' })).status;
    }
    // Most amounts are possible ones; some are a dong too much.
    const { due } = await desk.account(visit);
    const limit = Math.abs(Number(due)) + 1;
    const amount = one.kind === 'advance' ? one.amount : 1 + (one.amount % limit);
    const body = await desk.receipt(visit, { kind: one.kind, amount: String(amount) });
    return (await cashier.post(`${visit.path}/receipts`, body)).status;
  }

  it('keeps the sum, the chain and the numbers right for any acts in any order', async () => {
    let accepted = 0;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (acts, atOnce) => {
        const visits = [await openVisit(desk), await openVisit(desk)];
        for (const visit of visits) {
          await visit.diagnose('J02.9');
          // Something to give back and to cancel, whatever the acts are.
          const body = await desk.receipt(visit, { kind: 'advance', amount: '50000' });
          await desk.cashier.post(`${visit.path}/receipts`, body).expect(201);
        }
        runs++;
        for (let i = 0; i < acts.length; i += atOnce) {
          const statuses = await Promise.all(
            acts.slice(i, i + atOnce).map(async (one) => await perform(one, visits, [desk.cashier, desk.second])),
          );
          for (const status of statuses) expect(status, JSON.stringify(acts)).to.be.oneOf([200, 201, 404, 409, 422]);
          accepted += statuses.filter((status) => status === 201).length;
        }
        for (const visit of visits) expectConsistent(await desk.account(visit));
      }),
      { numRuns: 15 },
    );
    // Acts drawn at random are mostly possible ones: a ledger that refused all of them would be right about nothing.
    expect(accepted).to.be.at.least(runs);
    await expectGapless();
  });

  function expectConsistent({ receipts, paid, due, patientPart, advances, collected }: AccountView): void {
    const effect = (one: AccountView['receipts'][number]) =>
      (['advance', 'collection'].includes(one.kind) === (one.cancels === null) ? 1 : -1) * Number(one.amount);
    let balance = 0;
    for (const one of receipts) {
      balance += effect(one);
      expect(balance).to.be.at.least(0);
    }
    expect(Number(paid)).to.equal(balance);
    expect(Number(due)).to.equal(Number(patientPart) - balance);
    expect(Number(advances)).to.be.at.least(0);
    expect(Number(collected)).to.be.at.least(0);
    expect(receipts.map(({ sequence }) => sequence)).to.deep.equal(receipts.map((_, i) => i + 1));
    const undone = receipts.flatMap(({ cancels }) => cancels ?? []);
    expect(new Set(undone).size).to.equal(undone.length);
  }

  /** Every book ran from its first number to its last one taken, each once. */
  async function expectGapless(): Promise<void> {
    const books = await rows<{ taken: number[]; next: number }>(
      api.database.owner,
      `SELECT array_agg(r.number ORDER BY r.number) AS taken, b.next_number AS next FROM receipt_books AS b
         JOIN receipts AS r ON r.facility_id = b.facility_id AND r.book_id = b.id
        WHERE b.facility_id = :facilityId GROUP BY b.id, b.next_number`,
      { facilityId: desk.facility.id },
    );
    for (const { taken, next } of books) {
      expect(taken).to.deep.equal(taken.map((_, i) => i + 1));
      expect(next).to.equal(taken.length + 1);
    }
  }

  it('is fenced by the database too: a row that does not continue the last one is refused', async () => {
    const visit = await desk.closed();
    await desk.take(visit, { amount: '10000' });
    const [last] = await rows<Record<string, unknown>>(
      api.database.owner,
      `SELECT r.facility_id, r.encounter_id, r.book_id, r.shift_id, r.cashier_id FROM receipts AS r WHERE r.encounter_id = :id`,
      { id: visit.encounterId },
    );
    const insertRow = async (fields: Record<string, unknown>) =>
      await api.database.owner('receipts').insert({
        ...last,
        ...{ id: newId(), kind: 'collection', amount: 5, method: 'cash', number: 4000, createdAt: '2026-11-24T02:00:00Z' },
        ...fields,
      });
    const insert = async (fields: Record<string, unknown>): Promise<string> => {
      try {
        await insertRow(fields);
        return 'accepted';
      } catch (cause) {
        return (cause as { constraint?: string }).constraint ?? String(cause);
      }
    };
    expect(await insert({ sequence: 2, balanceBefore: 10_000, balance: 10_006 })).to.equal('receipts_sum_check');
    expect(await insert({ sequence: 2, balanceBefore: 9000, balance: 9005 })).to.equal('receipts_chain_fkey');
    expect(await insert({ sequence: 3, balanceBefore: 10_000, balance: 10_005 })).to.equal('receipts_chain_fkey');
    expect(await insert({ sequence: 1, balanceBefore: 0, balance: 5 })).to.equal('receipts_sequence_key');
    expect(await insert({ kind: 'refund', amount: 10_001, sequence: 2, balanceBefore: 10_000, balance: -1 })).to.equal(
      'receipts_balance_check',
    );
  });
});
