import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { checkInteractions } from '../../../domain/prescriptions/check-interactions.ts';
import type { Interaction } from '../../../domain/prescriptions/prescribing-facts.ts';
import { foldName } from '../../../domain/patients/fold-name.ts';
import { drug, factsOf, ingredient, lineOf } from './facts.ts';

type Row = Record<string, string>;
const rowsOf = (file: string): Row[] =>
  parse<Row>(readFileSync(new URL(`../../../seeds/reference/${file}`, import.meta.url)), { columns: true });

const listed = rowsOf('interactions.csv').map((row): Interaction => ({
  id: row['code'] ?? '',
  atcA: row['atc_a'] || `name:${foldName(row['ingredient_a'] ?? '')}`,
  atcB: row['atc_b'] || `name:${foldName(row['ingredient_b'] ?? '')}`,
  action: row['action'] as Interaction['action'],
  separationHours: row['separation_hours'] ? Number(row['separation_hours']) : null,
}));
const groups = rowsOf('interaction-groups.csv');
const members = rowsOf('interaction-group-members.csv');
const side = (code: string | undefined, which: string) =>
  members.filter((one) => one['group_code'] === code && one['side'] === which).map((one) => one['atc_code'] ?? '');
const grouped = groups.flatMap(({ code = '', conditional }) =>
  side(code, 'a').flatMap((atcA) =>
    side(code, 'b').map((atcB): Interaction => {
      const action = conditional === 'true' ? 'contraindicated_in_context' : 'contraindicated';
      return { id: code, atcA, atcB, action, separationHours: null };
    }),
  ),
);

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
    expect(listed).to.have.length(719);
    bothWays(listed);
  });

  it('are 68 of groups, of which every member of one side meets every member of the other', () => {
    expect(groups).to.have.length(68);
    expect(groups.filter(({ code }) => side(code, 'a').length === 0 || side(code, 'b').length === 0)).to.deep.equal([]);
    bothWays(grouped);
  });

  it('stay silent on the skin and in the eye', () => {
    const first = listed[0] ?? expect.fail('the list is empty');
    const facts = factsOf([drug('a', [ingredient('a', first.atcA)]), drug('b', [ingredient('b', first.atcB)], { systemic: false })], {
      interactions: [first],
    });
    expect(checkInteractions([lineOf('a'), lineOf('b')], facts)).to.deep.equal([]);
  });
});
