import { z } from 'zod';
import definitions from './claim-tables.json' with { type: 'json' };

const field = z.strictObject({
  name: z.string(),
  /** Characters; null = unlimited. */
  maxLength: z.number().int().nullable(),
  required: z.enum(['always', 'conditional', 'optional']),
  requiredWhen: z.string().optional(),
  format: z.enum(['integer', 'percent', 'quantity', 'amount', 'weight', 'birth', 'day', 'minute', 'day-or-minute']).optional(),
  /** Several values joined by `;`. */
  list: z.literal(true).optional(),
  pattern: z.string().optional(),
});
export type ClaimField = z.infer<typeof field>;

/** Shape of a table definition: names of its elements and its fields in the official order. */
export const claimTable = z.strictObject({
  root: z.string(),
  list: z.string().nullable(),
  row: z.string().nullable(),
  fields: z.array(field),
});

export type TableCode = 'XML1' | 'XML2' | 'XML3';
export type ClaimTable = z.infer<typeof claimTable>;

/** One row: every field of its table in the official order, text values, absent = empty. */
export type ClaimRow = Readonly<Record<string, string>>;
/** XML1 has one row; XML2 drugs; XML3 services, examinations, beds, supplies, transport. */
export type ClaimTables = Readonly<Record<TableCode, readonly ClaimRow[]>>;

export const TABLE_CODES: readonly TableCode[] = ['XML1', 'XML2', 'XML3'];

/** Names, order, sizes and formats of the claim tables. Source: docs/legal/insurance.md#claims */
export const claimTables: Readonly<Record<TableCode, ClaimTable>> = z
  .object({ tables: z.object({ XML1: claimTable, XML2: claimTable, XML3: claimTable }) })
  .parse(definitions).tables;

/**
 * A row with every field of the table in the official order. Tabs and line ends become blanks, ends are trimmed: catalogue matching of the
 * insurer fails silently on them. Throws a RangeError for a field that the table does not have. Source: docs/legal/insurance.md#claims
 */
export function claimRow(code: TableCode, values: Readonly<Record<string, string | undefined>>): ClaimRow {
  const names = new Set(claimTables[code].fields.map(({ name }) => name));
  const unknown = Object.keys(values).find((name) => !names.has(name));
  if (unknown !== undefined) throw new RangeError(`no field ${unknown} in ${code}`);
  return Object.fromEntries([...names].map((name) => [name, tidyField(values[name] ?? '')]));
}

/** Tabs and line ends become blanks, ends are trimmed, NFC. Source: docs/legal/insurance.md#claims */
export const tidyField = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\t\r\n]+/g, ' ')
    .trim();
