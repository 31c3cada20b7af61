import { expect } from 'chai';
import { getParameter, insuranceParametersAt } from '../../../domain/insurance/insurance-parameters.ts';
import { parametersAt, seedRows } from './seed-parameters.ts';

describe('insuranceParametersAt', () => {
  it('changes the base salary and all that hangs on it on 1 July 2026, not the day before', () => {
    const before = parametersAt('2026-06-30');
    const after = parametersAt('2026-07-01');
    expect([before.baseSalary, before.lowCostLimit, before.copayLimit, before.supplyCap]).to.deep.equal([
      '2340000',
      '351000',
      '14040000',
      '105300000',
    ]);
    expect([after.baseSalary, after.lowCostLimit, after.copayLimit, after.supplyCap]).to.deep.equal([
      '2530000',
      '379500',
      '15180000',
      '113850000',
    ]);
  });

  it('reads the digits CN and LH by date', () => {
    expect(parametersAt('2025-12-31').objectCodes['CN']?.digit).to.equal('3');
    expect(parametersAt('2026-01-01').objectCodes['CN']?.digit).to.equal('2');
    expect(parametersAt('2025-12-31').objectCodes['LH']?.digit).to.equal('4');
    expect(parametersAt('2026-01-01').objectCodes['LH']?.digit).to.equal('2');
  });

  it('holds the 27 arrival categories of QĐ 3276 with their percents by date', () => {
    const percents = (day: string) => ['1.13', '1.14', '1.18'].map((code) => parametersAt(day).arrivalCategories[code]?.outpatientPercent);
    expect(Object.keys(parametersAt('2026-11-24').arrivalCategories)).to.have.length(27);
    expect(percents('2026-06-30')).to.deep.equal(['0', '0', '0']);
    expect(percents('2026-07-01')).to.deep.equal(['50', '50', '50']);
    expect(parametersAt('2026-11-24').arrivalCategories['3.1']).to.include({ inpatientPercent: '40', outpatientPercent: '0' });
  });

  it('holds the six examination ratios', () => {
    const { examRatios } = parametersAt('2026-11-24');
    expect(['1', '2', '3', '4', '5', '6'].map((n) => examRatios[n])).to.deep.equal(['100', '30', '30', '30', '10', '0']);
  });

  it('names the parameter that is missing', () => {
    const without = seedRows.filter((row) => row.code !== 'bhyt.low_cost_ratio');
    expect(() => insuranceParametersAt(without, '2026-11-24')).to.throw(RangeError, 'bhyt.low_cost_ratio');
    expect(() => insuranceParametersAt(seedRows, '2016-04-30')).to.throw(RangeError, 'bhyt.base_salary');
    expect(() => getParameter(parametersAt('2026-11-24').benefitLevels, 'bhyt.benefit_level', '6')).to.throw(
      RangeError,
      'bhyt.benefit_level.6',
    );
  });

  it('refuses a malformed value and two values for one day', () => {
    const withRow = (value: unknown) => [
      ...seedRows.filter((row) => row.code !== 'bhyt.card_grace_days'),
      { code: 'bhyt.card_grace_days', validFrom: '2015-01-01', validTo: null, value, source: '', confidence: 'sure' },
    ];
    expect(() => insuranceParametersAt(withRow('fifteen'), '2026-11-24')).to.throw(RangeError, 'malformed: bhyt.card_grace_days');
    expect(() => insuranceParametersAt([...seedRows, ...withRow(15).slice(-1)], '2026-11-24')).to.throw(RangeError, 'two values');
  });

  it('has no day with two values and no gap in any parameter of the seed', () => {
    const days = [...new Set(seedRows.flatMap((row) => [row.validFrom, row.validTo ?? row.validFrom]))].filter(
      (day) => day >= '2016-05-01',
    );
    for (const day of days) expect(() => parametersAt(day), day).not.to.throw();
  });
});
