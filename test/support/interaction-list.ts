import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { foldName } from '../../domain/patients/fold-name.ts';
import type { Interaction } from '../../domain/prescriptions/prescribing-facts.ts';

type Row = Record<string, string>;
const rowsOf = (file: string): Row[] =>
  parse<Row>(readFileSync(new URL(`../../seeds/reference/${file}`, import.meta.url)), { columns: true });

/** The pairs that ship with the product, as the rule takes them. */
export const listedPairs = rowsOf('interactions.csv').map((row): Interaction => ({
  id: row['code'] ?? '',
  atcA: row['atc_a'] || `name:${foldName(row['ingredient_a'] ?? '')}`,
  atcB: row['atc_b'] || `name:${foldName(row['ingredient_b'] ?? '')}`,
  action: row['action'] as Interaction['action'],
  separationHours: row['separation_hours'] ? Number(row['separation_hours']) : null,
}));

export const groups = rowsOf('interaction-groups.csv');
const members = rowsOf('interaction-group-members.csv');
export const groupSide = (code: string | undefined, which: string): string[] =>
  members.filter((one) => one['group_code'] === code && one['side'] === which).map((one) => one['atc_code'] ?? '');

/** Every member of one side of a group pair with every member of the other. */
export const groupPairs = groups.flatMap(({ code = '', conditional }) =>
  groupSide(code, 'a').flatMap((atcA) =>
    groupSide(code, 'b').map((atcB): Interaction => {
      const action = conditional === 'true' ? 'contraindicated_in_context' : 'contraindicated';
      return { id: code, atcA, atcB, action, separationHours: null };
    }),
  ),
);
