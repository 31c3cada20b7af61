import { expect } from 'chai';
import { checkAdjustment, checkReduction } from '../../../domain/payments/check-reduction.ts';
import { computeAccount } from '../../../domain/payments/receipt.ts';

describe('checkReduction', () => {
  const state = computeAccount({ patientPart: '1000', discount: '300', ledger: [] });
  const codes = (kind: 'discount' | 'support', amount: string, fields: { source?: string; final?: boolean } = {}) =>
    checkReduction({ kind, amount, source: fields.source }, state, { final: fields.final === true }).map(({ code }) => code);

  it('lessens at most what the person still bears, in whole dong', () => {
    expect(codes('discount', '700')).to.deep.equal([]);
    expect(codes('discount', '701')).to.deep.equal(['reduction_above_part']);
    expect(codes('discount', '0')).to.deep.equal(['payment_not_whole']);
    expect(codes('discount', '0.5')).to.deep.equal(['payment_not_whole']);
  });

  it('wants the source of support, and only while the bill is live', () => {
    expect(codes('support', '700')).to.deep.equal(['support_source_missing']);
    expect(codes('support', '700', { source: 'state' })).to.deep.equal([]);
    expect(codes('support', '700', { source: 'state', final: true })).to.deep.equal(['support_after_closing']);
    expect(codes('discount', '700', { final: true })).to.deep.equal([]);
  });
});

describe('checkAdjustment', () => {
  const before = { quantity: '2', hospitalPrice: '1000', insurancePrice: '1000', insured: true, drug: false, insurable: true };
  const codes = (after: object, changes: object = {}) =>
    checkAdjustment({ ...before, ...changes }, { quantity: '2', hospitalPrice: '1000', insured: true, ...after }).map(({ code }) => code);

  it('changes something, within bounds', () => {
    expect(codes({})).to.deep.equal(['adjustment_empty']);
    expect(codes({ quantity: '1' })).to.deep.equal([]);
    expect(codes({ quantity: '0' })).to.deep.equal(['adjustment_quantity']);
    expect(codes({ quantity: '9999' })).to.deep.equal([]);
    expect(codes({ quantity: '9999.001' })).to.deep.equal(['adjustment_quantity']);
    expect(codes({ quantity: '1.0001' })).to.deep.equal(['adjustment_quantity']);
    expect(codes({ hospitalPrice: '0' })).to.deep.equal([]);
    expect(codes({ hospitalPrice: '-1' })).to.deep.equal(['adjustment_price']);
    expect(codes({ hospitalPrice: '1000000000' })).to.deep.equal(['adjustment_price']);
  });

  it('leaves quantity and price of a drug to the window', () => {
    expect(codes({ quantity: '1' }, { drug: true })).to.deep.equal(['drug_adjusted_at_window']);
    expect(codes({ insured: false }, { drug: true })).to.deep.equal([]);
  });

  it('never insures what the list leaves out', () => {
    expect(codes({ insured: true }, { insured: false, insurable: false })).to.deep.equal(['charge_not_insurable']);
    expect(codes({ insured: true }, { insured: false, insurable: true })).to.deep.equal([]);
  });
});
