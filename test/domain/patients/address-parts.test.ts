import { expect } from 'chai';
import { readAddressParts } from '../../../domain/patients/address-parts.ts';

describe('the parts of a printed address', () => {
  it('are read in the three levels of before July 2025: the commune stands before the district', () => {
    expect(readAddressParts('Bản Thử, Chiềng Hoa, Mường La, Sơn La')).to.deep.equal({
      communes: ['Chiềng Hoa', 'Mường La'],
      province: 'son la',
    });
  });

  it('are read in the two levels of today', () => {
    expect(readAddressParts('Bản Thử, Mường La, Tỉnh Sơn La')?.communes).to.deep.equal(['Bản Thử', 'Mường La']);
  });

  it('go by the word xã or phường where it is printed', () => {
    expect(readAddressParts('Tổ 3, phường Tô Hiệu, Sơn La')?.communes[0]).to.equal('Tô Hiệu');
    expect(readAddressParts('Tổ 3, Xã Chiềng Hoa, Sơn La')?.communes[0]).to.equal('Chiềng Hoa');
  });

  it('are none when the address is one word', () => {
    expect(readAddressParts('Sơn La')).to.equal(undefined);
    expect(readAddressParts(' , ')).to.equal(undefined);
  });
});
