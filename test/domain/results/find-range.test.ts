import { expect } from 'chai';
import { findRange } from '../../../domain/results/find-range.ts';
import type { ReferenceRange } from '../../../domain/results/indicator.ts';

const range = (fields: Partial<ReferenceRange> & { name: string }) => ({
  ...{ sex: null, ageFromDays: 0, ageUntilDays: null, low: null, high: null, highOpen: false },
  ...{ criticalLow: null, criticalHigh: null, normalChoice: null },
  ...fields,
});
const haemoglobin = [
  range({ name: 'newborn', ageUntilDays: 28 }),
  range({ name: 'child', ageFromDays: 28, ageUntilDays: 6574 }),
  range({ name: 'man', sex: 'male', ageFromDays: 6574 }),
  range({ name: 'woman', sex: 'female', ageFromDays: 6574 }),
  range({ name: 'anybody', ageFromDays: 6574 }),
];
const found = (birthDate: string, on: string, sex: 'male' | 'female' | 'unknown' = 'female') =>
  findRange(haemoglobin, { sex, birthDate }, on)?.name;

describe('findRange', () => {
  it('changes on the day of the age and not before', () => {
    expect(found('2026-11-01', '2026-11-28')).to.equal('newborn');
    expect(found('2026-11-01', '2026-11-29')).to.equal('child');
  });

  it('takes the range of the sex before one for both, and the latter when the sex is not known', () => {
    expect([found('1980-03-12', '2026-11-26', 'male'), found('1980-03-12', '2026-11-26', 'female')]).to.deep.equal(['man', 'woman']);
    expect(found('1980-03-12', '2026-11-26', 'unknown')).to.equal('anybody');
  });

  it('takes the narrowest age when two fit', () => {
    const wide = range({ name: 'wide' });
    const narrow = range({ name: 'narrow', ageFromDays: 100, ageUntilDays: 200 });
    expect(findRange([wide, narrow], { sex: 'male', birthDate: '2026-01-01' }, '2026-05-01')?.name).to.equal('narrow');
  });

  it('finds none where none fits', () => {
    expect(findRange([range({ name: 'adult', ageFromDays: 6574 })], { sex: 'male', birthDate: '2020-01-01' }, '2026-11-26')).to.equal(
      undefined,
    );
    expect(findRange([range({ name: 'man', sex: 'male' })], { sex: 'unknown', birthDate: '1980-01-01' }, '2026-11-26')).to.equal(undefined);
    expect(found('2026-11-27', '2026-11-26')).to.equal(undefined);
  });
});
