import { expect } from 'chai';
import fc from 'fast-check';
import { add, compare, subtract } from '../../../domain/money.ts';
import { chooseLots, type LotOnShelf } from '../../../domain/stock/choose-lots.ts';

const TODAY = '2026-11-24';
const lot = (lotId: string, expiresOn: string, available: string, recalled = false): LotOnShelf => ({
  lotId,
  expiresOn,
  available,
  recalled,
});
const picked = (lots: LotOnShelf[], wanted: string) => {
  const { picks, short } = chooseLots(lots, wanted, TODAY);
  return [...picks.map(({ lotId, quantity }) => `${lotId} ${quantity}`), short];
};

const anyLot = fc.record({
  lotId: fc.uuid(),
  expiresOn: fc.integer({ min: 0, max: 40 }).map((n) => `2026-11-${String((n % 30) + 1).padStart(2, '0')}`),
  available: fc.integer({ min: -5, max: 200_000 }).map((n) => (n / 1000).toString()),
  recalled: fc.boolean(),
});
const anyLots = fc.uniqueArray(anyLot, { selector: ({ lotId }) => lotId, maxLength: 12 });
const anyWish = fc.integer({ min: 0, max: 900_000 }).map((n) => (n / 1000).toString());

describe('choose lots, first expired first out', () => {
  it('takes what expires first and goes on to the next', () => {
    expect(picked([lot('b', '2027-03-01', '10'), lot('a', '2027-01-01', '4')], '6')).to.deep.equal(['a 4', 'b 2', '0']);
  });

  it('gives a lot on its last day and not on the day after', () => {
    expect(picked([lot('a', TODAY, '5')], '5')).to.deep.equal(['a 5', '0']);
    expect(picked([lot('a', '2026-11-23', '5')], '5')).to.deep.equal(['5']);
  });

  it('passes over recalled lots and empty shelves, and says what is short', () => {
    expect(picked([lot('a', '2027-01-01', '5', true), lot('b', '2027-02-01', '0'), lot('c', '2027-03-01', '2.5')], '3')).to.deep.equal([
      'c 2.5',
      '0.5',
    ]);
  });

  it('takes the smaller id of two that expire together, in whatever order they come', () => {
    const two = [lot('b', '2027-01-01', '5'), lot('a', '2027-01-01', '5')];
    expect(picked(two, '5'))
      .to.deep.equal(picked([...two].reverse(), '5'))
      .and.to.deep.equal(['a 5', '0']);
  });

  it('never gives more than wanted or than there is, and loses nothing', () => {
    fc.assert(
      fc.property(anyLots, anyWish, (lots, wanted) => {
        const { picks, short } = chooseLots(lots, wanted, TODAY);
        const given = add('0', ...picks.map(({ quantity }) => quantity));
        expect(add(given, short)).to.equal(add(wanted));
        for (const pick of picks) {
          const from = lots.find(({ lotId }) => lotId === pick.lotId);
          expect(compare(pick.quantity, '0')).to.equal(1);
          expect(compare(pick.quantity, from?.available ?? '0')).to.be.at.most(0);
          expect(from?.recalled).to.equal(false);
          expect((from?.expiresOn ?? '') >= TODAY).to.equal(true);
        }
      }),
    );
  });

  it('leaves nothing usable that expires before something it takes, and is short only when all is taken', () => {
    fc.assert(
      fc.property(anyLots, anyWish, (lots, wanted) => {
        const { picks, short } = chooseLots(lots, wanted, TODAY);
        const last = lots.find(({ lotId }) => lotId === picks.at(-1)?.lotId);
        const rest = lots
          .filter((one) => !one.recalled && one.expiresOn >= TODAY && compare(one.available, '0') > 0)
          .map((one) => ({ ...one, left: subtract(one.available, picks.find(({ lotId }) => lotId === one.lotId)?.quantity ?? '0') }))
          .filter(({ left }) => compare(left, '0') > 0);
        if (last !== undefined) expect(rest.filter(({ expiresOn }) => expiresOn < last.expiresOn)).to.deep.equal([]);
        if (compare(short, '0') > 0) expect(rest).to.deep.equal([]);
      }),
    );
  });
});
