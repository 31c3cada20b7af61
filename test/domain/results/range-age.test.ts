import { expect } from 'chai';
import fc from 'fast-check';
import { rangeAgeText, readRangeAge } from '../../../domain/results/range-age.ts';

describe('the age of a range', () => {
  it('is read in years unless it says months or days, in either language', () => {
    expect(readRangeAge('18')).to.equal(6574);
    expect(readRangeAge('18 tuổi')).to.equal(6574);
    expect(readRangeAge('6 tháng')).to.equal(182);
    expect(readRangeAge('6m')).to.equal(182);
    expect(readRangeAge('28 ngày')).to.equal(28);
    expect(readRangeAge('0')).to.equal(0);
  });

  it('is nothing when it is words, less than nothing, or more than anybody’s', () => {
    for (const typed of ['', 'trẻ em', '-1', '151', '18 tuần']) expect(readRangeAge(typed), typed).to.equal(undefined);
  });

  it('is shown shortly, and what is shown is read as the same days', () => {
    expect([0, 28, 182, 6574].map(rangeAgeText)).to.deep.equal(['0 ngày', '28 ngày', '6 tháng', '18 tuổi']);
    fc.assert(fc.property(fc.integer({ min: 0, max: 54_787 }), (days) => readRangeAge(rangeAgeText(days)) === days));
  });
});
