import codes from './claim-codes.json' with { type: 'json' };

export type CodeTable = keyof typeof codes;

const sets = new Map<string, ReadonlySet<string>>();

/** The codes of a short table of the claim standard. Source: docs/legal/insurance.md#checks */
export function codesOf(table: CodeTable): ReadonlySet<string> {
  let found = sets.get(table);
  if (found === undefined) sets.set(table, (found = new Set(codes[table].split(' '))));
  return found;
}
