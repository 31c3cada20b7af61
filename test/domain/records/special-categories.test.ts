import { expect } from 'chai';
import { specialCategoriesOf } from '../../../domain/records/special-categories.ts';
import type { VisitRecord } from '../../../domain/visits/visit-record.ts';
import { aVisit } from '../../support/a-visit.ts';

const withCode = (icdCode: string, changes: Partial<VisitRecord> = {}): VisitRecord => {
  const visit = aVisit();
  return { ...visit, diagnoses: visit.diagnoses.map((one) => ({ ...one, icdCode })), ...changes };
};

describe('the special categories of a visit', () => {
  it('follow from its diagnoses', () => {
    expect(specialCategoriesOf(aVisit())).to.deep.equal([]);
    for (const [code, category] of [
      ['B20.0', 'hiv'],
      ['F11.2', 'opioid-substitution'],
      ['F32.1', 'mental-health'],
      ['X70', 'mental-health'],
      ['T74.1', 'violence'],
      ['Y07.0', 'violence'],
      ['Q90.9', 'genetic'],
      ['Z94.0', 'transplant'],
    ] as const) {
      expect(specialCategoriesOf(withCode(code)), code).to.include(category);
    }
    for (const code of ['Y60', 'T73.1', 'T75.4', 'E90', 'Q89.9', 'X59', 'Z93.0'])
      expect(specialCategoriesOf(withCode(code)), code).to.deep.equal([]);
  });

  it('follow from a drug when no diagnosis tells', () => {
    const visit = aVisit();
    const prescriptions = visit.prescriptions.map((one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, atcCode: 'N07BC02' })) }));
    expect(specialCategoriesOf({ ...visit, prescriptions })).to.deep.equal(['opioid-substitution']);
  });

  it('tell violence against a child from that against an adult', () => {
    const { patient } = aVisit();
    const child = { ...patient, birthDate: '2018-01-01' };
    expect(specialCategoriesOf(withCode('T74.1', { patient: child }))).to.deep.equal(['violence', 'child-abuse']);
    expect(specialCategoriesOf(withCode('T74.1'))).to.deep.equal(['violence']);
  });
});
