import { expect } from 'chai';
import { compareSupplies, type KnownSupply } from '../../../domain/stock/compare-supplies.ts';
import { itemKindOf } from '../../../domain/stock/item-kind.ts';
import { readSupplyList, supplyColumns, type SupplyLine } from '../../../domain/stock/read-supply-list.ts';
import type { Cell } from '../../../domain/sheets/read-columns.ts';

const heads = Object.values(supplyColumns).map(({ title }) => title);
const usual = { code: 'N03.01.020', name: 'Bơm tiêm', unit: 'Cái', maker: '', productMark: '', unitPrice: '1250' };
const rest = { ceilingPrice: '', insuranceRatio: '100', tender: '12/QĐ-SYT;G1;N0;2026' };
const read = (...rows: Partial<Record<keyof typeof supplyColumns, string>>[]) =>
  readSupplyList([heads, ...rows.map((row): Cell[] => Object.values({ ...usual, ...rest, ...row }))]);
const found = (row: Parameters<typeof read>[0]) => read(row ?? {}).issues.map(({ code, path }) => `${code}@${path}`);

describe('a list of supplies', () => {
  it('takes the codes of the insurer and no code of a drug', () => {
    expect(['N03.01.020', 'N06.02', 'N03'].map(itemKindOf)).to.deep.equal(['supply', 'supply', 'drug']);
    expect(found({ code: 'n03.01.020' })).to.deep.equal([]);
    expect(found({ code: 'N3.01.020' })).to.deep.equal(['supply_code_format@2.code']);
    expect(found({ code: `N03.${'1'.repeat(46)}` })).to.deep.equal([]);
    expect(found({ code: `N03.${'1'.repeat(47)}` })).to.deep.equal(['supply_text_too_long@2.code']);
  });

  it('takes three places of a price, a ratio up to 100 and the tenders of supplies', () => {
    expect(found({ unitPrice: '1.125', ceilingPrice: '1.125', insuranceRatio: '100' })).to.deep.equal([]);
    expect(found({ unitPrice: '1.1255', ceilingPrice: '1.1255', insuranceRatio: '100.01' })).to.deep.equal([
      ...['stock_places@2.unitPrice', 'stock_places@2.ceilingPrice', 'formulary_ratio@2.insuranceRatio'],
    ]);
    expect(found({ tender: '12/QĐ;G99;N99;2026;00' })).to.deep.equal([]);
    expect(found({ tender: '12/QĐ;G1;2026' })).to.deep.equal(['formulary_tender_format@2.tender']);
    expect(read({ tender: '' }).issues.map(({ severity }) => severity)).to.deep.equal(['warning']);
  });

  it('names a code that stands twice at its second row', () => {
    expect(read({}, { code: 'N03.01.030' }, {}).issues).to.deep.equal([
      { code: 'price_code_repeated', path: '4.code', severity: 'error', params: { row: 2 } },
    ]);
  });

  describe('against what is in force', () => {
    const [line] = read({}).lines as [SupplyLine];
    const known = (fields: Partial<KnownSupply> = {}): KnownSupply => ({
      ...line,
      id: 'a',
      validFrom: '2026-01-01',
      validTo: null,
      ...fields,
    });
    const changes = (...entries: KnownSupply[]) => {
      const { fresh, ending, same, issues } = compareSupplies([line], entries, '2026-07-01');
      return [fresh.length, ending.length, same, issues.length];
    };

    it('leaves what is the same, ends what differs, and adds what is new or has ended', () => {
      expect(changes(known({ unitPrice: '1250.000' }))).to.deep.equal([0, 0, 1, 0]);
      expect(changes(known({ ceilingPrice: '1000' }))).to.deep.equal([1, 1, 0, 0]);
      expect(changes(known({ name: 'Bơm tiêm 5 ml' }))).to.deep.equal([1, 1, 0, 0]);
      expect(changes()).to.deep.equal([1, 0, 0, 0]);
      expect(changes(known({ validTo: '2026-06-30' }))).to.deep.equal([1, 0, 0, 0]);
    });

    it('refuses to change what begins on its day or later', () => {
      expect(changes(known({ unitPrice: '1', validFrom: '2026-07-01' }))).to.deep.equal([0, 0, 0, 1]);
      expect(changes(known({ validFrom: '2026-07-02' }))).to.deep.equal([0, 0, 0, 1]);
    });
  });
});
