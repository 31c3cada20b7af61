import { expect } from 'chai';
import { computeBmi } from '../../../domain/encounters/compute-bmi.ts';

describe('the body mass index', () => {
  it('is weight by height squared, to one place', () => {
    expect(computeBmi('58', '165')).to.equal('21.3');
    expect(computeBmi('50', '200')).to.equal('12.5');
    expect(computeBmi('3.2', '50')).to.equal('12.8');
  });

  it('rounds a half up', () => {
    // 74 / 4 = 18.5; 73.8 / 4 = 18.45.
    expect(computeBmi('73.8', '200')).to.equal('18.5');
    expect(computeBmi('73.7', '200')).to.equal('18.4');
  });

  it('is not said without both, nor of nothing', () => {
    for (const [weight, height] of [
      [undefined, '165'],
      ['58', undefined],
      ['0', '165'],
      ['58', '0'],
    ]) {
      expect(computeBmi(weight, height)).to.equal(undefined);
    }
  });
});
