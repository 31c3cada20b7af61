import { expect } from 'chai';
import { readShortDosage } from '../../../domain/prescriptions/short-dosage.ts';

describe('readShortDosage', () => {
  it('reads two, three and four times of day', () => {
    expect(readShortDosage('1-1')).to.deep.equal({ morning: '1', evening: '1' });
    expect(readShortDosage('1-0-1')).to.deep.equal({ morning: '1', noon: '0', evening: '1' });
    expect(readShortDosage('1-0-2-1')).to.deep.equal({ morning: '1', noon: '0', afternoon: '2', evening: '1' });
    expect(readShortDosage('-1')).to.deep.equal({ morning: '0', evening: '1' });
  });

  it('reads halves, days and when it is taken', () => {
    expect(readShortDosage('0,5-0.5x14s')).to.deep.equal({ morning: '0,5', evening: '0,5', days: 14, timing: 'after-meal' });
    expect(readShortDosage('1-1-1*3T')).to.deep.equal({ morning: '1', noon: '1', evening: '1', days: 3, timing: 'before-meal' });
    expect(readShortDosage('0-1/7n')).to.deep.equal({ morning: '0', evening: '1', days: 7, timing: 'bedtime' });
    expect(readShortDosage('1-1k')).to.deep.equal({ morning: '1', evening: '1', timing: 'as-needed' });
  });

  it('leaves everything else to the fields', () => {
    for (const text of ['1', '', '1-', 'a-1', '1-1-1-1-1', '1-1x', '1-1q', '2024-01-01-1-1'])
      expect(readShortDosage(text), text).to.equal(undefined);
  });
});
