import { expectFairShares } from './any-bill.ts';

describe('computeBill for any visit', () => {
  // A hundred thousand of them stand in test/properties: they take a while.
  it('adds up to the last digit and does not depend on the order of the lines', () => expectFairShares(300));
});
