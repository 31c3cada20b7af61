import { expect } from 'chai';
import { checkLicence, checkLicencePeriod, type Licence } from '../../../domain/users/licence.ts';

const held: Licence = { licence: '004162/SL-GPHN', licenceFrom: '2024-01-01', licenceUntil: '2028-12-31' };
const codes = (licence: Partial<Licence>, day: string) => checkLicence({ ...held, ...licence }, day).map(({ code }) => code);

describe('the practice licence on the day of the act', () => {
  it('holds on its first and its last day, not before and not after', () => {
    expect(['2024-01-01', '2028-12-31'].flatMap((day) => codes({}, day))).to.deep.equal([]);
    expect(codes({}, '2023-12-31')).to.deep.equal(['practitioner_licence_lapsed']);
    expect(codes({}, '2029-01-01')).to.deep.equal(['practitioner_licence_lapsed']);
  });

  it('has no end where none is written', () => {
    expect(codes({ licenceFrom: null, licenceUntil: null }, '2099-01-01')).to.deep.equal([]);
  });

  it('is missing without a number, whatever its period, and for nobody known', () => {
    expect(codes({ licence: null }, '2026-01-01')).to.deep.equal(['practitioner_licence_missing']);
    expect(checkLicence(undefined, '2026-01-01').map(({ code }) => code)).to.deep.equal(['practitioner_licence_missing']);
    expect(checkLicencePeriod({ ...held, licence: null }, '2029-01-01')).to.deep.equal([]);
  });
});
