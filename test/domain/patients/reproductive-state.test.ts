import { expect } from 'chai';
import { dueOnFromPeriod, isAskedAboutPregnancy, reproductiveStateOn } from '../../../domain/patients/reproductive-state.ts';

describe('pregnancy by its dates', () => {
  it('expects the birth 280 days after the last period began, which then counts as week 0', () => {
    expect(dueOnFromPeriod('2026-03-01')).to.equal('2026-12-06');
    const answer = { askedOn: '2026-03-20', pregnant: true, dueOn: dueOnFromPeriod('2026-03-01'), breastfeeding: false };
    expect(reproductiveStateOn(answer, '2026-03-07').weeks).to.equal(0);
    expect(reproductiveStateOn(answer, '2026-03-08').weeks).to.equal(1);
  });

  it('is asked of girls and women from 10 to 55 years, of an unknown sex too, of a man never', () => {
    const asked = (ageMonths: number, sex: 'male' | 'female' | 'unknown' = 'female') => isAskedAboutPregnancy({ sex, ageMonths });
    expect([asked(119), asked(120), asked(671), asked(672)]).to.deep.equal([false, true, true, false]);
    expect([asked(300, 'unknown'), asked(300, 'male')]).to.deep.equal([true, false]);
  });
});
