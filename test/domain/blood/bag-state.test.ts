import { expect } from 'chai';
import fc from 'fast-check';
import { actsIn, bagActs, stateAfter, type BagAct, type BagState } from '../../../domain/blood/bag-state.ts';

/** Walks a bag through the acts that are possible and leaves out those that are not. */
function walk(acts: BagAct[]): { done: BagAct[]; states: BagState[] } {
  const states: BagState[] = ['available'];
  const done: BagAct[] = [];
  for (const act of acts) {
    const after = stateAfter(states.at(-1) ?? 'available', act);
    if (after === undefined) continue;
    done.push(act);
    states.push(after);
  }
  return { done, states };
}

const anyWalk = fc.array(fc.constantFrom(...bagActs), { maxLength: 60 }).map(walk);
const count = (done: BagAct[], act: BagAct): number => done.filter((one) => one === act).length;

describe('the way of a bag', () => {
  it('goes from the shelf over the window to the bed', () => {
    expect(walk(['reserve', 'issue', 'transfuse']).states).to.deep.equal(['available', 'reserved', 'issued', 'transfused']);
  });

  it('comes back to the shelf only over the place for what came back', () => {
    expect(walk(['reserve', 'issue', 'return', 'restock']).states.slice(-2)).to.deep.equal(['returned', 'available']);
    expect(stateAfter('issued', 'restock')).to.equal(undefined);
    expect(stateAfter('returned', 'reserve')).to.equal(undefined);
  });

  it('ends when it was given or thrown away', () => {
    expect(actsIn('transfused')).to.deep.equal([]);
    expect(actsIn('discarded')).to.deep.equal([]);
  });

  it('is never handed out without being set aside since it last lay on the shelf', () => {
    fc.assert(
      fc.property(anyWalk, ({ done, states }) => {
        done.forEach((act, i) => {
          if (act === 'issue') expect(states[i]).to.equal('reserved');
          if (act === 'transfuse') expect(done[i - 1]).to.equal('issue');
        });
      }),
    );
  });

  it('is given at most once, and not both given and thrown away', () => {
    fc.assert(
      fc.property(anyWalk, ({ done }) => {
        expect(count(done, 'transfuse') + count(done, 'discard')).to.be.at.most(1);
        const outside = count(done, 'issue') - count(done, 'return') - count(done, 'transfuse');
        expect(outside).to.be.within(0, 1);
      }),
    );
  });

  it('can always be thrown away until it is at its end', () => {
    fc.assert(
      fc.property(anyWalk, ({ states }) => {
        const last = states.at(-1) ?? 'available';
        const isAtEnd = last === 'transfused' || last === 'discarded';
        expect(stateAfter(last, 'discard')).to.equal(isAtEnd ? undefined : 'discarded');
      }),
    );
  });
});
