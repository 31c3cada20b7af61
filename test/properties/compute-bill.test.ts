import { expectFairShares } from '../domain/insurance/any-bill.ts';

describe('computeBill for a hundred thousand visits', function () {
  this.timeout(600_000);
  it('adds up to the last digit and does not depend on the order of the lines', () => expectFairShares(100_000));
});
