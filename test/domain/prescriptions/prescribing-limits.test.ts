import { expect } from 'chai';
import { longTermTypes, prescribingLimitsAt, type LimitRow } from '../../../domain/prescriptions/prescribing-limits.ts';

const row = (code: string, value: unknown, validFrom = '2025-07-01', validTo: string | null = null): LimitRow => ({
  code,
  value,
  validFrom,
  validTo,
});
const rows = [
  row('rx.max_days.c', 30),
  row('rx.max_days.c.long_term', 90),
  row('rx.max_days.n', 7),
  row('rx.max_days.h', 10),
  row('rx.max_days.y', 30),
  row('rx.max_days.t', 30),
];

describe('prescribingLimitsAt', () => {
  it('takes the longer limit only for the types that may have it, and only where there is one', () => {
    expect(prescribingLimitsAt(rows, '2026-11-24', [])).to.deep.equal({ c: 30, n: 7, h: 10, y: 30, t: 30 });
    expect(prescribingLimitsAt(rows, '2026-11-24', ['c', 'n'])).to.deep.equal({ c: 90, n: 7, h: 10, y: 30, t: 30 });
  });

  it('goes by the day, both ends included', () => {
    const changed = [row('rx.max_days.c', 15, '2025-07-01', '2026-06-30'), row('rx.max_days.c', 45, '2026-07-01'), ...rows.slice(2)];
    expect(prescribingLimitsAt(changed, '2026-06-30', []).c).to.equal(15);
    expect(prescribingLimitsAt(changed, '2026-07-01', []).c).to.equal(45);
  });

  it('names the parameter that is missing or no number', () => {
    expect(() => prescribingLimitsAt(rows, '2025-06-30', [])).to.throw(RangeError, 'rx.max_days.c at 2025-06-30');
    expect(() => prescribingLimitsAt([row('rx.max_days.c', '30'), ...rows.slice(2)], '2026-11-24', [])).to.throw(
      RangeError,
      'rx.max_days.c',
    );
  });
});

describe('longTermTypes', () => {
  it('goes by the disease: annex VII, pain of cancer and AIDS, mental disorders and epilepsy', () => {
    expect(longTermTypes(['I10'], ['I10..I15'])).to.deep.equal(['c', 'y']);
    expect(longTermTypes(['C16.9'], [])).to.deep.equal(['n']);
    expect(longTermTypes(['B20.0'], [])).to.deep.equal(['n']);
    expect(longTermTypes(['G40.9', 'I10'], ['I10'])).to.deep.equal(['c', 'y', 'h']);
    expect(longTermTypes(['F20.0'], [])).to.deep.equal(['h']);
    expect(longTermTypes(['J00', 'G43.9', 'B19.9'], ['I10'])).to.deep.equal([]);
  });
});
