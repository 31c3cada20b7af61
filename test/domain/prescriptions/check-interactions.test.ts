import { expect } from 'chai';
import { checkPrescription } from '../../../domain/prescriptions/check-prescription.ts';
import { drug, factsOf, found, ingredient, interaction, lineOf, openLine } from './facts.ts';

const aceclofenac = drug('aceclofenac', [ingredient('aceclofenac', 'M01AB16')]);
const ketorolac = drug('ketorolac', [ingredient('ketorolac', 'M01AB15')]);
const ketorolacEye = drug('ketorolac-eye', [ingredient('ketorolac', 'M01AB15', 'S01BC05')], { systemic: false });
const codeine = drug('paracetamol-codeine', [ingredient('paracetamol', 'N02BE01'), ingredient('codeine', 'R05DA04')]);
const paracetamol = drug('paracetamol', [ingredient('paracetamol', 'N02BE01')]);
const metronidazole = drug('metronidazole', [ingredient('metronidazole', 'P01AB01', 'J01XD01')]);
const warfarin = drug('warfarin', [ingredient('warfarin', 'B01AA03')]);
const herb = drug('herb', [ingredient('herb')]);
const all = [aceclofenac, ketorolac, ketorolacEye, codeine, paracetamol, metronidazole, warfarin, herb];
const hard = interaction('QD-1', 'M01AB16', 'M01AB15', 'contraindicated');
const of = (interactions: ReturnType<typeof interaction>[], ...codes: string[]) =>
  found(
    codes.map((code) => lineOf(code)),
    factsOf(all, { interactions }),
  );

describe('checkInteractions', () => {
  it('stops an unconditional pair in both directions, at the later line', () => {
    expect(of([hard], 'aceclofenac', 'ketorolac')).to.deep.equal(['error interaction_contraindicated lines.1']);
    expect(of([hard], 'ketorolac', 'paracetamol', 'aceclofenac')).to.deep.equal(['error interaction_contraindicated lines.2']);
  });

  it('names both drugs and the entry of the list', () => {
    const issues = checkPrescription([lineOf('aceclofenac'), lineOf('ketorolac')], factsOf(all, { interactions: [hard] }));
    expect(issues[0]?.params).to.deep.equal({ drug: 'ketorolac', other: 'aceclofenac', interaction: 'QD-1' });
  });

  it('gives each action its weight', () => {
    const weight = (action: Parameters<typeof interaction>[3]) => of([{ ...hard, action }], 'aceclofenac', 'ketorolac');
    expect(weight('contraindicated_in_context')).to.deep.equal(['warning interaction_conditional lines.1']);
    expect(weight('separate_or_washout')).to.deep.equal(['warning interaction_separate lines.1']);
    expect(weight('avoid_or_monitor')).to.deep.equal(['warning interaction_major lines.1']);
    expect(weight('monitor')).to.deep.equal(['information interaction_moderate lines.1']);
  });

  it('tells the hours to keep apart', () => {
    const apart = interaction('QD-2', 'M01AB16', 'M01AB15', 'separate_or_washout', 24);
    const issues = checkPrescription([lineOf('aceclofenac'), lineOf('ketorolac')], factsOf(all, { interactions: [apart] }));
    expect(issues[0]?.params).to.include({ hours: 24 });
  });

  it('lets a route that stays on the eye or skin through', () => {
    expect(of([hard], 'aceclofenac', 'ketorolac-eye')).to.deep.equal([]);
  });

  it('finds each ingredient of a combination', () => {
    expect(of([interaction('S-1', 'R05DA04', 'B01AA03', 'monitor')], 'warfarin', 'paracetamol-codeine')).to.deep.equal([
      'information interaction_moderate lines.1',
    ]);
    expect(of([interaction('S-2', 'N02BE01', 'B01AA03', 'monitor')], 'paracetamol-codeine', 'warfarin')).to.deep.equal([
      'information interaction_moderate lines.1',
    ]);
  });

  it('finds a substance by any of its codes and a group by the beginning of the code', () => {
    expect(of([interaction('S-3', 'B01AA03', 'J01XD01', 'avoid_or_monitor')], 'metronidazole', 'warfarin')).to.deep.equal([
      'warning interaction_major lines.1',
    ]);
    for (const group of ['M01', 'M01A', 'M01AB']) {
      expect(of([interaction('S-4', group, 'B01AA03', 'avoid_or_monitor')], 'aceclofenac', 'warfarin'), group).to.deep.equal([
        'warning interaction_major lines.1',
      ]);
    }
    expect(of([interaction('S-4', 'M01AC', 'B01AA03', 'avoid_or_monitor')], 'aceclofenac', 'warfarin')).to.deep.equal([]);
  });

  it('finds a group against itself, but not one drug against itself', () => {
    const group = interaction('S-5', 'M01A', 'M01A', 'avoid_or_monitor');
    expect(of([group], 'aceclofenac', 'ketorolac')).to.deep.equal(['warning interaction_major lines.1']);
    expect(of([group], 'aceclofenac')).to.deep.equal([]);
    expect(of([group], 'aceclofenac', 'aceclofenac')).to.deep.equal(['warning duplicate_ingredient lines.1']);
  });

  it('shows only the worst finding on a pair, whatever the order of the list', () => {
    const group = interaction('S-5', 'M01A', 'M01A', 'avoid_or_monitor');
    expect(of([hard, group], 'aceclofenac', 'ketorolac')).to.deep.equal(['error interaction_contraindicated lines.1']);
    expect(of([group, hard], 'aceclofenac', 'ketorolac')).to.deep.equal(['error interaction_contraindicated lines.1']);
    expect(of([{ ...hard, action: 'monitor' }, hard], 'aceclofenac', 'ketorolac')).to.deep.equal([
      'error interaction_contraindicated lines.1',
    ]);
    expect(of([hard, { ...hard, action: 'monitor' }], 'aceclofenac', 'ketorolac')).to.deep.equal([
      'error interaction_contraindicated lines.1',
    ]);
  });

  it('meets drugs of earlier prescriptions at the new line, and does not judge those among themselves', () => {
    const facts = factsOf(all, { interactions: [hard], open: [openLine('aceclofenac'), openLine('ketorolac')] });
    expect(found([lineOf('ketorolac')], facts)).to.deep.equal([
      'error interaction_contraindicated lines.0',
      'warning duplicate_ingredient lines.0',
    ]);
    expect(found([lineOf('paracetamol')], facts)).to.deep.equal([]);
  });

  it('warns when an ingredient comes twice, also inside a combination, not when one of them is local', () => {
    expect(of([], 'paracetamol', 'paracetamol-codeine')).to.deep.equal(['warning duplicate_ingredient lines.1']);
    expect(of([], 'ketorolac', 'ketorolac-eye')).to.deep.equal([]);
    expect(of([], 'ketorolac-eye', 'ketorolac-eye')).to.deep.equal(['warning duplicate_ingredient lines.1']);
  });

  it('tells a fixed combination once, though both parts carry its code', () => {
    const cotrimoxazole = drug('cotrimoxazole', [
      ingredient('sulfamethoxazole', 'J01EC01', 'J01EE01'),
      ingredient('trimethoprim', 'J01EA01', 'J01EE01'),
    ]);
    const facts = factsOf([cotrimoxazole, warfarin], { interactions: [interaction('S-6', 'J01EE01', 'B01AA03', 'avoid_or_monitor')] });
    expect(found([lineOf('cotrimoxazole'), lineOf('warfarin')], facts)).to.deep.equal(['warning interaction_major lines.1']);
    expect(found([lineOf('cotrimoxazole'), lineOf('cotrimoxazole')], facts)).to.have.length(2);
  });

  it('says that a drug without ATC code was not checked', () => {
    expect(of([hard], 'herb', 'aceclofenac')).to.deep.equal(['information drug_not_checked lines.0']);
    const partly = drug('partly', [ingredient('paracetamol', 'N02BE01'), ingredient('herb')]);
    expect(found([lineOf('partly')], factsOf([partly]))).to.deep.equal(['information drug_not_checked lines.0']);
    expect(found([lineOf('none')], factsOf([drug('none', [])]))).to.deep.equal(['information drug_not_checked lines.0']);
  });

  it('tells two drugs of one chemical subgroup, unless the list already speaks of them or they are one substance', () => {
    const ibuprofen = drug('ibuprofen', [ingredient('ibuprofen', 'M01AE01')]);
    const naproxen = drug('naproxen', [ingredient('naproxen', 'M01AE02')]);
    const gel = drug('gel', [ingredient('naproxen', 'M01AE02')], { systemic: false });
    const lines = [lineOf('ibuprofen'), lineOf('naproxen')];
    const drugs = [ibuprofen, naproxen, gel, paracetamol];
    expect(found(lines, factsOf(drugs))).to.deep.equal(['information duplicate_class lines.1']);
    const listed = factsOf(drugs, { interactions: [interaction('S-9', 'M01AE01', 'M01AE02', 'avoid_or_monitor')] });
    expect(found(lines, listed)).to.deep.equal(['warning interaction_major lines.1']);
    expect(found([lineOf('ibuprofen'), lineOf('gel'), lineOf('paracetamol')], factsOf(drugs))).to.deep.equal([]);
  });
});
