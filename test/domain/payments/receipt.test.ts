import { expect } from 'chai';
import { checkCancel, checkReceipt } from '../../../domain/payments/check-receipt.ts';
import {
  computeAccount,
  effectOf,
  payableOf,
  proposeReceipt,
  settledAt,
  type AccountState,
  type LedgerRow,
} from '../../../domain/payments/receipt.ts';

const row = (kind: LedgerRow['kind'], amount: string, cancels = false): LedgerRow => ({ kind, amount, cancels });
const account = (patientPart: string, ledger: LedgerRow[], discount = '0'): AccountState =>
  computeAccount({ patientPart, discount, ledger });

describe('payableOf', () => {
  it('adds first and rounds once, half up', () => {
    expect(payableOf({ copayAmount: '100.25', selfPayAmount: '0.25' })).to.equal('101');
    expect(payableOf({ copayAmount: '100.24', selfPayAmount: '0.25' })).to.equal('100');
    expect(payableOf({ copayAmount: '0', selfPayAmount: '0' })).to.equal('0');
  });
});

describe('computeAccount', () => {
  it('owes the patient part less what was paid', () => {
    expect(account('75900', [row('advance', '50000'), row('collection', '25900')])).to.include({ paid: '75900', due: '0' });
    expect(account('75900', [row('advance', '100000')])).to.include({ due: '-24100', advances: '100000', collected: '0' });
  });

  it('undoes what a row that cancels names, either way', () => {
    const ledger = [
      row('advance', '50000'),
      row('advance', '50000', true),
      row('collection', '900'),
      row('refund', '100'),
      row('refund', '100', true),
    ];
    expect(ledger.map(effectOf)).to.deep.equal(['50000', '-50000', '900', '-100', '100']);
    expect(account('1000', ledger)).to.include({ advances: '0', collected: '900', due: '100' });
  });

  it('lessens the part by a discount, never below nothing', () => {
    expect(account('1000', [], '400')).to.include({ discount: '400', due: '600' });
    expect(account('1000', [], '4000')).to.include({ discount: '1000', due: '0' });
  });
});

describe('proposeReceipt', () => {
  it('collects what is due, returns what was collected before advances, and nothing when it is even', () => {
    expect(proposeReceipt(account('1000', []))).to.deep.equal({ kind: 'collection', amount: '1000' });
    expect(proposeReceipt(account('1000', [row('advance', '1500')]))).to.deep.equal({ kind: 'advance-return', amount: '500' });
    expect(proposeReceipt(account('1000', [row('advance', '1500'), row('collection', '200')]))).to.deep.equal({
      kind: 'refund',
      amount: '200',
    });
    expect(proposeReceipt(account('1000', [row('collection', '1000')]))).to.equal(undefined);
  });
});

describe('checkReceipt', () => {
  const codes = (kind: LedgerRow['kind'], amount: string, state: AccountState, open = false) =>
    checkReceipt({ kind, amount }, state, { open }).map(({ code }) => code);

  it('wants whole dong above nothing and below a slip of the finger', () => {
    const state = account('9999999999', []);
    expect(codes('collection', '0', state)).to.deep.equal(['payment_not_whole']);
    expect(codes('collection', '-5', state)).to.deep.equal(['payment_not_whole']);
    expect(codes('collection', '0.5', state)).to.deep.equal(['payment_not_whole']);
    expect(codes('collection', '999999999', state)).to.deep.equal([]);
    expect(codes('collection', '1000000000', state)).to.deep.equal(['payment_absurd']);
  });

  it('collects at most what is due', () => {
    expect(codes('collection', '1000', account('1000', []))).to.deep.equal([]);
    expect(codes('collection', '1001', account('1000', []))).to.deep.equal(['payment_above_due']);
    expect(codes('collection', '1', account('1000', [row('advance', '2000')]))).to.deep.equal(['payment_above_due']);
  });

  it('takes an advance only while the visit runs', () => {
    expect(codes('advance', '500000', account('0', []), true)).to.deep.equal([]);
    expect(codes('advance', '500000', account('0', []), false)).to.deep.equal(['advance_after_closing']);
  });

  it('returns at most what is held too much, advances as advances and collections as collections', () => {
    const both = account('1000', [row('advance', '1500'), row('collection', '200')]);
    expect(codes('refund', '200', both)).to.deep.equal([]);
    expect(codes('refund', '201', both)).to.deep.equal(['payment_above_held']);
    expect(codes('advance-return', '700', both)).to.deep.equal([]);
    expect(codes('advance-return', '701', both)).to.deep.equal(['payment_above_held']);
    expect(codes('advance-return', '1', account('1000', [row('advance', '500')]))).to.deep.equal(['payment_above_held']);
  });
});

describe('checkCancel', () => {
  const codes = (one: LedgerRow, state: AccountState, cancelled = false) =>
    checkCancel({ ...one, cancelled }, state).map(({ code }) => code);

  it('undoes a row once, and never a cancel', () => {
    const state = account('0', [row('advance', '500')]);
    expect(codes(row('advance', '500'), state)).to.deep.equal([]);
    expect(codes(row('advance', '500'), state, true)).to.deep.equal(['receipt_cancelled']);
    expect(codes(row('advance', '500', true), state)).to.deep.equal(['receipt_is_cancel']);
  });

  it('does not undo money that went back already', () => {
    const returned = account('0', [row('advance', '500'), row('advance-return', '500')]);
    expect(codes(row('advance', '500'), returned)).to.deep.equal(['receipt_spent']);
    expect(codes(row('advance-return', '500'), returned)).to.deep.equal([]);
    const mixed = account('0', [row('advance', '500'), row('collection', '500'), row('refund', '500')]);
    expect(codes(row('collection', '500'), mixed)).to.deep.equal(['receipt_spent']);
    expect(codes(row('advance', '500'), mixed)).to.deep.equal([]);
  });
});

describe('settledAt', () => {
  const closedAt = '2026-11-24T02:00:00Z';

  it('is the last act of an even account, or the closing when nobody owed anything', () => {
    expect(settledAt(account('0', []), closedAt, [])).to.equal(closedAt);
    const paid = account('10', [row('collection', '10')]);
    expect(settledAt(paid, closedAt, [{ createdAt: '2026-11-24T03:00:00Z' }])).to.equal('2026-11-24T03:00:00Z');
    expect(settledAt(paid, closedAt, [{ createdAt: '2026-11-24T01:00:00Z' }])).to.equal(closedAt);
  });

  it('is nothing while something is due either way', () => {
    expect(settledAt(account('10', []), closedAt, [])).to.equal(undefined);
    expect(settledAt(account('10', [row('advance', '20')]), closedAt, [])).to.equal(undefined);
  });
});
