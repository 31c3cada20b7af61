import { expect } from 'chai';
import fc from 'fast-check';
import type { BillCard } from '../../../domain/insurance/compute-bill.ts';
import { add, compare, decimal } from '../../../domain/money.ts';
import type { Bill, BillAmounts, ChargeKind } from '../../../domain/visits/visit-record.ts';
import { aCard, bill } from './a-bill.ts';

const thousandths = (max: number) => fc.integer({ min: 0, max }).map((n) => decimal((n / 1000).toFixed(3)));
const line = fc.record({
  kind: fc.constantFrom<ChargeKind>('examination', 'service', 'drug', 'supply', 'bed'),
  quantity: thousandths(20_000),
  hospitalPrice: thousandths(2_000_000_000),
  insurancePrice: thousandths(2_000_000_000),
  serviceRatio: fc.constantFrom('100', '50', '30', '0'),
  insuranceRatio: fc.constantFrom('100', '70', '50', '0'),
  otherSource: thousandths(1_000_000),
  facilityDonation: thousandths(1_000_000),
  copayPaidByOthers: fc.boolean(),
  orderedAt: fc.constantFrom('2026-11-24T01:00:00Z', '2026-11-25T01:00:00Z', '2026-11-30T01:00:00Z'),
});
const lines = fc
  .array(line, { maxLength: 8 })
  .map((list) =>
    list.map((item, index) => ({ ...item, otherSource: decimal(Number(item.otherSource).toFixed(2)), id: `l${index}`, sequence: index })),
  );
const visit = fc.record({
  lines,
  arrivalCategory: fc.constantFrom('1.1', '1.2', '1.14', '3.1', '9'),
  copayRemaining: thousandths(50_000_000).map((value) => decimal(Number(value).toFixed(2))),
  cards: fc.constantFrom<BillCard[][]>(
    [],
    [aCard()],
    [aCard({ validTo: '2026-11-24' }), aCard({ validFrom: '2026-11-25', cardRate: '95' })],
  ),
});

/**
 * Every line and the totals add up to the last digit, nothing is negative, no more is insured than was charged, and the same lines in another order give
 * the same shares. Without the assertion library where nothing is wrong: it would take longer than the rules.
 */
export function expectFairShares(numRuns: number): void {
  const shuffled = visit.chain((input) =>
    fc.shuffledSubarray(input.lines, { minLength: input.lines.length }).map((other) => ({ input, other })),
  );
  fc.assert(
    fc.property(shuffled, ({ input, other }) => {
      const first = bill(input);
      const wrong = [first.totals, ...first.lines].find((part) => !addsUp(part));
      if (wrong !== undefined) expect.fail(`does not add up: ${JSON.stringify(wrong)}`);
      const second = bill({ ...input, lines: other });
      if (inOneOrder(first) !== inOneOrder(second)) expect(second).to.deep.equal(first);
    }),
    { numRuns },
  );
}

function addsUp(part: BillAmounts): boolean {
  const shares = [part.fundAmount, part.copayAmount, part.selfPayAmount, part.otherSourceAmount];
  const isWhole = add(...shares) === part.hospitalAmount;
  return isWhole && compare(part.insuranceAmount, part.hospitalAmount) <= 0 && shares.every((share) => compare(share, '0') >= 0);
}

const inOneOrder = ({ lines: rows, ...rest }: Bill): string =>
  JSON.stringify([rest, [...rows].sort((a, b) => (a.chargeId < b.chargeId ? -1 : 1))]);
