import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import { growthClass, growthScore } from '../../../domain/encounters/child-growth.ts';

const file = new URL('../../../seeds/reference/growth-standards.csv', import.meta.url);
const rows: Record<string, string>[] = parse(readFileSync(file, 'utf8'), { columns: true });
const standard = (row: Record<string, string> | undefined) => ({ l: Number(row?.['l']), m: Number(row?.['m']), s: Number(row?.['s']) });
const of = (indicator: string, sex: string, month: number) =>
  standard(rows.find((row) => row['indicator'] === indicator && row['sex'] === sex && row['month'] === String(month)));

describe('the growth of children', () => {
  it('has a standard for each month from birth to five years, for boys and girls', () => {
    for (const indicator of ['weight-for-age', 'height-for-age'])
      for (const sex of ['male', 'female'])
        expect(rows.filter((row) => row['indicator'] === indicator && row['sex'] === sex).map((row) => row['month'])).to.deep.equal(
          Array.from({ length: 61 }, (_, month) => String(month)),
        );
  });

  it('meets the printed limits of the standard in every row, to the last printed digit', () => {
    const off = rows.filter((row) => {
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
    const words = [-3.01, -3, -2.01, -2, 2, 2.01].map(growthClass);
    expect(words).to.deep.equal(['severely-low', 'low', 'low', 'usual', 'usual', 'high']);
  });
});
