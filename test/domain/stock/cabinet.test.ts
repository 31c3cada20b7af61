import { expect } from 'chai';
import { computeCabinetNeeds, isSameList, type CabinetLot } from '../../../domain/stock/cabinet-needs.ts';
import { checkCabinetList } from '../../../domain/stock/check-cabinet.ts';

const DAY = '2026-06-15';
const lot = (fields: Partial<CabinetLot> = {}): CabinetLot => ({
  ...{ drugCode: 'A', onHand: '4', expiresOn: DAY, recalled: false },
  ...fields,
});
const need = (base: string, lots: CabinetLot[], asked = '0') =>
  computeCabinetNeeds([{ drugCode: 'A', quantity: base }], { lots, asked: new Map([['A', asked]]), day: DAY })[0];

describe('what a duty cabinet needs', () => {
  it('is what is missing to the base stock, and nothing at it', () => {
    expect(need('10', [lot()])).to.include({ onHand: '4', missing: '6', surplus: '0' });
    expect(need('4', [lot()])).to.include({ missing: '0', surplus: '0' });
    expect(need('3', [lot()])).to.include({ missing: '0', surplus: '1' });
  });

  it('counts a lot on its last day, and no expired or recalled one: those go back', () => {
    expect(need('10', [lot({ expiresOn: '2026-06-14' })])).to.include({ onHand: '4', unusable: '4', missing: '10', surplus: '4' });
    expect(need('10', [lot({ recalled: true }), lot()])).to.include({ onHand: '8', missing: '6', surplus: '4' });
  });

  it('asks for nothing twice', () => {
    expect(need('10', [lot()], '5')).to.include({ missing: '1' });
    expect(need('10', [lot()], '8')).to.include({ missing: '0' });
  });

  it('sends back a drug that is not on the list, after those that are', () => {
    const needs = computeCabinetNeeds([{ drugCode: 'B', quantity: '1' }], { lots: [lot()], asked: new Map(), day: DAY });
    expect(needs.map(({ drugCode, base, surplus }) => [drugCode, base, surplus])).to.deep.equal([
      ['B', '1', '0'],
      ['A', '0', '4'],
    ]);
  });
});

describe('check a base list', () => {
  const facts = { knownDrugs: new Set(['A', 'B']), inForce: [{ drugCode: 'A', quantity: '5' }] };
  const found = (...lines: [string, string][]) =>
    checkCabinetList(
      lines.map(([drugCode, quantity]) => ({ drugCode, quantity })),
      facts,
    ).map(({ code, path }) => `${code}@${path}`);

  it('takes another quantity, another drug, and an empty list', () => {
    expect([found(['A', '6']), found(['A', '5'], ['B', '1']), found()]).to.deep.equal([[], [], []]);
  });

  it('refuses the list in force, told in whatever words and order', () => {
    expect(found(['A', '5.0'])).to.deep.equal(['cabinet_list_same@lines']);
    const two = [
      { drugCode: 'A', quantity: '1' },
      { drugCode: 'B', quantity: '2' },
    ];
    expect(isSameList(two, [...two].reverse())).to.equal(true);
  });

  it('names the line of a drug nobody knows or that stands there twice, and of a quantity that is none', () => {
    expect(found(['X', '1'], ['B', '1'], ['B', '2'])).to.deep.equal([
      'stock_drug_unknown@lines.0.drugCode',
      'cabinet_drug_repeated@lines.2.drugCode',
    ]);
    expect(found(['A', '0'], ['B', '1.0001'])).to.deep.equal([
      'stock_quantity_not_positive@lines.0.quantity',
      'stock_places@lines.1.quantity',
    ]);
    expect(found(['A', '10000'], ['B', '10000.5'])).to.deep.equal(['stock_quantity_absurd@lines.1.quantity']);
  });
});
