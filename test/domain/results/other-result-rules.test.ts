import { expect } from 'chai';
import { checkRepeatOrder } from '../../../domain/orders/check-repeat-order.ts';
import { checkApproval, type ApprovalFacts } from '../../../domain/results/check-approval.ts';
import { deskOfGroup, workStateOf } from '../../../domain/results/result-desks.ts';
import { showRange, showValue } from '../../../domain/results/show-value.ts';

describe('checkApproval', () => {
  const fit: ApprovalFacts = {
    ...{ values: 1, conclusion: null, isNarrative: false, isCritical: false, isTold: false },
    ...{ approverLicensed: true, performerLicensed: true, bookClosed: false },
  };
  const codes = (fields: Partial<ApprovalFacts>) => checkApproval({ ...fit, ...fields }).map(({ code }) => code);

  it('lets a result with a value pass', () => expect(codes({})).to.deep.equal([]));

  it('wants a value of the laboratory and a conclusion of imaging', () => {
    expect(codes({ values: 0 })).to.deep.equal(['result_empty']);
    expect(codes({ isNarrative: true, values: 0, conclusion: '  ' })).to.deep.equal(['conclusion_missing']);
    expect(codes({ isNarrative: true, values: 0, conclusion: 'Bình thường' })).to.deep.equal([]);
  });

  it('wants both licences', () => {
    expect(codes({ approverLicensed: false })).to.deep.equal(['practitioner_licence_missing']);
    expect(codes({ performerLicensed: false })).to.deep.equal(['performer_licence_missing']);
  });

  it('lets a critical value pass only when somebody was told', () => {
    expect(codes({ isCritical: true })).to.deep.equal(['critical_not_told']);
    expect(codes({ isCritical: true, isTold: true })).to.deep.equal([]);
  });

  it('stops at a closed book', () => expect(codes({ bookClosed: true })).to.deep.equal(['result_book_closed']));
});

describe('checkRepeatOrder', () => {
  const earlier = [
    { serviceCode: 'A', orderedAt: '2026-11-26T00:30:00Z' },
    { serviceCode: 'A', orderedAt: '2026-11-26T01:05:00Z' },
  ];
  it('warns of the same service of the day and says when it was ordered last', () => {
    const [issue] = checkRepeatOrder({ serviceCode: 'A' }, earlier);
    expect(issue).to.deep.include({ code: 'service_ordered_today', severity: 'warning', params: { at: '08:05' } });
  });
  it('lets another service pass, and the same one with a reason', () => {
    expect(checkRepeatOrder({ serviceCode: 'B' }, earlier)).to.deep.equal([]);
    expect(checkRepeatOrder({ serviceCode: 'A', repeatReason: 'Theo dõi' }, earlier)).to.deep.equal([]);
    expect(checkRepeatOrder({ serviceCode: 'A', repeatReason: '' }, earlier)).to.have.length(1);
  });
});

describe('the way of an order', () => {
  it('goes by group to the desk that reports it, and procedures to none', () => {
    expect(['XN', 'CDHA', 'TDCN', 'TT', 'PT', ''].map(deskOfGroup)).to.deep.equal([
      ...['laboratory', 'imaging', 'imaging'],
      ...[undefined, undefined, undefined],
    ]);
  });
  it('runs from waiting over received and entered to approved', () => {
    const at = (hasReceivedSample: boolean, hasDraft: boolean) => workStateOf({ state: 'ordered', hasReceivedSample, hasDraft });
    expect([at(false, false), at(true, false), at(true, true)]).to.deep.equal(['waiting', 'received', 'entered']);
    expect(workStateOf({ state: 'performed', hasReceivedSample: true, hasDraft: true })).to.equal('approved');
    expect(workStateOf({ state: 'cancelled', hasReceivedSample: true, hasDraft: true })).to.equal('cancelled');
  });
});

describe('what people read', () => {
  it('is a number with a comma and its sign, or the words', () => {
    expect(showValue({ comparator: '<=', number: '0.5', text: null })).to.equal('≤ 0,5');
    expect(showValue({ comparator: null, number: '8.1', text: null })).to.equal('8,1');
    expect(showValue({ comparator: null, number: null, text: 'Âm tính' })).to.equal('Âm tính');
  });
  it('is a range from bound to bound, or what there is of it', () => {
    const none = { low: null, high: null, highOpen: false, normalChoice: null };
    expect(showRange({ ...none, low: '3.5', high: '5' })).to.equal('3,5 – 5');
    expect(showRange({ ...none, high: '5.2', highOpen: true })).to.equal('< 5,2');
    expect(showRange({ ...none, high: '37' })).to.equal('≤ 37');
    expect(showRange({ ...none, low: '60' })).to.equal('≥ 60');
    expect(showRange({ ...none, normalChoice: 'Âm tính' })).to.equal('Âm tính');
    expect(showRange(none)).to.equal('');
    expect(showRange(undefined)).to.equal('');
  });
});
