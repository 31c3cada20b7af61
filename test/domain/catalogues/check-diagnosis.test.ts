import { expect } from 'chai';
import { checkDiagnosis, type AgeEdit, type DiagnosisPatient, type IcdEntry } from '../../../domain/catalogues/check-diagnosis.ts';

const entry = (flags: Partial<IcdEntry> = {}): IcdEntry => ({
  code: 'X',
  nameVi: 'X',
  nameEn: '',
  version: 'tt06-2026',
  dualMark: null,
  notPrimary: false,
  notRecommendedPrimary: false,
  hasSubcodes: false,
  mortalityOnly: false,
  sexOnly: null,
  ...flags,
});
const adult: DiagnosisPatient = { sex: 'male', ageInMonths: 480 };
type Row = [string, Partial<IcdEntry> | undefined];
const found = (rows: Row[], patient = adult, edits: AgeEdit[] = []) =>
  checkDiagnosis(
    rows.map(([icdCode, flags]) => ({ icdCode, entry: flags === undefined ? undefined : entry({ code: icdCode, ...flags }) })),
    patient,
    edits,
  ).map((issue) => `${issue.severity} ${issue.code} ${issue.path}`);

describe('checkDiagnosis', () => {
  it('wants a primary diagnosis', () => {
    expect(found([])).to.deep.equal(['error diagnosis_missing ']);
    expect(found([['I10', {}]])).to.deep.equal([]);
  });

  it('allows twelve others, not thirteen', () => {
    const rows = (n: number): Row[] => Array.from({ length: n }, (_, i) => [`A${i}`, {}]);
    expect(found(rows(13))).to.deep.equal([]);
    expect(found(rows(14))).to.deep.equal(['error diagnoses_too_many ']);
  });

  it('refuses a code that is not in the list of the day', () => {
    expect(
      found([
        ['I10', {}],
        ['A90', undefined],
      ]),
    ).to.deep.equal(['error icd_not_valid_at_date 1.icdCode']);
  });

  it('refuses a code with sub-codes and causes of death anywhere', () => {
    expect(found([['A00', { hasSubcodes: true }]])).to.deep.equal(['error icd_has_subcodes 0.icdCode']);
    expect(
      found([
        ['I10', {}],
        ['A00', { hasSubcodes: true }],
      ]),
    ).to.deep.equal(['error icd_has_subcodes 1.icdCode']);
    expect(
      found([
        ['I10', {}],
        ['R99', { mortalityOnly: true }],
      ]),
    ).to.deep.equal(['error icd_mortality_only 1.icdCode']);
  });

  it('minds the primary flags only on the primary', () => {
    expect(found([['G01', { notPrimary: true }]])).to.deep.equal(['error icd_not_primary 0.icdCode']);
    expect(
      found([
        ['I10', {}],
        ['G01', { notPrimary: true }],
      ]),
    ).to.deep.equal([]);
    expect(found([['R51', { notRecommendedPrimary: true }]])).to.deep.equal(['warning icd_not_recommended_primary 0.icdCode']);
    expect(
      found([
        ['I10', {}],
        ['R51', { notRecommendedPrimary: true }],
      ]),
    ).to.deep.equal([]);
  });

  it('refuses a code of the other sex, unless the sex is unknown', () => {
    const birth: Row[] = [['O80.0', { sexOnly: 'female' }]];
    expect(found(birth)).to.deep.equal(['error icd_other_sex 0.icdCode']);
    expect(found(birth, { ...adult, sex: 'female' })).to.deep.equal([]);
    expect(found(birth, { ...adult, sex: 'unknown' })).to.deep.equal([]);
  });

  it('refuses the same code twice, at the second place', () => {
    expect(
      found([
        ['I10', {}],
        ['J00', {}],
        ['I10', {}],
      ]),
    ).to.deep.equal(['error icd_repeated 2.icdCode']);
  });

  it('asks about an unusual age, not at its edges', () => {
    const age = (ageInMonths: number, ageMin: string | null, ageMax: string | null, code = 'I10') =>
      found([['I10', {}]], { ...adult, ageInMonths }, [{ code, ageMin, ageMax }]);
    const unusual = ['warning icd_unusual_age 0.icdCode'];
    expect(age(107, '9y', '60y')).to.deep.equal(unusual);
    expect(age(108, '9y', '60y')).to.deep.equal([]);
    expect(age(731, '9y', '60y')).to.deep.equal([]);
    expect(age(732, '9y', '60y')).to.deep.equal(unusual);
    expect(age(0, '28d', null)).to.deep.equal([]);
    expect(age(14, null, '365d')).to.deep.equal([]);
    expect(age(15, null, '365d')).to.deep.equal(unusual);
    expect(age(15, null, '365d', 'J00')).to.deep.equal([]);
  });
});
