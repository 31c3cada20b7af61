import { expect } from 'chai';
import type { BillInput } from '../../../domain/insurance/compute-bill.ts';
import { getParameter } from '../../../domain/insurance/insurance-parameters.ts';
import type { BillLine } from '../../../domain/insurance/split-line.ts';
import { aCard, aLine, bill } from './a-bill.ts';
import { parametersAt } from './seed-parameters.ts';

describe('computeBill', () => {
  it('pays all below 15 % of the base salary, not at it', () => {
    const at = (hospitalPrice: string) => bill({ lines: [aLine({ hospitalPrice, insurancePrice: hospitalPrice })] });
    expect(at('379499')).to.include({ benefitRate: '100', rateReason: 'low_cost' });
    expect(at('379500')).to.include({ benefitRate: '80', rateReason: 'card_rate' });
  });

  it('pays all at the commune level whatever the card and the cost', () => {
    expect(bill({ arrivalCategory: '1.2' })).to.include({ benefitRate: '100', rateReason: 'commune_level' });
  });

  it('multiplies the card by the route, half for outpatients of 1.14, low cost or not', () => {
    const small = aLine({ hospitalPrice: '100000', insurancePrice: '100000' });
    expect(bill({ arrivalCategory: '1.14', lines: [small], cards: [aCard({ cardRate: '95' })] })).to.include({
      benefitRate: '47.5',
      rateReason: 'route_share',
    });
    expect(bill({ arrivalCategory: '3.1', careType: '03' }).benefitRate).to.equal('32');
    expect(bill({ arrivalCategory: '3.1', careType: '01' }).benefitRate).to.equal('0');
  });

  it('leaves everything to a person without a card', () => {
    for (const input of [{ cards: [] }, { arrivalCategory: '9' }]) {
      const { totals, rateReason, benefitRate } = bill(input);
      expect([rateReason, benefitRate]).to.deep.equal(['not_insured', '0']);
      expect(totals).to.include({ insuranceAmount: '0', fundAmount: '0', copayAmount: '0', selfPayAmount: '1000000' });
    }
  });

  it('claims nothing in a withdrawn visit', () => {
    expect(bill({ arrivalCategory: '8' })).to.include({ benefitRate: '0', rateReason: 'claim_withdrawn' });
  });

  it('repeats the rate of the prescribing visit at a drug pick-up, and says when it is unknown', () => {
    expect(bill({ arrivalCategory: '7.2', originalRate: '100' })).to.include({ benefitRate: '100', rateReason: 'original_visit' });
    expect(bill({ arrivalCategory: '7.2' })).to.include({ benefitRate: '80', rateReason: 'original_visit_unknown' });
  });

  it('asks the category whether low cost and exemption count, not the code', () => {
    const parameters = parametersAt('2026-11-24');
    const ordinary = getParameter(parameters.arrivalCategories, 'bhyt.arrival_category', '1.1');
    const changed = { ...parameters, arrivalCategories: { '1.1': { ...ordinary, lowCostRule: false, copayExemption: false } } };
    const small = aLine({ hospitalPrice: '1000', insurancePrice: '1000' });
    expect(bill({ parameters: changed, lines: [small] }).rateReason).to.equal('card_rate');
    expect(bill({ parameters: changed, cards: [aCard({ exemptFrom: '2026-11-01' })] }).rateReason).to.equal('card_rate');
  });

  it('knows one price and no service ratio for a drug, two prices for a service', () => {
    const changes = { insurancePrice: '400000', serviceRatio: '50' };
    expect(bill({ lines: [aLine({ ...changes, kind: 'drug' })] }).totals).to.include({
      hospitalAmount: '1000000',
      insuranceAmount: '1000000',
    });
    expect(bill({ lines: [aLine(changes)] }).totals).to.include({ hospitalAmount: '500000', insuranceAmount: '200000' });
  });

  it('names the category that the installation does not know', () => {
    expect(() => bill({ arrivalCategory: '3.9' })).to.throw(RangeError, 'bhyt.arrival_category.3.9');
  });

  it('gives an empty visit zero totals and the rate of its card', () => {
    expect(bill({ lines: [] })).to.deep.include({ benefitRate: '100', lines: [] });
    expect(bill({ lines: [] }).totals.hospitalAmount).to.equal('0');
  });
});

describe('computeBill over several periods', () => {
  const on = (day: string, changes: Partial<BillLine> = {}) => aLine({ id: day, orderedAt: `${day}T03:00:00Z`, ...changes });
  const rates = (changes: Partial<BillInput>) => bill(changes).lines.map((line) => line.benefitRate);

  it('uses each card in its own period', () => {
    const cards = [aCard({ validTo: '2026-11-25', cardRate: '80' }), aCard({ validFrom: '2026-11-26', cardRate: '100' })];
    expect(rates({ cards, lines: [on('2026-11-25'), on('2026-11-26')] })).to.deep.equal(['80', '100']);
  });

  it('lets the newer card count from its first day while the older still runs', () => {
    const cards = [aCard(), aCard({ validFrom: '2026-11-26', cardRate: '100' })];
    expect(rates({ cards, lines: [on('2026-11-25'), on('2026-11-26')] })).to.deep.equal(['80', '100']);
  });

  it('tests the low cost over both cards together', () => {
    const cards = [aCard({ validTo: '2026-11-25' }), aCard({ validFrom: '2026-11-26' })];
    const half = { hospitalPrice: '189750', insurancePrice: '189750' };
    const less = { hospitalPrice: '189749', insurancePrice: '189749' };
    expect(rates({ cards, lines: [on('2026-11-25', half), on('2026-11-26', half)] })).to.deep.equal(['80', '80']);
    expect(rates({ cards, lines: [on('2026-11-25', half), on('2026-11-26', less)] })).to.deep.equal(['100', '100']);
  });

  it('covers fifteen days after expiry during the stay, not the sixteenth, and not a stay that began after it', () => {
    const cards = [aCard({ validTo: '2026-11-24' })];
    expect(rates({ cards, lines: [on('2026-12-09'), on('2026-12-10')] })).to.deep.equal(['80', '0']);
    const late = parametersAt('2026-11-25');
    expect(rates({ cards, parameters: late, lines: [on('2026-11-25')] })).to.deep.equal(['0']);
  });

  it('knows the local day of an order given late in the evening UTC', () => {
    const cards = [aCard({ validFrom: '2026-11-25' })];
    expect(rates({ cards, lines: [aLine({ orderedAt: '2026-11-24T17:00:00Z' })] })).to.deep.equal(['80']);
    expect(rates({ cards, lines: [aLine({ orderedAt: '2026-11-24T16:59:00Z' })] })).to.deep.equal(['0']);
  });

  it('lets a card that came later count from its moment, not a second before', () => {
    const cards = [aCard({ cardRate: '80' }), { ...aCard({ cardRate: '95' }), usedFrom: '2026-11-24T09:00:00+07:00' }];
    const at = (orderedAt: string) => rates({ cards, lines: [aLine({ orderedAt })] });
    expect(at('2026-11-24T01:59:59Z')).to.deep.equal(['80']);
    expect(at('2026-11-24T02:00:00Z')).to.deep.equal(['95']);
    expect(
      rates({ cards: [{ ...aCard(), usedFrom: '2026-11-24T02:00:00Z' }], lines: [aLine({ orderedAt: '2026-11-24T01:59:59Z' })] }),
    ).to.deep.equal(['0']);
  });

  it('exempts from the day of the exemption to the end of its year, on the route only', () => {
    const exempt = [aCard({ exemptFrom: '2026-11-25', validTo: '2027-12-31' })];
    expect(rates({ cards: exempt, lines: [on('2026-11-24'), on('2026-11-25'), on('2026-12-31'), on('2027-01-01')] })).to.deep.equal([
      '80',
      '100',
      '100',
      '80',
    ]);
    expect(rates({ cards: exempt, arrivalCategory: '1.14', lines: [on('2026-11-25')] })).to.deep.equal(['40']);
  });
});

describe('computeBill at its ceilings', () => {
  const two = [aLine({ id: 'b', sequence: 2 }), aLine({ id: 'a', sequence: 1 })];
  const copays = (changes: Partial<BillInput>) =>
    bill({ lines: two, ...changes }).lines.map((line) => [line.copayAmount, line.benefitRate]);

  it('stops collecting at the yearly ceiling in the order of time, and lets the fund pay the rest', () => {
    expect(copays({ copayRemaining: '250000' })).to.deep.equal([
      ['50000', '80'],
      ['200000', '80'],
    ]);
    expect(copays({ copayRemaining: '200000' })).to.deep.equal([
      ['0', '100'],
      ['200000', '80'],
    ]);
    expect(bill({ lines: two, copayRemaining: '399999' }).rateReason).to.equal('copay_ceiling');
    expect(bill({ lines: two, copayRemaining: '400000' }).rateReason).to.equal('card_rate');
  });

  it('gives no ceiling off the route', () => {
    expect(bill({ arrivalCategory: '1.14', copayRemaining: '0' }).totals.copayAmount).to.equal('600000');
  });

  it('caps the supplies of one package together, and two packages apart', () => {
    const supply = (id: string, orderId: string) =>
      aLine({ id, kind: 'supply', hospitalPrice: '60000000', insurancePrice: '60000000', orderId });
    const insured = (lines: BillLine[]) => bill({ lines, careType: '03' }).totals.insuranceAmount;
    expect(insured([supply('a', 'G1'), supply('b', 'G1')])).to.equal('113850000');
    expect(insured([supply('a', 'G1'), supply('b', 'G2')])).to.equal('120000000');
  });

  it('takes support for the person from the own part, then the co-payment, then the fund', () => {
    const parts = (otherSource: string) => {
      const line = aLine({ hospitalPrice: '1500000', insurancePrice: '1000000', otherSource });
      const { selfPayAmount, copayAmount, fundAmount, otherSourceAmount } = bill({ lines: [line] }).totals;
      return [selfPayAmount, copayAmount, fundAmount, otherSourceAmount];
    };
    expect(parts('500000')).to.deep.equal(['0', '200000', '800000', '500000']);
    expect(parts('600000')).to.deep.equal(['0', '100000', '800000', '600000']);
    expect(parts('800000')).to.deep.equal(['0', '0', '700000', '800000']);
    expect(parts('9000000')).to.deep.equal(['0', '0', '0', '1500000']);
  });
});
