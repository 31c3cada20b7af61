import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkPrescriptionCode,
  PRESCRIPTION_RANDOM_ALPHABET,
  PRESCRIPTION_RANDOM_LENGTH,
  prescriptionCode,
  prescriptionCodeForPaper,
} from '../../../domain/prescriptions/prescription-code.ts';

describe('prescriptionCode', () => {
  it('joins facility, random part and type to 14 characters in small letters', () => {
    expect(prescriptionCode('A1B2C', '0z9y8x7', 'c')).to.equal('a1b2c0z9y8x7-c');
    expect(prescriptionCode('A1B2C', '0z9y8x7', 'n')).to.have.length(14);
  });

  it('always builds a code that its check accepts, on the wire and on paper', () => {
    const random = fc.string({
      unit: fc.constantFrom(...PRESCRIPTION_RANDOM_ALPHABET),
      minLength: PRESCRIPTION_RANDOM_LENGTH,
      maxLength: PRESCRIPTION_RANDOM_LENGTH,
    });
    fc.assert(
      fc.property(random, fc.constantFrom('c', 'n', 'h', 'y', 't'), (part, type) => {
        const code = prescriptionCode('14abc', part, type);
        expect(checkPrescriptionCode(code)).to.deep.equal([]);
        expect(checkPrescriptionCode(prescriptionCodeForPaper(code))).to.deep.equal([]);
      }),
    );
  });

  it('does not build from parts of another length or alphabet', () => {
    expect(() => prescriptionCode('1400', '0z9y8x7', 'c')).to.throw(RangeError);
    expect(() => prescriptionCode('14003', '0z9y8x', 'c')).to.throw(RangeError);
    expect(() => prescriptionCode('14003', '0z9y8xé', 'c')).to.throw(RangeError);
    expect(() => prescriptionCode('14003', '0Z9Y8X7', 'c')).to.throw(RangeError);
  });
});

describe('checkPrescriptionCode', () => {
  it('refuses other lengths, letters and types', () => {
    for (const code of ['', '140030z9y8x-c', '140030z9y8x77-c', '140030z9y8x7c', '140030z9y8x7-x', '14003_z9y8x7-c', '140030z9y8x7-c ']) {
      expect(
        checkPrescriptionCode(code).map((issue) => issue.code),
        code,
      ).to.deep.equal(['prescription_code_format']);
    }
  });
});
