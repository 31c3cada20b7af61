import { expect } from 'chai';
import { checkPrescription } from '../../../domain/prescriptions/check-prescription.ts';
import { contentOf, readLimit } from '../../../domain/prescriptions/drug-amounts.ts';
import { aPerson, drug, factsOf, found, ingredient, lineOf, openLine } from './facts.ts';

const paracetamol = drug('paracetamol', [ingredient('paracetamol', 'N02BE01')], {
  maxDailyDose: '4000mg',
  paediatricLimit: '60mg/kg/ngày',
});
const syrup = drug('syrup', [ingredient('paracetamol', 'N02BE01')], { maxDailyDose: '4000mg', strength: '120mg/5ml', unit: 'Chai' });
const codeine = drug('paracetamol-codeine', [ingredient('paracetamol', 'N02BE01'), ingredient('codeine', 'N02AJ06')], {
  maxDailyDose: '4000mg paracetamol',
  strength: '500mg + 30mg',
});
const enalapril = drug('enalapril', [ingredient('enalapril', 'C09AA02')], { maxDailyDose: '40mg', strength: '10mg' });
const alendronate = drug('alendronate', [ingredient('alendronate', 'M05BA04')], { maxDailyDose: '70mg/tuần', strength: '70mg' });
const tramadol = drug('tramadol-combination', [ingredient('tramadol', 'N02AX02')], { maxDailyDose: '8 viên', strength: '325mg + 37,5mg' });
const amikacin = drug('amikacin', [ingredient('amikacin', 'J01GB06')], { maxDailyDose: '15mg/kg', strength: '500mg/2ml', unit: 'Ống' });
const ciprofloxacin = drug('ciprofloxacin', [ingredient('ciprofloxacin', 'J01MA02')], { paediatricLimit: 'hạn chế <18 tuổi' });
const loperamide = drug('loperamide', [ingredient('loperamide', 'A07DA03')], { paediatricLimit: 'cấm <2 tuổi' });
const all = [paracetamol, syrup, codeine, enalapril, alendronate, tramadol, amikacin, ciprofloxacin, loperamide];

const line = (code: string, morning: string, evening = '0') =>
  lineOf(code, { dosage: { morning, evening, days: 5 }, quantity: String((Number(morning) + Number(evening)) * 5) });
const of = (lines: ReturnType<typeof line>[], other: Parameters<typeof factsOf>[1] = {}) =>
  found(lines, factsOf(all, other)).filter((text) => !text.includes('duplicate'));
const child = (other: Parameters<typeof aPerson>[0] = {}) => ({ person: aPerson({ ageMonths: 80, weightKg: '20', ...other }) });

describe('contentOf', () => {
  it('reads what a unit holds, as Vietnamese labels write it', () => {
    expect(contentOf('0,5mg', 'Viên')).to.deep.equal([{ amount: '0.5', unit: 'mg' }]);
    expect(contentOf('1g + 0,5g', 'Lọ')).to.deep.equal([
      { amount: '1000', unit: 'mg' },
      { amount: '500', unit: 'mg' },
    ]);
    expect(contentOf('3.000.000 IU', 'Viên')).to.deep.equal([{ amount: '3000000', unit: 'IU' }]);
    expect(contentOf('80mg/2ml', 'Ống')).to.deep.equal([{ amount: '80', unit: 'mg' }]);
    expect(contentOf('10mg/ml x 100ml', 'Chai')).to.deep.equal([{ amount: '1000', unit: 'mg' }]);
    expect(contentOf('500mg/100ml', 'Chai')).to.deep.equal([{ amount: '500', unit: 'mg' }]);
  });

  it('does not guess at a spoon of syrup, an ampoule of unknown size or a percentage', () => {
    expect(contentOf('120mg/5ml', 'Chai')).to.equal(undefined);
    expect(contentOf('30mg/ml', 'Ống')).to.equal(undefined);
    expect(contentOf('0,3% x 5ml', 'Lọ')).to.equal(undefined);
  });
});

describe('readLimit', () => {
  it('reads amounts by day, by weight and by week, and no words', () => {
    expect(readLimit('4000mg paracetamol')).to.deep.equal({ amount: '4000', unit: 'mg', per: 'day' });
    expect(readLimit('22,5mg/kg/ngày')).to.deep.equal({ amount: '22.5', unit: 'mg', per: 'kg-day' });
    expect(readLimit('15mg/kg')).to.deep.equal({ amount: '15', unit: 'mg', per: 'kg-day' });
    expect(readLimit('70mg/tuần')).to.deep.equal({ amount: '70', unit: 'mg', per: 'week' });
    expect(readLimit('9MIU')).to.deep.equal({ amount: '9000000', unit: 'IU', per: 'day' });
    expect(readLimit('cấm <8 tuổi')).to.equal(undefined);
  });
});

describe('checkDoses', () => {
  it('warns above the maximum of a day and stops above one and a half of it', () => {
    expect(of([line('enalapril', '4')])).to.deep.equal([]);
    expect(of([line('enalapril', '4', '1')])).to.deep.equal(['warning dose_over_max lines.0.dosage']);
    expect(of([line('enalapril', '3', '3')])).to.deep.equal(['warning dose_over_max lines.0.dosage']);
    expect(of([line('enalapril', '4', '3')])).to.deep.equal(['error dose_far_over_max lines.0.dosage']);
  });

  it('stops paracetamol right above its maximum, over all lines, combinations and earlier prescriptions', () => {
    expect(of([line('paracetamol', '4', '4')])).to.deep.equal([]);
    expect(of([line('paracetamol', '4', '5')])).to.deep.equal(['error dose_far_over_max lines.0.dosage']);
    expect(of([line('paracetamol', '3', '3'), line('paracetamol-codeine', '2', '1')])).to.deep.equal([
      'error dose_far_over_max lines.0.dosage',
      'error dose_far_over_max lines.1.dosage',
    ]);
    expect(of([line('paracetamol', '3', '3')], { open: [openLine('paracetamol-codeine', '2')] })).to.deep.equal([]);
    expect(of([line('paracetamol', '3', '3')], { open: [openLine('paracetamol-codeine', '3')] })).to.deep.equal([
      'error dose_far_over_max lines.0.dosage',
    ]);
  });

  it('tells how much of the maximum a day takes', () => {
    const issues = checkPrescription([line('enalapril', '4', '1')], factsOf(all));
    expect(issues[0]?.params).to.deep.equal({ drug: 'enalapril', percent: '125' });
  });

  it('counts tablets and weeks where the catalogue does', () => {
    expect(of([line('tramadol-combination', '4', '4')])).to.deep.equal([]);
    expect(of([line('tramadol-combination', '5', '4')])).to.deep.equal(['warning dose_over_max lines.0.dosage']);
    expect(of([line('alendronate', '1')])).to.deep.equal(['error dose_far_over_max lines.0.dosage']);
  });

  it('counts by weight for a child under twelve, and for an adult where the catalogue does', () => {
    // 20 kg × 60 mg = 1200 mg a day.
    expect(of([line('paracetamol', '1', '1')], child())).to.deep.equal([]);
    expect(of([line('paracetamol', '2', '1')], child())).to.deep.equal(['error dose_far_over_max lines.0.dosage']);
    expect(of([line('paracetamol', '2', '1')], child({ ageMonths: 144 }))).to.deep.equal([]);
    expect(of([line('amikacin', '1', '1')], { person: aPerson({ weightKg: '60' }) })).to.deep.equal([
      'warning dose_over_max lines.0.dosage',
    ]);
  });

  it('asks for the weight of a child, and says what it could not compute', () => {
    expect(of([line('paracetamol', '1')], child({ weightKg: null }))).to.deep.equal(['warning dose_weight_missing lines.0.dosage']);
    expect(of([line('amikacin', '1')], { person: aPerson({ weightKg: null }) })).to.deep.equal([
      'information dose_not_checked lines.0.dosage',
    ]);
    expect(of([line('syrup', '1')])).to.deep.equal(['information dose_not_checked lines.0.dosage']);
  });

  it('takes the words of the catalogue about an age', () => {
    expect(of([line('loperamide', '1')], child({ ageMonths: 23, hasGuardian: true }))).to.deep.equal(['error age_contraindicated lines.0']);
    expect(of([line('loperamide', '1')], child({ ageMonths: 24 }))).to.deep.equal([]);
    expect(of([line('ciprofloxacin', '1')], child({ ageMonths: 215 }))).to.deep.equal(['warning age_restricted lines.0']);
    expect(of([line('ciprofloxacin', '1')], child({ ageMonths: 216 }))).to.deep.equal([]);
  });
});

describe('checkSmallChild', () => {
  it('wants weight and escort under seventy-two months, not from then on', () => {
    const small = (other: object) => of([line('enalapril', '1')], child({ ageMonths: 71, ...other }));
    expect(small({})).to.deep.equal([]);
    expect(small({ weightKg: null, hasGuardian: false })).to.deep.equal(['error child_weight_missing ', 'error child_guardian_missing ']);
    expect(of([line('enalapril', '1')], child({ ageMonths: 72, weightKg: null, hasGuardian: false }))).to.deep.equal([]);
  });
});
