import { expect } from 'chai';
import { claimRow } from '../../../domain/claims/claim-definitions.ts';
import { birthText } from '../../../domain/claims/claim-formats.ts';

describe('birthText', () => {
  it('writes zeros for what is not known', () => {
    const birth = { birthDate: '1965-01-01', birthTime: '09:05' };
    expect(birthText({ ...birth, birthPrecision: 'year' })).to.equal('196500000000');
    expect(birthText({ ...birth, birthPrecision: 'month' })).to.equal('196500000000');
    expect(birthText({ ...birth, birthPrecision: 'day' })).to.equal('196501010000');
    expect(birthText({ ...birth, birthPrecision: 'minute' })).to.equal('196501010905');
  });
});

describe('claimRow', () => {
  it('refuses a field that the table does not have', () => {
    expect(() => claimRow('XML2', '1931', { DON_GIA_BV: '1' })).to.throw(RangeError, 'DON_GIA_BV');
  });

  it('removes tabs and line ends, which break matching without a word', () => {
    expect(claimRow('XML3', '1931', { MA_VAT_TU: 'N03.01\t', TEN_VAT_TU: ' Bơm\r\ntiêm ' })).to.include({
      MA_VAT_TU: 'N03.01',
      TEN_VAT_TU: 'Bơm tiêm',
    });
  });
});
