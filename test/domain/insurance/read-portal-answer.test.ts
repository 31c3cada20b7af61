import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { NewerCard, PortalAnswer, PortalCard, TypedCard } from '../../../domain/insurance/portal-answer.ts';
import { isAboutCard, portalCodes, readPortalAnswer, verificationOf } from '../../../domain/insurance/read-portal-answer.ts';

const typed: TypedCard = { number: 'GD4149990000001', fullName: 'Lò Văn Thử', birthDate: '1980-03-12' };
const card: PortalCard = {
  cardNumber: 'GD4149990000001',
  socialInsuranceNumber: '9990000001',
  fullName: 'LÒ VĂN THỬ',
  birthDate: '1980-03-12',
  sex: 'male',
  addressText: null,
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  registeredFacilityCode: '14902',
  registeredFacilityName: null,
  areaCode: 'K1',
  fiveYearDate: null,
};
const newerCard: NewerCard = {
  cardNumber: 'GD4149990000009',
  validFrom: '2026-06-01',
  validTo: null,
  registeredFacilityCode: '14902',
  registeredFacilityName: null,
};
const answer = (fields: Partial<PortalAnswer> = {}): PortalAnswer => ({
  resultCode: '000',
  note: null,
  card,
  newerCard: null,
  history: [],
  audits: [],
  ...fields,
});
const meaning = (resultCode: string, newer: NewerCard | null = null): string => {
  const { verdict, sentence, action } = readPortalAnswer(answer({ resultCode, newerCard: newer }), typed);
  return [verdict, sentence.code, action].join(' ');
};

describe('the answer of the portal', () => {
  it('has a meaning for every code of the official list, and for no other', () => {
    const csv = readFileSync(new URL('../../../seeds/reference/insurance-codes.csv', import.meta.url), 'utf8');
    const listed = parse<{ code_table: string; code: string }>(csv, { columns: true })
      .filter((row) => row.code_table === 'PORTAL_CARD_CODES')
      .map((row) => row.code);
    expect(portalCodes).to.deep.equal([...listed].sort());
    expect(new Set(portalCodes.map((code) => readPortalAnswer(answer({ resultCode: code }), typed).sentence.code)).size).to.equal(27);
  });

  const cases: [string, string][] = [
    ['000', 'valid portal_card_valid none'],
    ['001', 'valid-unverifiable portal_card_army none'],
    ['002', 'valid-unverifiable portal_card_police none'],
    ['010', 'not-insured portal_card_expired ask_new_card'],
    ['050', 'not-insured portal_card_not_found register_uninsured'],
    ['051', 'contradicts portal_number_wrong correct_number'],
    ['054', 'misconfigured portal_officer_unknown tell_administrator'],
    ['055', 'misconfigured portal_officer_name_wrong tell_administrator'],
    ['060', 'contradicts portal_name_wrong correct_name'],
    ['061', 'contradicts portal_name_spelled_wrong correct_name'],
    ['070', 'contradicts portal_birth_date_wrong correct_birth_date'],
    ['100', 'not-answered portal_card_unreadable retry_later'],
    ['110', 'not-insured portal_card_revoked ask_new_card'],
    ['120', 'not-insured portal_payment_stopped register_uninsured'],
    ['130', 'not-insured portal_child_without_card ask_new_card'],
    ['205', 'misconfigured portal_question_malformed tell_administrator'],
    ['401', 'misconfigured portal_login_refused tell_administrator'],
    ['500', 'not-answered portal_server_error retry_later'],
    ['777', 'not-answered portal_code_unknown tell_administrator'],
  ];
  for (const [code, expected] of cases) it(`${code} means ${expected}`, () => expect(meaning(code)).to.equal(expected));

  it('offers the new card where it is named, and has the person asked where it is not', () => {
    expect(meaning('003', newerCard)).to.equal('newer-card portal_card_replaced use_new_card');
    expect(meaning('003')).to.equal('newer-card portal_card_replaced ask_new_card');
    expect(meaning('004', newerCard)).to.equal('newer-card portal_card_newer_issued use_new_card');
    expect(readPortalAnswer(answer({ resultCode: '004', newerCard }), typed).newerCard).to.deep.equal(newerCard);
  });

  it('is no answer when nobody answered in time', () => {
    const silence = readPortalAnswer(undefined, typed);
    expect(silence).to.include({ verdict: 'not-answered', resultCode: null, card: null, action: 'retry_later' });
  });

  it('trusts no card facts of a machine that has a fault', () => {
    expect(readPortalAnswer(answer({ resultCode: '500' }), typed).card).to.equal(null);
    expect(readPortalAnswer(answer({ resultCode: '010' }), typed).card).to.deep.equal(card);
  });
});

describe('the difference between portal and form', () => {
  const fields = (portal: Partial<PortalCard>, form: Partial<TypedCard> = {}) =>
    readPortalAnswer(answer({ card: { ...card, ...portal } }), { ...typed, ...form }).differences.map((one) => one.field);

  it('is nothing when both say the same in another spelling', () => {
    expect(fields({})).to.deep.equal([]);
    expect(fields({ fullName: 'HOÀNG THỊ HOÀ' }, { fullName: 'Hoàng  Thị Hòa' })).to.deep.equal([]);
  });

  it('sees a missing mark, not a missing word of one side only as the same', () => {
    expect(fields({ fullName: 'LO VAN THU' })).to.deep.equal(['fullName']);
    expect(fields({ fullName: 'LÒ THỬ' })).to.deep.equal(['fullName']);
    expect(fields({ fullName: 'ĐỖ AN' }, { fullName: 'Dỗ An' })).to.deep.equal(['fullName']);
  });

  it('compares a birth date as far as both are known', () => {
    expect(fields({ birthDate: '1980' })).to.deep.equal([]);
    expect(fields({ birthDate: '1981' })).to.deep.equal(['birthDate']);
    expect(fields({ birthDate: '1980-03-13' })).to.deep.equal(['birthDate']);
    expect(fields({ birthDate: '1980-03-13' }, { birthDate: '1980' })).to.deep.equal([]);
  });

  it('lists the facts of the card, and only those that both know', () => {
    const form = {
      sex: 'female',
      validTo: '2027-12-31',
      registeredFacilityCode: '14901',
      areaCode: 'K2',
      fiveYearDate: '2026-05-01',
    } as const;
    expect(fields({}, form)).to.deep.equal(['sex', 'validTo', 'registeredFacilityCode', 'areaCode']);
    const [difference] = readPortalAnswer(answer(), { ...typed, validTo: '2027-12-31' }).differences;
    expect(difference).to.deep.equal({ field: 'validTo', typed: '2027-12-31', portal: '2026-12-31' });
  });

  it('compares numbers of fifteen characters only', () => {
    expect(fields({ cardNumber: 'GD4149990000002' })).to.deep.equal(['cardNumber']);
    expect(fields({ cardNumber: 'GD4149990000002' }, { number: '9990000001' })).to.deep.equal([]);
  });
});

describe('the card of a visit after an answer', () => {
  const after = (resultCode: string, used = typed.number) =>
    verificationOf(readPortalAnswer(answer({ resultCode, newerCard: resultCode.startsWith('00') ? newerCard : null }), typed), used);

  it('is verified by a yes, refused by a no, and open without an answer', () => {
    expect(['000', '001', '004', '010', '060', '500', '054', '777'].map((code) => after(code))).to.deep.equal([
      ...['verified', 'verified', 'verified', 'refused', 'refused'],
      ...['not-verified', 'not-verified', 'not-verified'],
    ]);
  });

  it('is refused when it ended, while its successor is verified', () => {
    expect(after('003')).to.equal('refused');
    expect(after('003', newerCard.cardNumber)).to.equal('verified');
  });

  it('is the card that was asked for, the one found or the new one, and no other', () => {
    const about = (asked: string, used: string) => isAboutCard({ card: null, newerCard }, asked, used);
    expect(about('GD4149990000001', 'GD4149990000001')).to.equal(true);
    expect(about('9990000001', 'GD4149990000001')).to.equal(true);
    expect(about('GD4149990000001', '9990000001')).to.equal(true);
    expect(about('GD4149990000001', newerCard.cardNumber)).to.equal(true);
    expect(about('GD4149990000001', 'HN2149990000001')).to.equal(false);
    expect(about('014190000001', 'GD4149990000001')).to.equal(false);
    expect(isAboutCard({ card, newerCard: null }, '014190000001', 'GD4149990000001')).to.equal(true);
  });
});
