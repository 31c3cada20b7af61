import { error, type Issue } from '../issue.ts';

/** An error at every line of a sheet whose code stood before, as `row.code`, naming the first row that has it. */
export function checkRepeats(lines: readonly { row: number; code: string }[]): Issue[] {
  const first = new Map<string, number>();
  return lines.flatMap(({ code, row }) => {
    const before = first.get(code);
    if (before !== undefined) return [error('price_code_repeated', `${row}.code`, { row: before })];
    first.set(code, row);
    return [];
  });
}
