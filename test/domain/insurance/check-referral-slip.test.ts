import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import { icdSpecCovers } from '../../../domain/catalogues/icd-spec.ts';
import { cardsInUse } from '../../../domain/insurance/cards-in-use.ts';
import { checkReferralSlip, slipValidTo, type ReferralSlip } from '../../../domain/insurance/check-referral-slip.ts';
import { findDiseaseAnnexes, readIcdText, type DiseaseRow } from '../../../domain/insurance/disease-annex.ts';

const slip: ReferralSlip = { kind: 'referral', fromFacilityCode: '14902', signedOn: '2026-11-02', yearly: false };
const facts = { day: '2026-11-16', facilityCode: '14901', used: false, holidays: new Set<string>() };

describe('the validity of a referral slip', () => {
  it('is ten working days from the working day after signing, without Saturdays and Sundays', () => {
    // Signed on Monday 2 November: Tuesday 3 is the first, Monday 16 the tenth.
    expect(slipValidTo(slip, new Set())).to.equal('2026-11-16');
    // Signed on a Friday, the first day is Monday.
    expect(slipValidTo({ ...slip, signedOn: '2026-11-06' }, new Set())).to.equal('2026-11-20');
  });

  it('does not count public holidays, also over New Year', () => {
    expect(slipValidTo({ ...slip, signedOn: '2025-12-25' }, new Set())).to.equal('2026-01-08');
    expect(slipValidTo({ ...slip, signedOn: '2025-12-25' }, new Set(['2026-01-01', '2026-01-02']))).to.equal('2026-01-12');
    // A holiday on a Sunday takes no working day.
    expect(slipValidTo(slip, new Set(['2026-11-08']))).to.equal('2026-11-16');
  });

  it('is a year for a disease of annex III, and has no last day for a re-examination', () => {
    expect(slipValidTo({ ...slip, yearly: true }, new Set())).to.equal('2027-11-01');
    expect(slipValidTo({ ...slip, kind: 're-examination' }, new Set())).to.equal(undefined);
  });

  it('counts on its last day and warns on the next', () => {
    expect(checkReferralSlip(slip, facts)).to.deep.equal([]);
    expect(checkReferralSlip(slip, { ...facts, day: '2026-11-17' })).to.deep.equal([
      { code: 'slip_expired', path: 'signedOn', severity: 'warning', params: { validTo: '16/11/2026' } },
    ]);
  });

  it('refuses a paper of tomorrow, one of the own facility, and a re-examination slip for the second time', () => {
    const codes = (paper: Partial<ReferralSlip>, other: Partial<typeof facts> = {}) =>
      checkReferralSlip({ ...slip, ...paper }, { ...facts, ...other }).map(({ code, severity }) => `${severity} ${code}`);
    expect(codes({ signedOn: '2026-11-16' })).to.deep.equal([]);
    expect(codes({ signedOn: '2026-11-17' })).to.deep.equal(['error slip_signed_in_future']);
    expect(codes({ fromFacilityCode: '14901' })).to.deep.equal(['error slip_from_own_facility']);
    const again = { kind: 're-examination', fromFacilityCode: '14901' } as const;
    expect(codes(again)).to.deep.equal([]);
    expect(codes(again, { used: true })).to.deep.equal(['error slip_already_used']);
    // A referral serves several visits while it runs.
    expect(codes({}, { used: true })).to.deep.equal([]);
  });
});

describe('the annexes of diseases', () => {
  const covers = (text: string, code: string) => icdSpecCovers(readIcdText(text), code);
  const rows = parse<{ annex: DiseaseRow['annex']; icd_spec: string; max_age_years: string }>(
    readFileSync(new URL('../../../seeds/reference/insurance-disease-lists.csv', import.meta.url), 'utf8'),
    { columns: true },
  ).map((row): DiseaseRow => ({
    annex: row.annex,
    icdSpec: row.icd_spec === '' ? null : row.icd_spec,
    maxAgeYears: row.max_age_years === '' ? null : Number(row.max_age_years),
  }));

  it('reads ranges, lists and exceptions as they are printed', () => {
    expect([covers('Từ C00 đến C97', 'C50.9'), covers('Từ C00 đến C97', 'D00')]).to.deep.equal([true, false]);
    expect([covers('C38 (trừ mã C38.4)', 'C38.3'), covers('C38 (trừ mã C38.4)', 'C38.4')]).to.deep.equal([true, false]);
    const lymphoma = 'C81-C86, C90-C96 (trừ C83.5)';
    expect([covers(lymphoma, 'C83.3'), covers(lymphoma, 'C83.5'), covers(lymphoma, 'C88')]).to.deep.equal([true, false, false]);
    const diabetes = 'E10.2-E10.8; E12 (trừ E12.0, E12.1); E13 (trừ E13.0)';
    expect([covers(diabetes, 'E12.3'), covers(diabetes, 'E12.1'), covers(diabetes, 'E13.1'), covers(diabetes, 'E10.9')]).to.deep.equal([
      ...[true, false, true, false],
    ]);
  });

  it('leaves no printed row without a code', () => {
    const silent = rows
      .filter(({ icdSpec }) => icdSpec !== null && readIcdText(icdSpec) === '')
      .map(({ annex, icdSpec }) => `${annex}: ${icdSpec}`);
    // These two take in the whole annex before them.
    expect(silent).to.deep.equal(['II: mã của Phụ lục I', 'III: mã của Phụ lục II']);
    expect(rows).to.have.length.greaterThan(200);
  });

  it('finds the annexes of a disease, by age where the row has one', () => {
    const annexes = (code: string, birthDate?: string) => [...findDiseaseAnnexes(code, rows, { birthDate, day: '2026-11-24' })].sort();
    expect(annexes('A17.0', '1980-01-01')).to.deep.equal(['I', 'II', 'III', 'IV']);
    expect(annexes('J00', '1980-01-01')).to.deep.equal([]);
    // Inherited metabolic diseases stand in annex I below eighteen years only.
    expect(annexes('E70', '2008-11-25')).to.include('I');
    expect(annexes('E70', '2008-11-24')).not.to.include('I');
    expect(annexes('E70')).to.include('I');
  });
});

describe('the cards that count in a visit', () => {
  const card = (id: string, fields: object = {}) => ({
    id,
    usedFrom: '2026-11-24T01:00:00Z',
    validFrom: '2026-01-01',
    validTo: null,
    ...fields,
  });
  const ids = (...cards: ReturnType<typeof card>[]) => cardsInUse(cards).map(({ id }) => id);

  it('are both where one follows the other, and the later one where it took over from the beginning', () => {
    expect(ids(card('a'), card('b', { usedFrom: '2026-11-24T01:00:01Z' }))).to.deep.equal(['a', 'b']);
    expect(ids(card('a'), card('b'))).to.deep.equal(['b']);
    expect(ids(card('a'), card('b', { validFrom: '2026-11-25' }))).to.deep.equal(['a', 'b']);
    expect(ids()).to.deep.equal([]);
  });
});
