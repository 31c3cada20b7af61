import { expect } from 'chai';
import { checkMerge, joinAllergyStatus, type MergeSide } from '../../../domain/patients/check-merge.ts';

const side: MergeSide = { sex: 'male', birthDate: '1980-03-12', birthPrecision: 'day', identifiers: [] };
const codes = (a: Partial<MergeSide>, b: Partial<MergeSide>) => checkMerge({ ...side, ...a }, { ...side, ...b }).map(({ code }) => code);
const citizen = (value: string) => ({ identifiers: [{ system: 'citizen-id', value }] });

describe('what speaks against a merge', () => {
  it('is a different sex, unless one is unknown', () => {
    expect(codes({}, { sex: 'female' })).to.deep.equal(['merge_sex_differs']);
    expect(codes({}, { sex: 'unknown' })).to.deep.equal([]);
    expect(codes({}, {})).to.deep.equal([]);
  });

  it('is a birth date that differs in what both know of it', () => {
    expect(codes({}, { birthDate: '1980-03-13' })).to.deep.equal(['merge_birth_date_differs']);
    expect(codes({}, { birthDate: '1980-01-01', birthPrecision: 'year' })).to.deep.equal([]);
    expect(codes({}, { birthDate: '1981-01-01', birthPrecision: 'year' })).to.deep.equal(['merge_birth_date_differs']);
    expect(codes({}, { birthDate: '1980-03-01', birthPrecision: 'month' })).to.deep.equal([]);
    expect(codes({}, { birthDate: '1980-04-01', birthPrecision: 'month' })).to.deep.equal(['merge_birth_date_differs']);
  });

  it('is another citizen id, not the lack of one', () => {
    expect(codes(citizen('099080000001'), citizen('099080000002'))).to.deep.equal(['merge_citizen_id_differs']);
    expect(codes(citizen('099080000001'), citizen('099080000001'))).to.deep.equal([]);
    expect(codes(citizen('099080000001'), {})).to.deep.equal([]);
  });
});

describe('the allergies of two records together', () => {
  it('are known if one side knows, and asked if one side was asked', () => {
    expect(joinAllergyStatus('none-known', 'known')).to.equal('known');
    expect(joinAllergyStatus('known', 'never-asked')).to.equal('known');
    expect(joinAllergyStatus('never-asked', 'none-known')).to.equal('none-known');
    expect(joinAllergyStatus('never-asked', 'never-asked')).to.equal('never-asked');
  });
});
