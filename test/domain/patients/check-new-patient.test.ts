import { expect } from 'chai';
import { checkNewPatient, type IdentifierInput, type PatientInput } from '../../../domain/patients/check-new-patient.ts';

const today = '2026-11-24';
const ordinary: PatientInput = {
  fullName: 'Lò Thị Ban',
  sex: 'female',
  birthDate: '1960-02-01',
  birthPrecision: 'day',
  address: { communeCode: '03646', text: 'Bản Mòng' },
  identifiers: [],
};
const found = (patient: Partial<PatientInput>) =>
  checkNewPatient({ ...ordinary, ...patient }, today).map((issue) => `${issue.code} ${issue.path}`);
const withId = (identifier: Partial<IdentifierInput>, patient: Partial<PatientInput> = {}) =>
  found({ ...patient, identifiers: [{ system: 'citizen-id', value: '014160001234', ...identifier }] });

describe('checkNewPatient', () => {
  it('accepts the names people have', () => {
    for (const fullName of ['Ban', 'Giàng Ǎ Dế', "Y'Bia", 'Nguyễn '.repeat(10).trim(), 'ab'.repeat(30)])
      expect(found({ fullName }), fullName).to.deep.equal([]);
  });

  it('refuses an empty, endless or garbled name', () => {
    for (const fullName of ['', ' - ', '.']) expect(found({ fullName }), fullName).to.deep.equal(['name_missing fullName']);
    expect(found({ fullName: 'a'.repeat(255) })).to.deep.equal([]);
    expect(found({ fullName: 'a'.repeat(256) })).to.deep.equal(['name_too_long fullName']);
    expect(found({ fullName: 'Nguy?n A' })).to.deep.equal(['name_characters fullName']);
  });

  it('accepts a birth year alone and a newborn without any number', () => {
    expect(found({ birthDate: '1960-01-01', birthPrecision: 'year' })).to.deep.equal([]);
    expect(
      found({ birthDate: today, birthPrecision: 'minute', birthTime: '06:45', sex: 'unknown', guardian: { fullName: 'Lò Thị Ban' } }),
    ).to.deep.equal([]);
  });

  it('refuses impossible and future days, not today', () => {
    expect(found({ birthDate: '2023-02-29' })).to.deep.equal(['birth_date_impossible birthDate']);
    expect(found({ birthDate: '2026-11-25' })).to.deep.equal(['birth_date_future birthDate']);
    expect(found({ birthDate: today })).to.deep.equal(['guardian_missing guardian']);
  });

  it('refuses an age that nobody reached', () => {
    expect(found({ birthDate: '1903-11-25' })).to.deep.equal([]);
    expect(found({ birthDate: '1903-11-24' })).to.deep.equal(['birth_date_too_old birthDate']);
  });

  it('refuses a day that says more than its precision, and a time without it', () => {
    expect(found({ birthDate: '1960-02-01', birthPrecision: 'year' })).to.deep.equal(['birth_date_precision birthPrecision']);
    expect(found({ birthDate: '1960-02-02', birthPrecision: 'month' })).to.deep.equal(['birth_date_precision birthPrecision']);
    expect(found({ birthDate: '1960-02-01', birthPrecision: 'month' })).to.deep.equal([]);
    expect(found({ birthTime: '06:45' })).to.deep.equal(['birth_time_precision birthTime']);
    expect(found({ birthPrecision: 'minute' })).to.deep.equal(['birth_time_precision birthTime']);
    expect(found({ birthPrecision: 'minute', birthTime: '24:00' })).to.deep.equal(['birth_time_impossible birthTime']);
  });

  it('asks for the guardian until 72 months', () => {
    expect(found({ birthDate: '2020-11-25' })).to.deep.equal(['guardian_missing guardian']);
    expect(found({ birthDate: '2020-11-24' })).to.deep.equal([]);
    expect(found({ guardian: { fullName: '', phone: '1' } })).to.deep.equal([
      'name_missing guardian.fullName',
      'phone_format guardian.phone',
    ]);
  });

  it('checks phone, codes and address', () => {
    expect(found({ phone: '0912 345 678' })).to.deep.equal([]);
    expect(found({ phone: '912345678' })).to.deep.equal(['phone_format phone']);
    expect(found({ address: {} })).to.deep.equal(['address_missing address']);
    expect(found({ address: { communeCode: '3646' } })).to.deep.equal(['code_format address.communeCode']);
    expect(found({ ethnicityCode: '3', occupationCode: '0000', nationalityCode: '00' })).to.deep.equal([
      'code_format ethnicityCode',
      'code_format occupationCode',
      'code_format nationalityCode',
    ]);
    expect(found({ ethnicityCode: '03', occupationCode: '00000', nationalityCode: '000' })).to.deep.equal([]);
  });

  it('wants twelve digits in a citizen id', () => {
    expect(withId({})).to.deep.equal([]);
    expect(withId({ value: '01416000123' })).to.deep.equal(['identifier_format identifiers.0.value']);
    expect(withId({ value: '01416000123A' })).to.deep.equal(['identifier_format identifiers.0.value']);
  });

  it('warns when the digits of the citizen id tell another birth or sex', () => {
    expect(withId({}, { birthDate: '1961-02-01' })).to.deep.equal(['citizen_id_birth_year identifiers.0.value']);
    expect(withId({}, { sex: 'male' })).to.deep.equal(['citizen_id_sex identifiers.0.value']);
    expect(withId({}, { sex: 'unknown' })).to.deep.equal([]);
    expect(withId({ value: '014212001234' }, { sex: 'male', birthDate: '2012-05-05' })).to.deep.equal([]);
    expect(withId({ value: '014012001234' }, { sex: 'male', birthDate: '2012-05-05' })).to.deep.equal([
      'citizen_id_birth_year identifiers.0.value',
    ]);
    expect(
      checkNewPatient({ ...ordinary, sex: 'male', identifiers: [{ system: 'citizen-id', value: '014160001234' }] }, today)[0]?.severity,
    ).to.equal('warning');
  });

  it('refuses two current numbers of a kind, not a replaced one', () => {
    const identifiers: IdentifierInput[] = [
      { system: 'passport', value: 'B1234567' },
      { system: 'passport', value: 'C1234567' },
    ];
    expect(found({ identifiers })).to.deep.equal(['identifier_repeated identifiers.1.system']);
    expect(found({ identifiers: [{ system: 'passport', value: 'B1234567', until: '2025-01-01' }, identifiers[1]!] })).to.deep.equal([]);
    expect(found({ identifiers: [{ system: 'passport', value: 'B1234567', from: '2025-01-02', until: '2025-01-01' }] })).to.deep.equal([
      'period_reversed identifiers.0.until',
    ]);
  });
});
