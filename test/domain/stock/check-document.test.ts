import { expect } from 'chai';
import { checkDocument, type DocumentLine, type StockDocument } from '../../../domain/stock/check-document.ts';
import { documentNumber } from '../../../domain/stock/document-kinds.ts';
import { collectUntil } from '../../../domain/stock/collect-until.ts';

const TODAY = '2026-11-24';
const arrived: DocumentLine = {
  ...{ id: '1', drugCode: 'T001', quantity: '100', lotNumber: 'L1', expiresOn: '2027-06-30', unitPrice: '1250.5' },
};
const receipt = (line: Partial<DocumentLine> = {}, fields: Partial<StockDocument> = {}): StockDocument => ({
  ...{ kind: 'receipt', day: TODAY, lines: [{ ...arrived, ...line }] },
  ...fields,
});
const findings = (document: StockDocument, facts: { known?: string[]; periodClosed?: boolean } = {}) =>
  checkDocument(document, {
    today: TODAY,
    knownDrugs: new Set(facts.known ?? ['T001']),
    periodClosed: facts.periodClosed ?? false,
  }).map(({ code, path }) => `${code}@${path}`);

describe('check a stock document', () => {
  it('finds nothing wrong with an ordinary receipt, today or on an earlier open day', () => {
    expect(findings(receipt())).to.deep.equal([]);
    expect(findings(receipt({}, { day: '2026-11-20' }))).to.deep.equal([]);
  });

  it('books nothing ahead, nothing into a closed month, and only what adds on an earlier day', () => {
    expect(findings(receipt({}, { day: '2026-11-25' }))).to.deep.equal(['stock_day_future@day']);
    expect(findings(receipt(), { periodClosed: true })).to.deep.equal(['stock_period_closed@day']);
    const out = { kind: 'write-off', reason: 'vỡ' } as const;
    expect(findings(receipt({}, { ...out, day: '2026-11-23' }))).to.deep.equal(['stock_day_past@day']);
    expect(findings(receipt({}, out))).to.deep.equal([]);
  });

  it('wants all that is printed on the box of what comes in, and takes no expired lot', () => {
    const bare = { lotNumber: undefined, expiresOn: undefined, unitPrice: undefined };
    expect(findings(receipt(bare))).to.deep.equal([
      'stock_lot_number_missing@lines.0.lotNumber',
      'stock_expiry_missing@lines.0.expiresOn',
      'stock_price_missing@lines.0.unitPrice',
    ]);
    expect(findings(receipt({ expiresOn: '2026-11-23' }))).to.deep.equal(['stock_expired@lines.0.expiresOn']);
    expect(findings(receipt({ expiresOn: TODAY }))).to.deep.equal([]);
    expect(findings(receipt(bare, { kind: 'transfer' }))).to.deep.equal([]);
  });

  it('bounds quantities and prices on both sides', () => {
    const cases: [Partial<DocumentLine>, string[]][] = [
      [{ quantity: '0' }, ['stock_quantity_not_positive@lines.0.quantity']],
      [{ quantity: '-1' }, ['stock_quantity_not_positive@lines.0.quantity']],
      [{ quantity: '0.001' }, []],
      [{ quantity: '0.0001' }, ['stock_places@lines.0.quantity']],
      [{ quantity: '10000000' }, []],
      [{ quantity: '10000000.001' }, ['stock_quantity_absurd@lines.0.quantity']],
      [{ unitPrice: '0' }, []],
      [{ unitPrice: '-0.001' }, ['stock_price_missing@lines.0.unitPrice']],
      [{ unitPrice: '1.0001' }, ['stock_places@lines.0.unitPrice']],
      [{ unitPrice: '1000000001' }, ['stock_price_absurd@lines.0.unitPrice']],
    ];
    for (const [line, expected] of cases) expect(findings(receipt(line)), JSON.stringify(line)).to.deep.equal(expected);
  });

  it('knows the drug, has a line, and a reason where something is lost', () => {
    expect(findings(receipt({ drugCode: 'T9' }))).to.deep.equal(['stock_drug_unknown@lines.0.drugCode']);
    expect(findings(receipt({}, { lines: [] }))).to.deep.equal(['stock_lines_missing@lines']);
    expect(findings(receipt({}, { kind: 'write-off' }))).to.deep.equal(['stock_reason_missing@reason']);
  });

  it('counts a lot once, down to nothing', () => {
    const count = (lines: Partial<DocumentLine>[]): StockDocument => ({
      ...{ kind: 'stock-take', day: TODAY, lines: lines.map((line, i) => ({ ...arrived, id: String(i), quantity: '0', ...line })) },
    });
    expect(findings(count([{ lotId: 'a', counted: '0' }]))).to.deep.equal([]);
    expect(findings(count([{ lotId: 'a', counted: '-1' }, { lotId: 'b' }, { counted: '1' }]))).to.deep.equal([
      'stock_count_missing@lines.0.counted',
      'stock_count_missing@lines.1.counted',
      'stock_lot_missing@lines.2.lotId',
    ]);
    const twice = count([
      { lotId: 'a', counted: '1' },
      { lotId: 'a', counted: '2' },
    ]);
    expect(findings(twice)).to.deep.equal(['stock_lot_repeated@lines.1.lotId']);
  });
});

describe('numbers and days of the pharmacy', () => {
  it('name kind, year and running number', () => {
    expect(documentNumber('receipt', '2026-11-24', 7)).to.equal('NK26-000007');
    expect(documentNumber('dispense', '2027-01-01', 1_234_567)).to.equal('PT27-1234567');
  });

  it('end collecting on the fifth day after signing, by the parameter of that day', () => {
    const rows = [
      { code: 'rx.collect_within_days', validFrom: '2025-07-01', validTo: '2026-12-31', value: 5 },
      { code: 'rx.collect_within_days', validFrom: '2027-01-01', validTo: null, value: 7 },
    ];
    expect(collectUntil(rows, '2026-12-30')).to.equal('2027-01-04');
    expect(collectUntil(rows, '2027-01-01')).to.equal('2027-01-08');
    expect(collectUntil(rows, '2024-01-01')).to.equal('2024-01-06');
    expect(() => collectUntil([], '2026-01-01')).to.throw(RangeError);
  });
});
