import { z } from 'zod';
import { type Day, isDay } from '../dates.ts';
import definitions from './claim-tables.json' with { type: 'json' };

const tableCode = z.enum([
  ...(['XML0', 'XML1', 'XML2', 'XML3', 'XML4', 'XML5', 'XML6', 'XML7'] as const),
  ...(['XML8', 'XML9', 'XML10', 'XML11', 'XML12', 'XML13', 'XML14', 'XML15'] as const),
]);
/** Oldest first. An enum lists names of digits by their size, so the order stands here. */
const VERSIONS = ['4750', '3176', '1931'] as const;
const claimVersion = z.enum(VERSIONS);

const field = z.strictObject({
  name: z.string(),
  /** Characters; null = unlimited. */
  maxLength: z.number().int().nullable(),
  required: z.enum(['always', 'conditional', 'optional']),
  requiredWhen: z.string().optional(),
  format: z.enum(['integer', 'percent', 'quantity', 'amount', 'weight', 'birth', 'day', 'minute', 'day-or-minute']).optional(),
  /** Several values joined by `;`. */
  list: z.literal(true).optional(),
  /** Parts of one value joined by another sign: ingredients of a mixture by `+`. */
  separator: z.literal('+').optional(),
  pattern: z.string().optional(),
  /** Name of the code list, as the decision calls it. */
  codeTable: z.string().optional(),
  /** How well the definition is known; absent = sure. */
  confidence: z.enum(['likely', 'unsure']).optional(),
});
export type ClaimField = z.infer<typeof field>;
/** A field with what the versions change: it stands from `since` on, before `until`, and carries the changes of `from`. */
const datedField = field.extend({
  since: claimVersion.optional(),
  until: claimVersion.optional(),
  from: z.partialRecord(claimVersion, field.partial()).optional(),
});

const table = z.strictObject({ root: z.string(), list: z.string().nullable(), row: z.string().nullable(), fields: z.array(field) });
/** Names of the elements of a table and its fields in the official order; list and row are null where the fields stand under the root. */
export type ClaimTable = z.infer<typeof table>;
export type TableCode = z.infer<typeof tableCode>;
export type ClaimVersion = z.infer<typeof claimVersion>;

/** One row: every field of its table in the official order, text values, absent = empty. */
export type ClaimRow = Readonly<Record<string, string>>;
/** A table that a visit has no row of is absent or empty. */
export type ClaimTables = Readonly<Partial<Record<TableCode, readonly ClaimRow[]>>>;

/** The tables that are written of every visit, empty ones included. */
export type VisitTables = ClaimTables & Readonly<Record<'XML1' | 'XML2' | 'XML3', readonly ClaimRow[]>>;

export const TABLE_CODES: readonly TableCode[] = tableCode.options;
/** Sent alone with a root of their own: the check-in and the medical assessment. */
const SENT_ALONE: readonly TableCode[] = ['XML0', 'XML12'];
/** The tables that stand in a claim file. Source: docs/legal/insurance.md#claims */
export const CLAIM_CODES: readonly TableCode[] = TABLE_CODES.filter((code) => !SENT_ALONE.includes(code));

const { versions, tables } = z
  .object({
    versions: z.array(z.object({ version: claimVersion, from: z.string(), source: z.string() })),
    tables: z.record(tableCode, table.extend({ fields: z.array(datedField) })),
  })
  .parse(definitions);
const NEWEST: ClaimVersion = VERSIONS[2];

/**
 * The version of the tables for a visit that ends on the day; a day before the first version is written by the first.
 * Source: docs/legal/insurance.md#claims
 */
export function claimVersionAt(day: Day): ClaimVersion {
  return (versions.findLast(({ from }) => from <= day) ?? versions[0])?.version ?? NEWEST;
}

/** The version that rows were written by: the day of NGAY_RA of their summary, the newest when that is no day. */
export function claimVersionOf({ XML1 = [] }: ClaimTables): ClaimVersion {
  const end = XML1[0]?.['NGAY_RA'] ?? '';
  const day = `${end.slice(0, 4)}-${end.slice(4, 6)}-${end.slice(6, 8)}`;
  return isDay(day) ? claimVersionAt(day) : NEWEST;
}

/** Names, order, sizes and formats of a table in a version. Source: docs/legal/insurance.md#claims */
export function claimTable(code: TableCode, version: ClaimVersion): ClaimTable {
  return byVersion[version][code];
}

const rank = (version: ClaimVersion): number => VERSIONS.indexOf(version);
const byVersion = Object.fromEntries(
  VERSIONS.map((version) => [version, Object.fromEntries(TABLE_CODES.map((code) => [code, tableIn(code, version)]))]),
) as Record<ClaimVersion, Record<TableCode, ClaimTable>>;

function tableIn(code: TableCode, version: ClaimVersion): ClaimTable {
  const { root, list, row, fields } = tables[code];
  const inForce = fields.filter(
    ({ since, until }) => (since === undefined || rank(since) <= rank(version)) && (until === undefined || rank(version) < rank(until)),
  );
  return table.parse({ root, list, row, fields: inForce.map((one) => fieldIn(one, version)) });
}

function fieldIn({ since: _since, until: _until, from = {}, ...base }: z.infer<typeof datedField>, version: ClaimVersion): ClaimField {
  const changes = VERSIONS.filter((one) => rank(one) <= rank(version)).map((one) => from[one] ?? {});
  return Object.assign({}, base, ...changes) as ClaimField;
}

/**
 * A row with every field of the table in the official order. Tabs and line ends become blanks, ends are trimmed: catalogue matching of the
 * insurer fails silently on them. Throws a RangeError for a field that the table does not have in any version; one that this version lacks is left
 * out. Source: docs/legal/insurance.md#claims
 */
export function claimRow(code: TableCode, version: ClaimVersion, values: Readonly<Record<string, string | undefined>>): ClaimRow {
  const known = new Set(tables[code].fields.map(({ name }) => name));
  const unknown = Object.keys(values).find((name) => !known.has(name));
  if (unknown !== undefined) throw new RangeError(`no field ${unknown} in ${code}`);
  return Object.fromEntries(claimTable(code, version).fields.map(({ name }) => [name, tidyField(values[name] ?? '')]));
}

/** Tabs and line ends become blanks, ends are trimmed, NFC. Source: docs/legal/insurance.md#claims */
export const tidyField = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\t\r\n]+/g, ' ')
    .trim();
