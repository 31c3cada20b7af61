import { CLAIM_CODES, type ClaimRow, type ClaimTables, type TableCode } from './claim-definitions.ts';

/** One value that is not what was sent before; a row that is new has no `before`, one that is gone no `now`. */
export interface ClaimDifference {
  table: TableCode;
  /** STT of the row, else its place from 1. */
  row: string;
  field: string;
  before: string | null;
  now: string | null;
}

/**
 * What a claim says otherwise than the one sent before, in the order of the tables. Rows are matched by their number; a row that came or went is told in
 * one line by what names it. Source: docs/legal/insurance.md#sending
 */
export function compareClaims(before: ClaimTables, now: ClaimTables): ClaimDifference[] {
  return CLAIM_CODES.flatMap((table) => compareTable(table, before[table] ?? [], now[table] ?? []));
}

function compareTable(table: TableCode, before: readonly ClaimRow[], now: readonly ClaimRow[]): ClaimDifference[] {
  const [old, fresh] = [byNumber(before), byNumber(now)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((row) => {
    const [a, b] = [old.get(row), fresh.get(row)];
    if (a === undefined || b === undefined) return [{ table, row, field: '', before: nameOf(a), now: nameOf(b) }];
    const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return fields
      .filter((field) => (a[field] ?? '') !== (b[field] ?? ''))
      .map((field) => ({ table, row, field, before: a[field] ?? null, now: b[field] ?? null }));
  });
}

const byNumber = (rows: readonly ClaimRow[]): Map<string, ClaimRow> =>
  new Map(rows.map((row, i) => [row['STT'] === undefined || row['STT'] === '' ? String(i + 1) : row['STT'], row]));

const NAMES = ['TEN_THUOC', 'TEN_DICH_VU', 'TEN_VAT_TU', 'TEN_CHI_SO', 'DIEN_BIEN_LS', 'HO_TEN', 'MA_LK'];

function nameOf(row: ClaimRow | undefined): string | null {
  if (row === undefined) return null;
  return NAMES.map((name) => row[name] ?? '').find((name) => name !== '') ?? '';
}
