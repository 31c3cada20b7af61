import { expect } from 'chai';
import { computeExpectedMinutes } from '../../../domain/queue/expected-minutes.ts';

describe('expected minutes of waiting', () => {
  it('are told from the third person served, not from the second', () => {
    expect(computeExpectedMinutes({ served: 2, medianSeconds: 300, waiting: 4 })).to.equal(null);
    expect(computeExpectedMinutes({ served: 3, medianSeconds: 300, waiting: 4 })).to.equal(20);
  });

  it('are none when nobody waits', () => {
    expect(computeExpectedMinutes({ served: 9, medianSeconds: 300, waiting: 0 })).to.equal(0);
  });

  it('round up: a minute too early is a person who runs', () => {
    expect(computeExpectedMinutes({ served: 3, medianSeconds: 60, waiting: 1 })).to.equal(1);
    expect(computeExpectedMinutes({ served: 3, medianSeconds: 61, waiting: 1 })).to.equal(2);
  });

  it('are not known without a median', () => {
    expect(computeExpectedMinutes({ served: 3, medianSeconds: null, waiting: 1 })).to.equal(null);
  });
});
