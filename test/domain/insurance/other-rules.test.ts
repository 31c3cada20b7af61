import { expect } from 'chai';
import { computeBedDays } from '../../../domain/insurance/bed-days.ts';
import { computeCopayRemaining, isAboveCopayCeiling } from '../../../domain/insurance/copay-ceiling.ts';
import { examRatioAt } from '../../../domain/insurance/exam-ratio.ts';
import { insuranceRatioFor } from '../../../domain/insurance/insurance-ratio.ts';
import { lastDayOfYearlySlip } from '../../../domain/insurance/referral-slip.ts';
import { computeSurgeryRatios, type Operation } from '../../../domain/insurance/surgery-ratios.ts';
import { findTreatmentDays } from '../../../domain/insurance/treatment-days.ts';
import { parametersAt } from './seed-parameters.ts';

const parameters = parametersAt('2026-11-24');
describe('examRatioAt', () => {
  it('falls to nothing at the sixth examination and stays there', () => {
    expect([1, 2, 4, 5, 6, 7].map((n) => examRatioAt(n, parameters))).to.deep.equal(['100', '30', '30', '10', '0', '0']);
    expect(() => examRatioAt(0, parameters)).to.throw(RangeError);
    expect(() => examRatioAt(1, parametersAt('2018-07-15'))).to.throw(RangeError, 'bhyt.exam_ratio.1');
  });
});

describe('insuranceRatioFor', () => {
  const forDigit = (digit: string, listed: Parameters<typeof insuranceRatioFor>[0]) => {
    const { scope, insuranceRatio } = insuranceRatioFor(listed, parameters.benefitLevels[digit]);
    return `${scope} ${insuranceRatio}`;
  };

  it('limits ratio drugs for digits 2 to 4, not for 1 and 5 nor for war wounds', () => {
    const listed = { inScope: true, ratio: '50' };
    expect(['1', '2', '3', '4', '5'].map((digit) => forDigit(digit, listed))).to.deep.equal(['1 100', '1 50', '1 50', '1 50', '1 100']);
    expect(forDigit('2', { ...listed, warWound: true })).to.equal('1 100');
  });

  it('pays outside the list for digit 5 only', () => {
    const listed = { inScope: false, ratio: '100' };
    expect(['1', '4', '5'].map((digit) => forDigit(digit, listed))).to.deep.equal(['2 0', '2 0', '3 100']);
  });

  it('keeps the catalogue for a person without a known card', () => {
    expect(insuranceRatioFor({ inScope: true, ratio: '50' }, undefined)).to.deep.equal({ scope: '1', insuranceRatio: '50' });
    expect(insuranceRatioFor({ inScope: false, ratio: '50' }, undefined)).to.deep.equal({ scope: '2', insuranceRatio: '0' });
  });
});

describe('computeBedDays', () => {
  const days = (admittedAt: string, dischargedAt: string, severeOrTransfer = false) =>
    computeBedDays({ admittedAt: `${admittedAt}+07:00`, dischargedAt: `${dischargedAt}+07:00`, severeOrTransfer });

  it('counts nothing at four hours and one day a minute later, across midnight too', () => {
    expect(days('2026-11-24T22:00', '2026-11-25T02:00')).to.equal(0);
    expect(days('2026-11-24T22:00', '2026-11-25T02:01')).to.equal(1);
  });

  it('counts one below 24 hours, calendar days from there', () => {
    expect(days('2026-11-24T08:00', '2026-11-25T07:59')).to.equal(1);
    expect(days('2026-11-24T08:00', '2026-11-25T08:00')).to.equal(1);
    expect(days('2026-11-24T23:00', '2026-11-26T00:30')).to.equal(2);
  });

  it('adds a day for a severe end from 24 hours on, not below', () => {
    expect(days('2026-11-24T08:00', '2026-11-25T07:59', true)).to.equal(1);
    expect(days('2026-11-24T08:00', '2026-11-25T08:00', true)).to.equal(2);
  });

  it('refuses a stay that ends before it begins', () => {
    expect(() => days('2026-11-24T08:00', '2026-11-24T07:59')).to.throw(RangeError);
    expect(() => days('2026-11-24T08:00', 'never')).to.throw(RangeError);
  });
});

describe('computeCopayRemaining', () => {
  it('is never negative and knows the ceiling as "above", not "at"', () => {
    expect(computeCopayRemaining({ paid: '15180000' }, parameters)).to.equal('0');
    expect(computeCopayRemaining({ paid: '15180001' }, parameters)).to.equal('0');
    expect(computeCopayRemaining({ paid: '15100000' }, parameters)).to.equal('80000');
    expect(isAboveCopayCeiling('15180000', parameters)).to.equal(false);
    expect(isAboveCopayCeiling('15180000.01', parameters)).to.equal(true);
  });

  it('adds what was paid since the change and keeps an odd amount exact', () => {
    const before = { paid: '1000000', baseSalary: '2340000' };
    expect(computeCopayRemaining({ paid: '500000', before }, parameters)).to.equal('13598803.42');
  });
});

describe('computeSurgeryRatios', () => {
  const operation = (id: string, price: string, changes: Partial<Operation> = {}): Operation => ({
    id,
    price,
    kind: 'surgery',
    sameTeam: true,
    ...changes,
  });
  const ratios = (...operations: Operation[]) => [...computeSurgeryRatios(operations, parameters)].map(([id, ratio]) => `${id} ${ratio}`);

  it('pays the dearest surgery in full whatever the order, the others by team', () => {
    expect(ratios(operation('a', '2815900'), operation('b', '3512900'))).to.deep.equal(['a 50', 'b 100']);
    expect(ratios(operation('b', '3512900'), operation('c', '100', { sameTeam: false }))).to.deep.equal(['b 100', 'c 80']);
  });

  it('pays a further procedure 80 %, even a dearer one, and procedures alone in full', () => {
    expect(ratios(operation('p', '9000000', { kind: 'procedure' }), operation('s', '1000'))).to.deep.equal(['p 80', 's 100']);
    expect(ratios(operation('p', '9', { kind: 'procedure' }), operation('q', '8', { kind: 'procedure' }))).to.deep.equal([
      'p 100',
      'q 100',
    ]);
  });
});

describe('findTreatmentDays', () => {
  const days = (careType: string) => findTreatmentDays(careType, '2026-11-24T01:00:00Z', '2026-11-26T17:30:00Z');

  it('counts by type of care on local days', () => {
    expect(['01', '07', '09'].map(days)).to.deep.equal([0, 0, 0]);
    expect(['02', '03', '04', '06'].map(days)).to.deep.equal([4, 4, 4, 4]);
    expect(['05', '08', '10'].map(days)).to.deep.equal([undefined, undefined, undefined]);
  });
});

describe('lastDayOfYearlySlip', () => {
  it('lasts a year less a day, over leap years too', () => {
    expect(lastDayOfYearlySlip('2027-03-01')).to.equal('2028-02-29');
    expect(lastDayOfYearlySlip('2026-01-01')).to.equal('2026-12-31');
    expect(lastDayOfYearlySlip('2028-02-29')).to.equal('2029-02-28');
  });
});
