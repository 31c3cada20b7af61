import { expectFormsEqualFiles } from '../domain/settlement/any-claims.ts';

describe('the settlement forms of five thousand months', function () {
  this.timeout(600_000);
  it('equal the files to the last digit', () => expectFormsEqualFiles(5_000));
});
