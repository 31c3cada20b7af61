import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { cardRateAt } from '../../../domain/insurance/card.ts';
import { type BillCard, type BillInput, computeBill } from '../../../domain/insurance/compute-bill.ts';
import type { BillLine } from '../../../domain/insurance/split-line.ts';
import { add, compare, decimal } from '../../../domain/money.ts';
import type { BillAmounts, ChargeKind } from '../../../domain/visits/visit-record.ts';
import { parametersAt } from './seed-parameters.ts';

interface ExampleLine {
  group: string;
  qty: number;
  price_bv: number;
  price_bh?: number;
  tyle_dv?: number;
  tyle_bh?: number;
  nk_facility?: number;
  nk_individual?: number;
  arv?: boolean;
}
type Expected = Record<string, number>;
interface Example {
  id: string;
  title: string;
  admission: string;
  care: 'inpatient' | 'outpatient';
  card: { code: string; digit: number };
  route: string;
  lines: ExampleLine[];
  exempt?: boolean;
  copay_remaining?: number;
  assert_only?: string[];
  expected: Expected & { lines: Expected[] | null; lines_note?: string };
}

const examples = (JSON.parse(readFileSync('test/domain/insurance/worked-examples.json', 'utf8')) as { cost_share: Example[] }).cost_share;
const kinds: Record<string, ChargeKind> = { KHAM: 'examination', DVKT: 'service', THUOC: 'drug', VTYT: 'supply', GIUONG: 'bed' };

const aLine = (changes: Partial<BillLine> = {}): BillLine => ({
  id: 'line-1',
  sequence: 1,
  kind: 'service',
  quantity: '1',
  hospitalPrice: '1000000',
  insurancePrice: '1000000',
  serviceRatio: '100',
  insuranceRatio: '100',
  orderedAt: '2026-11-24T03:00:00Z',
  ...changes,
});
const aCard = (changes: Partial<BillCard> = {}): BillCard => ({
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  cardRate: '80',
  ...changes,
});
const bill = (changes: Partial<BillInput> = {}) =>
  computeBill({
    parameters: parametersAt('2026-11-24'),
    careType: '01',
    arrivalCategory: '1.1',
    cards: [aCard()],
    lines: [aLine()],
    ...changes,
  });

function exampleLine(line: ExampleLine, index: number, admission: string): BillLine {
  const kind = kinds[line.group];
  if (kind === undefined) throw new Error(`unknown group ${line.group}`);
  return {
    ...aLine({ id: `line-${index + 1}`, sequence: index + 1, kind, orderedAt: `${admission}T02:00:00Z` }),
    quantity: decimal(line.qty),
    hospitalPrice: decimal(line.price_bv),
    insurancePrice: decimal(line.price_bh ?? line.price_bv),
    serviceRatio: decimal(line.tyle_dv ?? 100),
    insuranceRatio: decimal(line.tyle_bh ?? 100),
    ...(line.nk_facility !== undefined && { facilityDonation: decimal(line.nk_facility) }),
    ...(line.nk_individual !== undefined && { otherSource: decimal(line.nk_individual) }),
    ...(line.arv !== undefined && { copayPaidByOthers: line.arv }),
  };
}

function exampleBill(example: Example) {
  const parameters = parametersAt(example.admission);
  const cardRate = cardRateAt(`${example.card.code}${String(example.card.digit)}140123456789`, parameters);
  if (cardRate === undefined) throw new Error('the example has no card rate');
  const exemptFrom = example.exempt === true ? { exemptFrom: example.admission } : {};
  return computeBill({
    parameters,
    careType: example.care === 'inpatient' ? '03' : '01',
    arrivalCategory: example.route,
    cards: [{ validFrom: '2015-01-01', cardRate, ...exemptFrom }],
    lines: example.lines.map((line, index) => exampleLine(line, index, example.admission)),
    ...(example.copay_remaining !== undefined && { copayRemaining: decimal(example.copay_remaining) }),
  });
}

const asClaim = (amounts: BillAmounts, benefitRate: string, prefix: string): Expected => ({
  MUC_HUONG: Number(benefitRate),
  [`${prefix}_BV`]: Number(amounts.hospitalAmount),
  [`${prefix}_BH`]: Number(amounts.insuranceAmount),
  T_BHTT: Number(amounts.fundAmount),
  T_BNCCT: Number(amounts.copayAmount),
  T_BNTT: Number(amounts.selfPayAmount),
  T_NGUONKHAC: Number(amounts.otherSourceAmount),
});

describe('computeBill against the worked examples', () => {
  for (const example of examples) {
    it(`${example.id} ${example.title}`, () => {
      const { lines, lines_note: _, ...totals } = example.expected;
      const result = exampleBill(example);
      expect(asClaim(result.totals, result.benefitRate, 'T_TONGCHI')).to.deep.equal(totals);
      if (lines === null) return;
      const rows = result.lines.map((line, index) => ({ stt: index + 1, ...asClaim(line, line.benefitRate, 'THANH_TIEN') }));
      expect(rows).to.deep.equal(lines);
    });
  }

  it('read every example of the file', () => expect(examples).to.have.length(40));
});

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
    const supply = (id: string, supplyPackage: string) =>
      aLine({ id, kind: 'supply', hospitalPrice: '60000000', insurancePrice: '60000000', supplyPackage });
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
