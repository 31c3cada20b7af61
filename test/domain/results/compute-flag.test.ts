import { expect } from 'chai';
import fc from 'fast-check';
import { computeFlag, isCritical } from '../../../domain/results/compute-flag.ts';
import type { Comparator, ReferenceRange } from '../../../domain/results/indicator.ts';

const none: ReferenceRange = {
  ...{ sex: null, ageFromDays: 0, ageUntilDays: null, low: null, high: null, highOpen: false },
  ...{ criticalLow: null, criticalHigh: null, normalChoice: null },
};
const potassium: ReferenceRange = { ...none, low: '3.5', high: '5', criticalLow: '2.5', criticalHigh: '6.5' };
const flag = (number: string, range: ReferenceRange = potassium, comparator: Comparator | null = null) =>
  computeFlag({ comparator, number, text: null }, range);

describe('computeFlag', () => {
  it('calls what lies between the bounds normal, the bounds included', () => {
    for (const [number, expected] of [
      ['3.49', 'L'],
      ['3.5', 'N'],
      ['5', 'N'],
      ['5.01', 'H'],
    ] as const)
      expect(flag(number), number).to.equal(expected);
  });

  it('calls a critical limit itself critical, a hair inside not', () => {
    for (const [number, expected] of [
      ['2.5', 'LL'],
      ['2.51', 'L'],
      ['6.49', 'H'],
      ['6.5', 'HH'],
    ] as const)
      expect(flag(number), number).to.equal(expected);
  });

  it('takes an open upper bound for too high, and a missing bound for no bound', () => {
    const cholesterol = { ...none, high: '5.2', highOpen: true };
    expect([flag('5.19', cholesterol), flag('5.2', cholesterol), flag('0', cholesterol)]).to.deep.equal(['N', 'H', 'N']);
    const filtration = { ...none, low: '60' };
    expect([flag('59.9', filtration), flag('60', filtration), flag('500', filtration)]).to.deep.equal(['L', 'N', 'N']);
  });

  it('says nothing without a range', () => {
    expect(computeFlag({ comparator: null, number: '4', text: null }, undefined)).to.equal(undefined);
    expect(flag('4', none)).to.equal(undefined);
  });

  it('judges by critical limits alone where there is no range', () => {
    const only = { ...none, criticalHigh: '5' };
    expect([flag('4.9', only), flag('5', only)]).to.deep.equal([undefined, 'HH']);
  });

  it('judges "less than" only as far as it tells', () => {
    const crp = { ...none, low: '0', high: '5' };
    expect(flag('5', crp, '<')).to.equal('N');
    expect(flag('6', crp, '<')).to.equal(undefined);
    expect(flag('3.5', potassium, '<')).to.equal('L');
    expect(flag('3.5', potassium, '<=')).to.equal(undefined);
    expect(flag('4', potassium, '<')).to.equal(undefined);
    expect(flag('2.5', potassium, '<')).to.equal('LL');
  });

  it('judges "more than" only as far as it tells', () => {
    expect(flag('5', potassium, '>')).to.equal('H');
    expect(flag('5', potassium, '>=')).to.equal(undefined);
    expect(flag('4', potassium, '>')).to.equal(undefined);
    expect(flag('6.5', potassium, '>')).to.equal('HH');
    expect(flag('60', { ...none, low: '60' }, '>')).to.equal('N');
    expect(flag('50', { ...none, low: '60' }, '>')).to.equal(undefined);
  });

  it('marks a choice that is not the normal one, and judges none without a normal one', () => {
    const chosen = (text: string, normalChoice: string | null) =>
      computeFlag({ comparator: null, number: null, text }, { ...none, normalChoice });
    expect([chosen('Âm tính', 'Âm tính'), chosen('Dương tính', 'Âm tính'), chosen('O', null)]).to.deep.equal(['N', 'A', undefined]);
  });

  it('never falls as the number rises', () => {
    const order = ['LL', 'L', 'N', 'H', 'HH'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }), (a, b) => {
        const [low, high] = a <= b ? [a, b] : [b, a];
        const rank = (n: number) => order.indexOf(flag(String(n / 100)) ?? '');
        return rank(low) <= rank(high);
      }),
    );
  });

  it('has LL and HH as critical, nothing else', () => {
    expect((['LL', 'HH', 'L', 'H', 'N', 'A', null, undefined] as const).map(isCritical)).to.deep.equal([
      ...[true, true],
      ...[false, false, false, false, false, false],
    ]);
  });
});
