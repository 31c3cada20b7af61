import { expect } from 'chai';
import { checkPrescription } from '../../../domain/prescriptions/check-prescription.ts';
import type { DrugLine } from '../../../domain/prescriptions/prescribing-facts.ts';
import { drug, factsOf, found, ingredient, lineOf } from './facts.ts';

const paracetamol = drug('T001', [ingredient('paracetamol', 'N02BE01')]);
const morphine = drug('T900', [ingredient('morphine', 'N02AA01')], { prescriptionType: 'n' });
const facts = factsOf([paracetamol, morphine]);
const one = (line: Partial<DrugLine>) => found([lineOf('T001', line)], facts);

describe('checkPrescription', () => {
  it('finds nothing in an ordinary line', () => expect(one({})).to.deep.equal([]));

  it('refuses an empty prescription and a drug that is not in the catalogue', () => {
    expect(found([], facts)).to.deep.equal(['error prescription_empty lines']);
    expect(found([lineOf('T404')], facts)).to.deep.equal(['error drug_unknown lines.0.drugCode']);
  });

  it('refuses days above the limit of the type, not at it', () => {
    expect(one({ dosage: { morning: '1', days: 30 }, quantity: '30' })).to.deep.equal([]);
    expect(one({ dosage: { morning: '1', days: 31 }, quantity: '31' })).to.deep.equal(['error days_over_limit lines.0.dosage.days']);
    expect(found([lineOf('T900', { dosage: { morning: '1', days: 7 }, quantity: '7' })], facts)).to.deep.equal([]);
    expect(found([lineOf('T900', { dosage: { morning: '1', days: 8 }, quantity: '8' })], facts)).to.deep.equal([
      'error days_over_limit lines.0.dosage.days',
    ]);
  });

  it('tells the limit', () => {
    const issues = checkPrescription([lineOf('T001', { dosage: { morning: '1', days: 31 }, quantity: '31' })], facts);
    expect(issues[0]?.params).to.deep.equal({ max: 30 });
  });

  it('refuses zero, negative and broken days', () => {
    expect(one({ dosage: { morning: '1', days: 0 }, quantity: '1' })).to.include('error days_not_positive lines.0.dosage.days');
    expect(one({ dosage: { morning: '1', days: 1 }, quantity: '1' })).to.deep.equal([]);
    expect(one({ dosage: { morning: '1', days: 1.5 }, quantity: '2' })).to.deep.equal(['error days_not_positive lines.0.dosage.days']);
  });

  it('wants a dose, in numbers or in words', () => {
    expect(one({ dosage: { days: 5 } })).to.deep.equal(['error dose_missing lines.0.dosage']);
    expect(one({ dosage: { morning: '0', days: 5, note: ' ' } })).to.deep.equal(['error dose_missing lines.0.dosage']);
    expect(one({ dosage: { days: 5, note: 'Bôi mỏng' } })).to.deep.equal([]);
    expect(one({ dosage: { morning: '-1', days: 5 } })).to.include('error dose_negative lines.0.dosage');
  });

  it('wants a positive quantity of at most three places', () => {
    expect(one({ quantity: '0' })).to.deep.equal(['error quantity_not_positive lines.0.quantity']);
    expect(one({ quantity: '-10' })).to.deep.equal(['error quantity_not_positive lines.0.quantity']);
    expect(one({ quantity: '10.0001' })).to.deep.equal(['error quantity_places lines.0.quantity']);
  });

  it('asks about a quantity above a thousand, not at it', () => {
    const words = { days: 5, note: 'Theo chỉ dẫn' };
    expect(one({ dosage: words, quantity: '1000' })).to.deep.equal([]);
    expect(one({ dosage: words, quantity: '1001' })).to.deep.equal(['warning quantity_implausible lines.0.quantity']);
  });

  it('refuses a quantity above a hundred thousand, not at it', () => {
    const words = { days: 5, note: 'Theo chỉ dẫn' };
    expect(one({ dosage: words, quantity: '100000' })).to.deep.equal(['warning quantity_implausible lines.0.quantity']);
    expect(one({ dosage: words, quantity: '100000.001' })).to.deep.equal(['error quantity_absurd lines.0.quantity']);
  });

  it('asks about a quantity that is not the dose times the days', () => {
    expect(one({ quantity: '9' })).to.deep.equal(['warning quantity_differs lines.0.quantity']);
    expect(one({ quantity: '11' })).to.deep.equal(['warning quantity_differs lines.0.quantity']);
    expect(one({ quantity: '10.0' })).to.deep.equal([]);
  });

  it('lets fewer be given when taken as needed, not more', () => {
    const asNeeded = { morning: '1', evening: '1', days: 5, timing: 'as-needed' } as const;
    expect(one({ dosage: asNeeded, quantity: '4' })).to.deep.equal([]);
    expect(one({ dosage: asNeeded, quantity: '11' })).to.deep.equal(['warning quantity_differs lines.0.quantity']);
  });

  it('points at the line', () => {
    expect(found([lineOf('T900'), lineOf('T001', { quantity: '0' })], facts)).to.deep.equal([
      'error quantity_not_positive lines.1.quantity',
    ]);
  });
});
