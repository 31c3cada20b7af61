import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import {
  growthClass,
  growthScore,
  judgeGrowth,
  lengthIndicatorAt,
  measureAt,
  standardAtLength,
} from '../../../domain/encounters/child-growth.ts';

const fileRows = (name: string): Record<string, string>[] =>
  parse(readFileSync(new URL(`../../../seeds/reference/${name}.csv`, import.meta.url), 'utf8'), { columns: true });
const rows = fileRows('growth-standards');
const lengthRows = fileRows('growth-by-length');
const standard = (row: Record<string, string> | undefined) => ({ l: Number(row?.['l']), m: Number(row?.['m']), s: Number(row?.['s']) });
const of = (indicator: string, sex: string, month: number) =>
  standard(rows.find((row) => row['indicator'] === indicator && row['sex'] === sex && row['month'] === String(month)));

const tableOf = (indicator: string, sex: string) =>
  lengthRows
    .filter((row) => row['indicator'] === indicator && row['sex'] === sex)
    .map((row) => ({ length: Number(row['length_cm']), ...standard(row) }));

describe('the growth of children', () => {
  it('has a standard for each month from birth to five years, for boys and girls', () => {
    for (const indicator of ['weight-for-age', 'height-for-age', 'bmi-for-age'])
      for (const sex of ['male', 'female'])
        expect(rows.filter((row) => row['indicator'] === indicator && row['sex'] === sex).map((row) => row['month'])).to.deep.equal(
          Array.from({ length: 61 }, (_, month) => String(month)),
        );
  });

  it('meets the printed limits of the standard in every row, to the last printed digit', () => {
    const off = [...rows, ...lengthRows].filter((row) => {
      const { l, m, s } = standard(row);
      const at = (sd: number) => m * (1 + l * s * sd) ** (1 / l);
      return Math.abs(at(-2) - Number(row['sd2neg'])) > 0.051 || Math.abs(at(-3) - Number(row['sd3neg'])) > 0.051;
    });
    expect(off).to.deep.equal([]);
  });

  it('is counted in standard deviations from the median', () => {
    expect(growthScore(9.6479, of('weight-for-age', 'male', 12))).to.equal(0);
    expect(growthScore(7.7, of('weight-for-age', 'male', 12))).to.be.closeTo(-2, 0.06);
    expect(growthScore(0, of('weight-for-age', 'male', 12))).to.equal(undefined);
    expect(growthScore(Number.NaN, of('weight-for-age', 'male', 12))).to.equal(undefined);
  });

  it('beyond three deviations counts in steps of the distance between the second and the third', () => {
    const girl = of('height-for-age', 'female', 24);
    const sd = girl.m * girl.s;
    expect(growthScore(girl.m - 4 * sd, girl)).to.equal(-4);
    const { l, m, s } = of('weight-for-age', 'female', 24);
    const at = (z: number) => m * (1 + l * s * z) ** (1 / l);
    expect(growthScore(at(3) + (at(3) - at(2)), { l, m, s })).to.equal(4);
  });

  it('has words from the limits on', () => {
    const words = [-3.01, -3, -2.01, -2, 2, 2.01].map((score) => growthClass(score, 'weight-for-age'));
    expect(words).to.deep.equal(['severely-low', 'low', 'low', 'usual', 'usual', 'high']);
  });

  it('tells how high only by the weight for the length and by the body mass index', () => {
    const words = (['weight-for-age', 'height-for-age', 'bmi-for-age', 'weight-for-length', 'weight-for-height'] as const).map(
      (indicator) => growthClass(3.01, indicator),
    );
    expect(words).to.deep.equal(['high', 'high', 'very-high', 'very-high', 'very-high']);
    expect(growthClass(3, 'bmi-for-age')).to.equal('high');
  });

  it('has a table of weights for each whole centimetre, lying and standing', () => {
    for (const sex of ['male', 'female']) {
      expect(tableOf('weight-for-length', sex).map((one) => one.length)).to.deep.equal(Array.from({ length: 66 }, (_, i) => 45 + i));
      expect(tableOf('weight-for-height', sex).map((one) => one.length)).to.deep.equal(Array.from({ length: 56 }, (_, i) => 65 + i));
    }
  });

  // Median and -2 SD of the printed tables at half centimetres, which the file does not hold.
  for (const [indicator, sex, length, median, low] of [
    ['weight-for-length', 'male', 49.5, 3.2276, 2.7],
    ['weight-for-length', 'male', 80.5, 10.5405, 9],
    ['weight-for-length', 'female', 62.5, 6.4948, 5.4],
    ['weight-for-length', 'female', 109.5, 18.1412, 15.1],
    ['weight-for-height', 'male', 100.5, 15.4985, 13.2],
    ['weight-for-height', 'female', 65.5, 7.3523, 6.2],
  ] as const)
    it(`meets the printed ${indicator} of a ${sex} child of ${length} cm between two of its rows`, () => {
      const between = standardAtLength(length, tableOf(indicator, sex));
      expect(between?.m).to.be.closeTo(median, 0.005);
      expect(between === undefined ? undefined : measureAt(-2, between)).to.be.closeTo(low, 0.051);
    });

  it('has the two tables of weights meet, shifted by the 0.7 cm between lying and standing', () => {
    for (const sex of ['male', 'female'])
      for (const { length, m } of tableOf('weight-for-height', sex).filter((one) => one.length < 109))
        expect(standardAtLength(length + 0.7, tableOf('weight-for-length', sex))?.m, `${length} cm`).to.be.closeTo(m, 0.005);
  });

  it('is not judged beyond the tables, nor by what was not measured', () => {
    const table = tableOf('weight-for-length', 'male');
    expect([44.9, 110.1, 0].map((length) => standardAtLength(length, table))).to.deep.equal([undefined, undefined, undefined]);
    expect(standardAtLength(45, table)?.m).to.equal(2.441);
    expect(standardAtLength(110, table)?.m).to.equal(18.2689);
    const byAge = [{ indicator: 'weight-for-age' as const, ...of('weight-for-age', 'male', 12) }];
    const facts = { byAge, byLength: { indicator: lengthIndicatorAt(12), table } };
    expect(judgeGrowth(facts, {})).to.deep.equal([]);
    expect(judgeGrowth(facts, { weight: 9.6479 })).to.deep.equal([{ indicator: 'weight-for-age', score: 0, class: 'usual' }]);
    expect(judgeGrowth(facts, { weight: 7.5, height: 76 }).map((one) => [one.indicator, one.class])).to.deep.equal([
      ['weight-for-age', 'low'],
      ['weight-for-length', 'severely-low'],
    ]);
  });

  it('changes the table at two completed years', () => {
    expect([23, 24].map(lengthIndicatorAt)).to.deep.equal(['weight-for-length', 'weight-for-height']);
  });
});
