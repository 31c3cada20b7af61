import { expect } from 'chai';
import { ageText } from '../../../domain/patients/age.ts';

const on = '2026-11-24';

describe('ageText', () => {
  it('counts days in the first month, then months', () => {
    expect(ageText('2026-11-24', 'day', on)).to.equal('0 ngày');
    expect(ageText('2026-11-12', 'minute', on)).to.equal('12 ngày');
    expect(ageText('2026-10-25', 'day', on)).to.equal('30 ngày');
    expect(ageText('2026-10-24', 'day', on)).to.equal('1 tháng');
  });

  it('counts months until 72, then years', () => {
    expect(ageText('2020-11-25', 'day', on)).to.equal('71 tháng');
    expect(ageText('2020-11-24', 'day', on)).to.equal('6 tuổi');
    expect(ageText('1992-11-25', 'day', on)).to.equal('33 tuổi');
    expect(ageText('1992-11-24', 'day', on)).to.equal('34 tuổi');
  });

  it('says no more than is known', () => {
    expect(ageText('1960-01-01', 'year', on)).to.equal('66 tuổi');
    expect(ageText('2024-01-01', 'year', on)).to.equal('2 tuổi');
    expect(ageText('2026-01-01', 'year', on)).to.equal('dưới 1 tuổi');
    expect(ageText('2026-11-01', 'month', on)).to.equal('dưới 1 tháng');
    expect(ageText('2026-06-01', 'month', on)).to.equal('5 tháng');
  });

  it('is empty before birth', () => expect(ageText('2026-11-25', 'day', on)).to.equal(''));
});
