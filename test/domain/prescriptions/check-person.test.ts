import { expect } from 'chai';
import { needsReason } from '../../../domain/prescriptions/check-prescription.ts';
import { error, information, warning } from '../../../domain/issue.ts';
import { aPerson, drug, factsOf, found, ingredient, lineOf } from './facts.ts';

const doxycycline = drug('doxycycline', [ingredient('doxycycline', 'J01AA02')], { pregnancy: 'contraindicated', lactation: 'avoid' });
const ibuprofen = drug('ibuprofen', [ingredient('ibuprofen', 'M01AE01')], { pregnancy: 'contraindicated_t3', renalCaution: true });
const enalapril = drug('enalapril', [ingredient('enalapril', 'C09AA02')], { pregnancy: 'contraindicated_t2_t3', renalCaution: true });
const valproate = drug('valproate', [ingredient('valproate', 'N03AG01')], { pregnancy: 'caution_teratogenic' });
const metformin = drug('metformin', [ingredient('metformin', 'A10BA02')], { pregnancy: 'caution', lactation: 'contraindicated' });
const cream = drug('cream', [ingredient('doxycycline', 'J01AA02')], { pregnancy: 'contraindicated', systemic: false });
const ceftriaxone = drug('ceftriaxone', [ingredient('ceftriaxone', 'J01DD04')], { awareClass: 'watch' });
const meropenem = drug('colistin', [ingredient('colistin', 'J01XB01')], { awareClass: 'reserve' });
const all = [doxycycline, ibuprofen, enalapril, valproate, metformin, cream, ceftriaxone, meropenem];

const of = (code: string, person: Parameters<typeof aPerson>[0] = {}, other: Parameters<typeof factsOf>[1] = {}) =>
  found([lineOf(code)], factsOf(all, { person: aPerson(person), ...other }));
const woman = { sex: 'female', ageMonths: 30 * 12 } as const;

describe('checkPerson', () => {
  it('stops a substance at an age, not from that age on, and not on the skin', () => {
    expect(of('doxycycline', { ageMonths: 95 })).to.deep.equal(['error age_contraindicated lines.0']);
    expect(of('doxycycline', { ageMonths: 96 })).to.deep.equal([]);
    expect(of('cream', { ageMonths: 95 })).to.deep.equal([]);
  });

  it('stops what a pregnancy forbids, by its thirds where the catalogue tells them', () => {
    const pregnant = (code: string, pregnancyWeeks: number | null) => of(code, { ...woman, pregnancy: 'yes', pregnancyWeeks });
    expect(pregnant('doxycycline', 8)).to.deep.equal(['error pregnancy_contraindicated lines.0']);
    expect(pregnant('ibuprofen', 27)).to.deep.equal([]);
    expect(pregnant('ibuprofen', 28)).to.deep.equal(['error pregnancy_contraindicated lines.0']);
    expect(pregnant('ibuprofen', null)).to.deep.equal(['error pregnancy_contraindicated lines.0']);
    expect(pregnant('enalapril', 13)).to.deep.equal([]);
    expect(pregnant('enalapril', 14)).to.deep.equal(['error pregnancy_contraindicated lines.0']);
    expect(pregnant('valproate', 8)).to.deep.equal(['warning pregnancy_avoid lines.0']);
    expect(pregnant('metformin', 8)).to.deep.equal(['information pregnancy_caution lines.0']);
  });

  it('reminds to ask a woman of fifteen to forty-nine, and nobody else', () => {
    const unasked = (person: object) => of('doxycycline', { ...woman, pregnancy: 'never-asked', ...person });
    expect(unasked({})).to.deep.equal(['information pregnancy_not_asked lines.0']);
    expect(unasked({ ageMonths: 15 * 12 })).to.have.length(1);
    expect(unasked({ ageMonths: 15 * 12 - 1 })).to.deep.equal([]);
    expect(unasked({ ageMonths: 50 * 12 })).to.deep.equal([]);
    expect(unasked({ sex: 'male' })).to.deep.equal([]);
    expect(of('metformin', { ...woman, pregnancy: 'never-asked' })).to.deep.equal([]);
  });

  it('speaks for the child at the breast', () => {
    expect(of('metformin', { ...woman, breastfeeding: true })).to.deep.equal(['warning lactation_contraindicated lines.0']);
    expect(of('doxycycline', { ...woman, breastfeeding: true })).to.deep.equal(['information lactation_caution lines.0']);
    expect(of('metformin', { ...woman })).to.deep.equal([]);
  });

  it('looks at the kidneys, and asks for them at sixty-five', () => {
    expect(of('ibuprofen', { egfr: '59.9' })).to.deep.equal(['warning renal_reduced lines.0']);
    expect(of('ibuprofen', { egfr: '60' })).to.deep.equal([]);
    expect(of('ibuprofen', { egfr: null, ageMonths: 65 * 12 })).to.deep.equal(['information renal_not_known lines.0']);
    expect(of('ibuprofen', { egfr: null, ageMonths: 65 * 12 - 1 })).to.deep.equal([]);
    expect(of('doxycycline', { egfr: '20' })).to.deep.equal([]);
  });

  it('meets the diseases of the visit, with the code', () => {
    expect(of('ibuprofen', { icdCodes: ['I10', 'K25.9'] })).to.deep.equal(['warning disease_caution lines.0']);
    expect(of('ibuprofen', { icdCodes: ['I10'] })).to.deep.equal([]);
    expect(of('metformin', { icdCodes: ['N18.5'] })).to.deep.equal(['warning disease_caution lines.0']);
  });
});

describe('checkAntibiotics', () => {
  it('asks for an infection once there is a diagnosis', () => {
    expect(of('ceftriaxone', { icdCodes: ['I10'] })).to.deep.equal(['information antibiotic_without_infection lines.0']);
    expect(of('ceftriaxone', { icdCodes: ['I10', 'J15.9'] })).to.deep.equal([]);
    expect(of('ceftriaxone', { icdCodes: [] })).to.deep.equal(['error diagnosis_missing ']);
  });

  it('holds Watch back at a commune and Reserve everywhere', () => {
    const place = (level: 'commune' | 'district', code: string) => ({ place: { level, hasBeds: true, formulary: new Set([code]) } });
    expect(of('ceftriaxone', {}, place('commune', 'ceftriaxone'))).to.deep.equal(['information antibiotic_held_back lines.0']);
    expect(of('ceftriaxone', {}, place('district', 'ceftriaxone'))).to.deep.equal([]);
    expect(of('colistin', {}, place('district', 'colistin'))).to.deep.equal(['information antibiotic_held_back lines.0']);
  });

  it('finds fewer than three and more than fourteen days odd', () => {
    const days = (n: number) => found([lineOf('ceftriaxone', { dosage: { morning: '1', days: n }, quantity: String(n) })], factsOf(all));
    expect(days(2)).to.deep.equal(['information antibiotic_days lines.0.dosage.days']);
    expect(days(3)).to.deep.equal([]);
    expect(days(14)).to.deep.equal([]);
    expect(days(15)).to.deep.equal(['information antibiotic_days lines.0.dosage.days']);
  });
});

describe('the place', () => {
  it('prescribes narcotics only where there are beds, and says what is bought outside', () => {
    const morphine = drug('morphine', [ingredient('morphine', 'N02AA01')], { prescriptionType: 'n' });
    const at = (hasBeds: boolean, formulary: string[]) =>
      found([lineOf('morphine')], factsOf([morphine], { place: { level: 'district', hasBeds, formulary: new Set(formulary) } }));
    expect(at(true, ['morphine'])).to.deep.equal([]);
    expect(at(false, ['morphine'])).to.deep.equal(['error narcotic_without_beds lines.0.drugCode']);
    expect(at(true, [])).to.deep.equal(['information drug_bought_outside lines.0']);
  });
});

describe('what the law wants on every sheet', () => {
  it('is a diagnosis, and a residence or an identity number', () => {
    expect(of('metformin', { icdCodes: [], hasResidence: false })).to.deep.equal(['error diagnosis_missing ', 'error residence_missing ']);
  });
});

describe('needsReason', () => {
  it('wants a reason for every warning and for errors of judgement, never for law, form, a listed pair or an allergy', () => {
    expect(needsReason(warning('dose_over_max', ''))).to.equal(true);
    expect(needsReason(information('duplicate_class', ''))).to.equal(false);
    for (const code of ['age_contraindicated', 'pregnancy_contraindicated', 'dose_far_over_max'])
      expect(needsReason(error(code, '')), code).to.equal(true);
    for (const code of [
      'allergy_ingredient',
      'interaction_contraindicated',
      'days_over_limit',
      'child_weight_missing',
      'narcotic_without_beds',
      'drug_unknown',
    ])
      expect(needsReason(error(code, '')), code).to.equal(false);
  });
});
