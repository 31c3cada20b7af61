import { expect } from 'chai';
import { parseScan } from '../../../domain/patients/parse-scan.ts';

const hex = (text: string) => Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
const citizen = (parts: Record<number, string> = {}, extra: string[] = []) =>
  [
    ...['014160001234', '050123456', 'Lò Thị Ban', '01021960', 'Nữ', 'Bản Mòng, Hua La, Sơn La', '10052021'].map(
      (part, i) => parts[i] ?? part,
    ),
    ...extra,
  ].join('|');
const card = (parts: Record<number, string> = {}) =>
  [
    'HT3140000000123',
    hex('Lò Thị Ban'),
    '01/02/1960',
    '2',
    hex('Bản Mòng, Sơn La'),
    '14 - 003',
    '01/01/2026',
    '31/12/2026',
    '15/12/2025',
    '14',
    '-',
    '4',
    '01/01/2027',
    '0f3c-7102$',
  ]
    .map((part, i) => parts[i] ?? part)
    .join('|');
const found = (text: string) => parseScan(text).issues.map((issue) => `${issue.severity} ${issue.code} ${issue.path}`);

describe('parseScan of an identity card', () => {
  it('reads the seven parts', () => {
    expect(parseScan(citizen())).to.deep.equal({
      kind: 'citizen-card',
      citizenId: '014160001234',
      oldCitizenId: '050123456',
      fullName: 'Lò Thị Ban',
      birthDate: '1960-02-01',
      birthPrecision: 'day',
      sex: 'female',
      address: 'Bản Mòng, Hua La, Sơn La',
      issuedOn: '2021-05-10',
      issues: [],
    });
  });

  it('ignores the parts that newer cards append, and line ends of the scanner', () => {
    expect(parseScan(`\uFEFF${citizen({}, ['Lò Văn A', 'Vì Thị B'])}\r\n`)).to.deep.equal(parseScan(citizen()));
  });

  it('leaves out an empty address and old number', () => {
    const scan = parseScan(citizen({ 1: '', 5: '' }));
    expect(scan).to.include({ kind: 'citizen-card' });
    expect(scan).to.not.have.any.keys('address', 'oldCitizenId');
  });

  it('keeps a birth year alone a birth year', () => {
    expect(parseScan(citizen({ 3: '00001960' }))).to.include({ birthDate: '1960-01-01', birthPrecision: 'year' });
  });

  it('warns when the scanner lost the marks and returns the rest', () => {
    expect(found(citizen({ 2: 'L? Th? Ban' }))).to.deep.equal(['warning scan_name_garbled parts.2']);
    expect(found(citizen({ 2: 'L\uFFFD Th\uFFFD Ban' }))).to.deep.equal(['warning scan_name_garbled parts.2']);
    expect(found(citizen({ 2: 'LÃ² Thá»‹ Ban' }))).to.deep.equal(['warning scan_name_garbled parts.2']);
    expect(found(citizen({ 5: 'B?n M?ng' }))).to.deep.equal(['warning scan_address_garbled parts.5']);
    expect(parseScan(citizen({ 2: 'L? Th? Ban' }))).to.include({ citizenId: '014160001234', birthDate: '1960-02-01' });
  });

  it('warns about a spoiled sex and issue date, and leaves them open', () => {
    expect(found(citizen({ 4: 'N?', 6: '32052021' }))).to.deep.equal([
      'warning scan_sex_unreadable parts.4',
      'warning scan_date_impossible parts.6',
    ]);
    expect(parseScan(citizen({ 4: 'N?' }))).to.include({ sex: 'unknown' });
    expect(parseScan(citizen({ 6: '32052021' }))).to.not.have.property('issuedOn');
  });

  it('refuses a missing part, an impossible birth day and a missing name', () => {
    expect(found('014160001234|050123456|Lò Thị Ban|01021960|Nữ|Sơn La')).to.deep.equal(['error scan_part_count parts']);
    expect(found(citizen({ 3: '30021960' }))).to.deep.equal(['error scan_date_impossible parts.3']);
    expect(found(citizen({ 3: '1021960' }))).to.deep.equal(['error scan_date_impossible parts.3']);
    expect(found(citizen({ 2: ' ' }))).to.deep.equal(['error scan_name_missing parts.2']);
    expect(parseScan(citizen({ 3: '30021960' })).kind).to.equal('unreadable');
  });
});

describe('parseScan of an insurance card', () => {
  it('reads the parts that say something', () => {
    expect(parseScan(card())).to.deep.equal({
      kind: 'insurance-card',
      cardNumber: 'HT3140000000123',
      fullName: 'Lò Thị Ban',
      birthDate: '1960-02-01',
      birthPrecision: 'day',
      sex: 'female',
      address: 'Bản Mòng, Sơn La',
      registeredFacilityCode: '14003',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      fiveYearDate: '2027-01-01',
      issues: [],
    });
  });

  it('reads a child: birth year, parent, area, open end, ten digits', () => {
    expect(parseScan(card({ 0: '1400000123', 2: '2024', 3: '1', 7: '-', 10: hex('Lò Văn Ơn'), 11: 'K2', 12: '-' }))).to.deep.include({
      cardNumber: '1400000123',
      birthDate: '2024-01-01',
      birthPrecision: 'year',
      sex: 'male',
      parentName: 'Lò Văn Ơn',
      areaCode: 'K2',
      issues: [],
    });
    expect(parseScan(card({ 7: '-' }))).to.not.have.property('validTo');
  });

  it('reads names in NFD and a card number in small letters', () => {
    expect(parseScan(card({ 0: 'ht3140000000123', 1: hex('Lò Thị Ban'.normalize('NFD')) }))).to.include({
      cardNumber: 'HT3140000000123',
      fullName: 'Lò Thị Ban',
    });
  });

  it('accepts the dollar sign as a part of its own', () => {
    expect(parseScan(`${card({ 13: '0f3c' })}|$`).issues).to.deep.equal([]);
  });

  it('refuses broken hex: an odd digit, a letter, bytes that are not UTF-8', () => {
    for (const broken of ['4c6', '4cZZ', 'c3', 'ff4c'])
      expect(found(card({ 1: broken })), broken).to.include('error scan_hex_broken parts.1');
  });

  it('refuses a cut scan and impossible days', () => {
    expect(found(card().split('|').slice(0, 13).join('|'))).to.deep.equal(['error scan_part_count parts']);
    expect(found(card({ 2: '31/02/1960' }))).to.deep.equal(['error scan_date_impossible parts.2']);
    expect(found(card({ 6: '-' }))).to.deep.equal(['error scan_date_impossible parts.6']);
  });

  it('warns about what can be asked from the portal', () => {
    expect(found(card({ 5: '14 - 03', 12: '01/13/2027' }))).to.deep.equal([
      'warning scan_facility_unreadable parts.5',
      'warning scan_date_impossible parts.12',
    ]);
  });
});

describe('parseScan of anything else', () => {
  it('says that the format is unknown', () => {
    for (const text of ['', 'hello', '12345678901|a|b', 'https://example.org/x']) {
      expect(found(text), text).to.deep.equal(['error scan_unknown_format parts.0']);
    }
  });
});
