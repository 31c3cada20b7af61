import { expect } from 'chai';
import { estimateGfr } from '../../../domain/records/kidney-function.ts';

describe('estimateGfr', () => {
  /* By hand, 1 mg/dL = 88.4 µmol/L: man of 50, 1.0 mg/dL: 142 × (1/0.9)^-1.2 × 0.9938^50 = 91.7; woman of 50, 1.0: 142 × (1/0.7)^-1.2 × 0.9938^50 × 1.012 = 68.6. */
  it('follows CKD-EPI 2021 for men and women', () => {
    expect(Number(estimateGfr(88.4, { ageYears: 50, sex: 'male' }))).to.be.closeTo(91.7, 0.1);
    expect(Number(estimateGfr(88.4, { ageYears: 50, sex: 'female' }))).to.be.closeTo(68.6, 0.1);
  });

  it('rises below the knee and falls with age and creatinine', () => {
    expect(Number(estimateGfr(40, { ageYears: 30, sex: 'female' }))).to.be.greaterThan(110);
    expect(Number(estimateGfr(177, { ageYears: 70, sex: 'male' }))).to.be.closeTo(35.2, 0.5);
  });

  it('says nothing of children, of an unknown sex, and of no creatinine', () => {
    expect(estimateGfr(88, { ageYears: 17, sex: 'male' })).to.equal(undefined);
    expect(estimateGfr(88, { ageYears: 40, sex: 'unknown' })).to.equal(undefined);
    expect(estimateGfr(0, { ageYears: 40, sex: 'male' })).to.equal(undefined);
  });
});
