import { expect } from 'chai';
import { bordereauType, buildBordereau } from '../../../domain/insurance/bordereau.ts';
import { computeBill } from '../../../domain/insurance/compute-bill.ts';
import { add } from '../../../domain/money.ts';
import { aDrug, anExamination, aTest } from '../claims/a-visit.ts';
import { aCard } from './a-bill.ts';
import { parametersAt } from './seed-parameters.ts';

const cards = [
  { ...aCard({ validTo: '2026-11-24' }), cardNumber: 'GD4149990000001' },
  { ...aCard({ validFrom: '2026-11-25', cardRate: '95' }), cardNumber: 'HT3149990000001' },
];
const visit = { parameters: parametersAt('2026-11-24'), arrivalCategory: '1.1' };
const dear = { hospitalPrice: '900000', insurancePrice: '900000' };
const charges = [
  anExamination(),
  aTest(dear),
  aDrug({ orderedAt: '2026-11-25T01:00:00Z' }),
  aTest({ id: 'bed', kind: 'bed', costGroup: '15', orderedAt: '2026-11-25T02:00:00Z', sequence: 4 }),
  aTest({ id: 'meal', costGroup: '99', sequence: 5, insuranceRatio: '0' }),
];
const statement = (own = cards, lines = charges) => {
  const bill = computeBill({ ...visit, careType: '03', cards: own, lines });
  return { bill, sheets: buildBordereau(bill, lines, { ...visit, cards: own }) };
};

describe('buildBordereau', () => {
  it('makes a sheet for each card and rate, its lines in the items of the form', () => {
    const { sheets } = statement();
    expect(sheets.map(({ card, rate, blocks }) => [card?.cardNumber, rate, blocks.map(({ item }) => item)])).to.deep.equal([
      ['GD4149990000001', '80', ['1', '3', '12']],
      ['HT3149990000001', '95', ['2.2', '8']],
    ]);
  });

  it('adds up: blocks to their sheet, sheets to the bill, column 7 to 10 + 11 + 12 + 13', () => {
    const { bill, sheets } = statement();
    for (const key of Object.keys(bill.totals) as (keyof typeof bill.totals)[]) {
      expect(add('0', ...sheets.map(({ totals }) => totals[key])), key).to.equal(bill.totals[key]);
      for (const { blocks, totals } of sheets) expect(add('0', ...blocks.map((block) => block.totals[key])), key).to.equal(totals[key]);
    }
    for (const { totals } of sheets)
      expect(add(totals.fundAmount, totals.copayAmount, totals.otherSourceAmount, totals.selfPayAmount)).to.equal(totals.hospitalAmount);
  });

  it('keeps what no card covers on a sheet of its own, at 0 % of column 8', () => {
    const [sheet, ...others] = statement([]).sheets;
    expect(others).to.deep.equal([]);
    expect([sheet?.card, sheet?.rate]).to.deep.equal([undefined, '0']);
    expect(sheet?.blocks.flatMap(({ lines }) => lines.map(({ insuranceRatio }) => insuranceRatio))).to.deep.equal([
      '0',
      '0',
      '0',
      '0',
      '0',
    ]);
    expect(sheet?.totals.selfPayAmount).to.equal(sheet?.totals.hospitalAmount);
  });

  it('shows a drug at its one price without a ratio of a service', () => {
    const drug = statement()
      .sheets.flatMap(({ blocks }) => blocks)
      .find(({ item }) => item === '8')?.lines[0];
    expect([drug?.hospitalPrice, drug?.insurancePrice, drug?.serviceRatio]).to.deep.equal(['1250.5', '1250.5', '100']);
  });

  it('refuses a bill whose charge is not given, rather than losing money', () => {
    const { bill } = statement();
    expect(() => buildBordereau(bill, charges.slice(1), { ...visit, cards })).to.throw(RangeError);
  });
});

describe('bordereauType', () => {
  it('tells examination, outpatient, inpatient and day care', () => {
    expect(['01', '07', '02', '05', '08', '03', '06', '09', '04'].map(bordereauType).join(' ')).to.equal('01 01 02 02 02 03 03 03 04');
  });
});
