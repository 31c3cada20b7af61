import { expect } from 'chai';
import { checkPassword, fitsHash, normalisePassword } from '../../../domain/users/check-password.ts';

const codes = (password: string): string[] => checkPassword(password).map((issue) => `${issue.code}@${issue.path}`);

describe('checkPassword', () => {
  it('takes fourteen characters of four classes, not thirteen', () => {
    expect(codes('Hoaban-2026-xy')).to.deep.equal([]);
    expect(codes('Hoaban-2026-x')).to.deep.equal(['password_too_short@password']);
  });

  it('counts letters as people see them, not bytes or halves', () => {
    expect(codes('Ộộ-1Ộộ-1Ộộ-1Ộ')).to.deep.equal(['password_too_short@password']);
    expect(codes('Ộộ-1Ộộ-1Ộộ-1Ộộ'.normalize('NFD'))).to.deep.equal([]);
    expect(codes('Aa1-😀😀😀😀😀😀😀😀😀')).to.deep.equal(['password_too_short@password']);
  });

  it('needs a small and a capital letter, a digit and a sign; a blank is no sign', () => {
    for (const plain of ['hoaban-2026-xyz', 'HOABAN-2026-XYZ', 'Hoaban-hoaban-x', 'Hoaban2026xyzab', 'Hoaban 2026 xyz'])
      expect(codes(plain), plain).to.deep.equal(['password_too_plain@password']);
  });

  it('takes 72 bytes, not 73: what lies behind would not be read', () => {
    expect(codes(`Aa1-${'x'.repeat(68)}`)).to.deep.equal([]);
    expect(codes(`Aa1-${'x'.repeat(69)}`)).to.deep.equal(['password_too_long@password']);
    expect(codes(`Aa1-${'ộ'.repeat(22)}xx`)).to.deep.equal([]); // 4 + 22 × 3 + 2
    expect(codes(`Aa1-${'ộ'.repeat(23)}`)).to.deep.equal(['password_too_long@password']);
  });
});

describe('the form in which a password is hashed', () => {
  it('is the same from a keyboard that composes and from one that does not', () => {
    const password = 'Mật-Khẩu-Nở-2026';
    expect(password.normalize('NFD')).to.not.equal(password.normalize('NFC'));
    expect(normalisePassword(password.normalize('NFD'))).to.equal(normalisePassword(password.normalize('NFC')));
    expect(fitsHash('ộ'.repeat(24).normalize('NFD'))).to.equal(true);
    expect(fitsHash('ộ'.repeat(24) + 'x')).to.equal(false);
  });
});
