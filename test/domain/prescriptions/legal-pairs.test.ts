import { expect } from 'chai';
import { checkInteractions } from '../../../domain/prescriptions/check-interactions.ts';
import type { Interaction } from '../../../domain/prescriptions/prescribing-facts.ts';
import { groupPairs, groups, groupSide, listedPairs } from '../../support/interaction-list.ts';
import { drug, factsOf, ingredient, lineOf } from './facts.ts';

/** A substance of a group: the group's code filled up to seven characters. */
const substanceOf = (atc: string, last: string): string =>
  `${atc}${'AA'.slice(0, Math.max(0, 5 - atc.length))}${atc.length < 7 ? last : ''}`;
const finds = (interactions: Interaction[], a: string, b: string): unknown[] => {
  const known = (key: string) => (key.startsWith('name:') ? ingredient(key.slice('name:'.length)) : ingredient(`substance ${key}`, key));
  const combination = drug('a', [ingredient('carrier', 'A00AA00'), known(a)]);
  const facts = factsOf([combination, drug('b', [known(b)])], { interactions });
  const found = checkInteractions([lineOf('a'), lineOf('b')], facts);
  return found.flatMap((issue) => issue.params?.['interaction'] ?? []);
};

describe('the pairs of Decision 5948', () => {
  const bothWays = (pairs: Interaction[]): void => {
    for (const one of pairs) {
      const a = substanceOf(one.atcA, '01');
      const b = substanceOf(one.atcB, '02');
      if (a === b) continue;
      expect(finds([one], a, b), `${one.id} ${a} ${b}`).to.deep.equal([one.id]);
      expect(finds([one], b, a), `${one.id} ${b} ${a}`).to.deep.equal([one.id]);
    }
  };

  it('are 633 of the list with 86 of our own, each found in both directions, inside a combination as well', () => {
    expect(listedPairs).to.have.length(719);
    bothWays(listedPairs);
  });

  it('are 68 of groups, of which every member of one side meets every member of the other', () => {
    expect(groups).to.have.length(68);
    expect(groups.filter(({ code }) => groupSide(code, 'a').length === 0 || groupSide(code, 'b').length === 0)).to.deep.equal([]);
    bothWays(groupPairs);
  });

  it('stay silent on the skin and in the eye', () => {
    const first = listedPairs[0] ?? expect.fail('the list is empty');
    const facts = factsOf([drug('a', [ingredient('a', first.atcA)]), drug('b', [ingredient('b', first.atcB)], { systemic: false })], {
      interactions: [first],
    });
    expect(checkInteractions([lineOf('a'), lineOf('b')], facts)).to.deep.equal([]);
  });
});
