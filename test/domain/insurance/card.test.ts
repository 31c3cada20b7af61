import { expect } from 'chai';
import { cardRateAt, checkInsuranceCard, coveredUntil, type InsuranceCard, parseCardNumber } from '../../../domain/insurance/card.ts';
import { parametersAt } from './seed-parameters.ts';

const today = '2026-11-24';
const parameters = parametersAt(today);
const card: InsuranceCard = {
  cardNumber: 'GD4141234567890',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  registeredFacilityCode: '14009',
};
const codes = (changes: Partial<InsuranceCard>, day = today) =>
  checkInsuranceCard({ ...card, ...changes }, day, parametersAt(day)).map((issue) => `${issue.severity} ${issue.code} ${issue.path}`);

describe('parseCardNumber', () => {
  it('splits the fifteen characters', () => {
    expect(parseCardNumber('DN4140123456789')).to.deep.equal({
      form: 'card',
      objectCode: 'DN',
      benefitDigit: '4',
      provinceCode: '14',
      socialInsuranceNumber: '0123456789',
    });
  });

  it('takes ten and twelve digits, nothing between or beyond', () => {
    expect(parseCardNumber('0123456789')?.form).to.equal('social-insurance');
    expect(parseCardNumber('014200001234')?.form).to.equal('identity');
    for (const text of [
      '',
      '012345678',
      '01234567890',
      '0142000012345',
      'DN614012345678',
      'DN6140123456789',
      'dn4140123456789',
      'D41401234567890',
    ])
      expect(parseCardNumber(text), text).to.equal(undefined);
  });
});

describe('cardRateAt', () => {
  it('reads the digit', () => {
    const rates = ['CC1', 'HN2', 'HT3', 'GD4', 'QN5'].map((prefix) => cardRateAt(`${prefix}140123456789`, parameters));
    expect(rates).to.deep.equal(['100', '100', '95', '80', '100']);
  });

  it('converts the digit of CN and LH from 1 January 2026, not the day before', () => {
    expect(cardRateAt('CN3140123456789', parametersAt('2025-12-31'))).to.equal('95');
    expect(cardRateAt('CN3140123456789', parametersAt('2026-01-01'))).to.equal('100');
    expect(cardRateAt('LH4140123456789', parametersAt('2025-12-31'))).to.equal('80');
    expect(cardRateAt('LH4140123456789', parametersAt('2026-01-01'))).to.equal('100');
  });

  it('keeps the printed digit of any other card that disagrees with its letters', () => {
    expect(cardRateAt('GD2140123456789', parameters)).to.equal('100');
  });

  it('does not know what a ten or twelve digit number pays', () => {
    expect(cardRateAt('0123456789', parameters)).to.equal(undefined);
    expect(cardRateAt('014200001234', parameters)).to.equal(undefined);
  });
});

describe('checkInsuranceCard', () => {
  it('finds nothing wrong with an ordinary card', () => {
    expect(codes({})).to.deep.equal([]);
  });

  it('refuses a malformed number and warns of one that hides its level', () => {
    expect(codes({ cardNumber: 'GD41412345678' })).to.deep.equal(['error card_number_malformed cardNumber']);
    expect(codes({ cardNumber: '0123456789' })).to.deep.equal(['warning card_benefit_level_unknown cardNumber']);
  });

  it('warns of letters nobody listed and of a digit that does not belong to them', () => {
    expect(codes({ cardNumber: 'ZZ4140123456789' })).to.deep.equal(['warning card_object_code_unknown cardNumber']);
    expect(codes({ cardNumber: 'GD2140123456789' })).to.deep.equal(['warning card_benefit_digit_mismatch cardNumber']);
  });

  it('only informs about the late digit of CN, and not before the law changed', () => {
    expect(codes({ cardNumber: 'CN3140123456789' })).to.deep.equal(['information card_benefit_digit_converted cardNumber']);
    expect(codes({ cardNumber: 'CN3140123456789', validFrom: '2025-01-01' }, '2025-12-31')).to.deep.equal([]);
  });

  it('holds on its first and last day, not outside', () => {
    expect(codes({}, '2026-01-01')).to.deep.equal([]);
    expect(codes({}, '2026-12-31')).to.deep.equal([]);
    expect(codes({}, '2025-12-31')).to.deep.equal(['error card_not_yet_valid validFrom']);
    expect(codes({}, '2027-01-01')).to.deep.equal(['error card_expired validTo']);
    expect(codes({ validTo: '2025-12-31' })).to.deep.equal(['error card_validity_reversed validTo']);
  });

  it('never expires without an end', () => {
    const { validTo: _, ...open } = card;
    expect(checkInsuranceCard(open, '2040-01-01', parametersAt('2040-01-01'))).to.deep.equal([]);
    expect(coveredUntil(undefined, parameters)).to.equal(undefined);
  });

  it('wants a five digit facility, the temporary 14000 included', () => {
    expect(codes({ registeredFacilityCode: '14000' })).to.deep.equal([]);
    expect(codes({ registeredFacilityCode: '14-009' })).to.deep.equal(['error registered_facility_code_malformed registeredFacilityCode']);
  });

  it('covers a stay for fifteen days after expiry', () => {
    expect(coveredUntil(card.validTo, parameters)).to.equal('2027-01-15');
  });
});
