import { expect } from 'chai';
import { addDays } from '../../../domain/dates.ts';
import { portionOf, trancheOn, trancheOpenDays } from '../../../domain/stock/tranche-window.ts';

const DAY = '2026-03-01';
const tranches = [1, 2, 3].map((number) => ({ number, from: addDays(DAY, (number - 1) * 10), until: addDays(DAY, number * 10 - 1) }));
const on = (after: number) => trancheOn(tranches, addDays(DAY, after), 3)?.number;

describe('the tranche of a narcotic sheet that is collected on a day', () => {
  it('is the first until the second opens, three days before the first ends', () => {
    expect([on(0), on(5), on(6), on(15), on(16), on(29), on(30)]).to.deep.equal([1, 1, 2, 2, 3, 3, undefined]);
    expect(trancheOn(tranches, DAY, 3)).to.deep.equal({ number: 1, of: 3, opens: DAY, closes: addDays(DAY, 5) });
  });

  it('holds the units of its days, whole ones, and together no more than was prescribed', () => {
    const portions = (quantity: string, days: number) => tranches.map(({ number }) => portionOf({ quantity, days }, tranches, number));
    expect(portions('60', 30)).to.deep.equal(['20', '20', '20']);
    expect(portions('50', 30)).to.deep.equal(['17', '17', '16']);
    expect(portions('24', 12)).to.deep.equal(['20', '4', '0']);
    expect(portions('7', 7)).to.deep.equal(['7', '0', '0']);
    expect(() => portionOf({ quantity: '1', days: 1 }, tranches, 4)).to.throw(RangeError);
  });

  it('opens by the parameter of the day of signing', () => {
    const rows = [{ code: 'rx.tranche_open_days_before', validFrom: '2026-01-01', validTo: null, value: 3 }];
    expect([trancheOpenDays(rows, DAY), trancheOpenDays(rows, '2025-01-01')]).to.deep.equal([3, 3]);
    expect(() => trancheOpenDays([], DAY)).to.throw(RangeError);
  });
});
