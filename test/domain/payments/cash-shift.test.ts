import { expect } from 'chai';
import { blockOf } from '../../../domain/payments/bill-blocks.ts';
import { summariseShift, type ShiftRow } from '../../../domain/payments/cash-shift.ts';
import { payerGroups } from '../../../domain/payments/payer-groups.ts';
import { checkBook } from '../../../domain/payments/receipt-book.ts';

const row = (fields: Partial<ShiftRow>): ShiftRow => ({ kind: 'collection', amount: '100', cancels: false, method: 'cash', ...fields });

describe('summariseShift', () => {
  it('counts the drawer in cash only, less what went out and what was cancelled', () => {
    const summary = summariseShift([
      row({ amount: '500', series: 'BL', number: 7 }),
      row({ kind: 'advance', amount: '300', series: 'BL', number: 8 }),
      row({ amount: '900', method: 'vietqr', series: 'BL', number: 9 }),
      row({ kind: 'refund', amount: '50', series: 'PC', number: 1 }),
      row({ amount: '500', cancels: true }),
    ]);
    expect(summary.expectedCash).to.equal('250');
    expect(summary.methods).to.deep.equal([
      { method: 'cash', incoming: '800', outgoing: '550' },
      { method: 'transfer', incoming: '0', outgoing: '0' },
      { method: 'vietqr', incoming: '900', outgoing: '0' },
    ]);
    expect(summary.kinds.map(({ kind, count, amount }) => [kind, count, amount])).to.deep.equal([
      ['advance', 1, '300'],
      ['collection', 2, '1400'],
      ['refund', 1, '50'],
      ['advance-return', 0, '0'],
    ]);
    expect(summary.cancels).to.deep.equal({ count: 1, amount: '500' });
    expect(summary.books).to.deep.equal([
      { series: 'BL', incoming: true, count: 3, from: '0000007', to: '0000009' },
      { series: 'PC', incoming: false, count: 1, from: '0000001', to: '0000001' },
    ]);
  });

  it('may end below nothing when a receipt of an earlier shift was cancelled', () => {
    expect(summariseShift([row({ amount: '70', cancels: true })]).expectedCash).to.equal('-70');
  });
});

describe('checkBook', () => {
  const codes = (fields: object) => checkBook({ series: 'BL26A', first: 1, last: 100, ...fields }).map(({ code }) => code);

  it('wants a plain series and numbers in order', () => {
    expect(codes({})).to.deep.equal([]);
    expect(codes({ series: 'Biên lai' })).to.deep.equal(['book_series_format']);
    expect(codes({ first: 0 })).to.deep.equal(['book_number_range']);
    expect(codes({ first: 9_999_999, last: 9_999_999 })).to.deep.equal([]);
    expect(codes({ first: 9_999_999, last: 10_000_000 })).to.deep.equal(['book_number_range']);
    expect(codes({ first: 5, last: 5 })).to.deep.equal([]);
    expect(codes({ first: 5, last: 4 })).to.deep.equal(['book_numbers_reversed']);
    expect(codes({ last: 100_000 })).to.deep.equal([]);
    expect(codes({ last: 100_001 })).to.deep.equal(['book_too_thick']);
  });
});

describe('the bill for the desk', () => {
  it('puts each cost group into its block, and what it does not know under other', () => {
    expect(['1', '2', '3', '4', '7', '8', '10', '12', '13', '15', '99'].map(blockOf)).to.deep.equal([
      ...['laboratory', 'imaging', 'function', 'drug', 'blood', 'procedure', 'supply', 'transport', 'examination', 'bed', 'other'],
    ]);
  });

  it('shows the group that the letters of a card name, and a card of a hundred percent', () => {
    expect(payerGroups({ cardNumber: 'HN2149990000001', cardRate: '100' })).to.deep.equal(['poor', 'full-cover']);
    expect(payerGroups({ cardNumber: 'DT2149990000001', cardRate: '100' })).to.deep.equal(['ethnic-minority', 'full-cover']);
    expect(payerGroups({ cardNumber: 'GD4149990000001', cardRate: '80' })).to.deep.equal([]);
    expect(payerGroups({ cardNumber: '1234567890', cardRate: '100' })).to.deep.equal(['full-cover']);
  });
});
