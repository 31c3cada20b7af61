import { expect } from 'chai';
import { computeBill } from '../../../domain/insurance/compute-bill.ts';
import { shareSupport } from '../../../domain/payments/share-support.ts';
import type { ChargeLine } from '../../../domain/visits/visit-record.ts';
import { aVisit } from '../../support/a-visit.ts';
import { parametersAt } from '../insurance/seed-parameters.ts';

const charge = (id: string, price: string): ChargeLine => {
  const [first] = aVisit().charges;
  if (first === undefined) throw new Error('the visit has no charge');
  return { ...first, id, hospitalPrice: price, insurancePrice: price };
};
const charges = [charge('a', '300000'), charge('b', '200000')].map((one, i) => ({ ...one, sequence: i + 1 }));
const bill = (lines: ChargeLine[]) =>
  computeBill({
    ...{ parameters: parametersAt('2026-11-24'), careType: '01', arrivalCategory: '1.1', lines },
    cards: [{ validFrom: '2026-01-01', cardRate: '80' }],
  });

describe('shareSupport', () => {
  // 20 % of each line: 60 000 and 40 000.
  const shared = (amount: string) => shareSupport(charges, bill(charges), amount).map((one) => one.otherSource);

  it('goes line by line up to what the person pays', () => {
    expect(shared('50000')).to.deep.equal(['50000', undefined]);
    expect(shared('60000')).to.deep.equal(['60000', undefined]);
    expect(shared('60001')).to.deep.equal(['60000', '1']);
  });

  it('never relieves the fund: what is more than the part stays unused', () => {
    expect(shared('500000')).to.deep.equal(['60000', '40000']);
    const { totals } = bill(shareSupport(charges, bill(charges), '500000'));
    expect(totals).to.include({ fundAmount: '400000', copayAmount: '0', selfPayAmount: '0', otherSourceAmount: '100000' });
  });

  it('leaves the rate and the insured amount as they were', () => {
    const before = bill(charges);
    const after = bill(shareSupport(charges, before, '70000'));
    expect(after.benefitRate).to.equal(before.benefitRate);
    expect(after.totals.insuranceAmount).to.equal(before.totals.insuranceAmount);
    expect(after.totals.copayAmount).to.equal('30000');
  });
});
