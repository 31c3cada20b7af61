import { expect } from 'chai';
import fc from 'fast-check';
import type { BillCard } from '../../../domain/insurance/compute-bill.ts';
import { add, compare, decimal } from '../../../domain/money.ts';
import type { ChargeKind } from '../../../domain/visits/visit-record.ts';
import { aCard, bill } from './a-bill.ts';

describe('computeBill for any visit', () => {
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

  it('adds up to the last digit, in every line and in the totals', () => {
    fc.assert(
      fc.property(visit, (input) => {
        const { lines: rows, totals } = bill(input);
        for (const part of [...rows, totals]) {
          expect(add(part.fundAmount, part.copayAmount, part.selfPayAmount, part.otherSourceAmount)).to.equal(part.hospitalAmount);
          expect(compare(part.insuranceAmount, part.hospitalAmount)).to.be.at.most(0);
          for (const value of [part.fundAmount, part.copayAmount, part.selfPayAmount, part.otherSourceAmount])
            expect(compare(value, '0')).to.be.at.least(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of the lines', () => {
    const shuffled = visit.chain((input) =>
      fc.shuffledSubarray(input.lines, { minLength: input.lines.length }).map((other) => ({ input, other })),
    );
    fc.assert(
      fc.property(shuffled, ({ input, other }) => {
        const first = bill(input);
        const second = bill({ ...input, lines: other });
        expect(second.totals).to.deep.equal(first.totals);
        expect(second.lines).to.have.deep.members(first.lines);
        expect([second.benefitRate, second.rateReason]).to.deep.equal([first.benefitRate, first.rateReason]);
      }),
      { numRuns: 200 },
    );
  });
});
