import { isDay, localDay, type Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import { decimal, type Decimal } from '../money.ts';

/** A cell as a reader of workbooks gives it; a number keeps the digits that stand in the file. */
export type Cell = string | boolean | Date | { number: string } | null;

/** A row of the opening stock that can be read. `row` is the number at the edge of the sheet. */
export interface ImportedLine {
  row: number;
  drugCode: string;
  lotNumber: string;
  expiresOn: Day;
  registrationNumber: string;
  tender: string;
  unitPrice: Decimal;
  quantity: Decimal;
}

/** Columns by their heading, in the order of the sample sheet. Codes must be text: a number has lost its zeros. */
export const importColumns = {
  drugCode: { title: 'Mã thuốc', kind: 'code', required: true },
  lotNumber: { title: 'Số lô', kind: 'code', required: true },
  expiresOn: { title: 'Hạn dùng', kind: 'day', required: true },
  registrationNumber: { title: 'Số đăng ký', kind: 'code', required: false },
  tender: { title: 'Thông tin thầu', kind: 'code', required: false },
  unitPrice: { title: 'Đơn giá', kind: 'decimal', required: true },
  quantity: { title: 'Số lượng', kind: 'decimal', required: true },
} as const satisfies Record<string, { title: string; kind: 'code' | 'day' | 'decimal'; required: boolean }>;

type Column = keyof typeof importColumns;
const columns = Object.keys(importColumns) as Column[];

/** More rows are split into several files; our own bound. */
export const IMPORT_MAX_ROWS = 2000;

/**
 * Reads the opening stock from the cells of a sheet: the first row holds the headings, in any order. Every cell that is wrong is
 * reported as `row.column`; with one finding nothing is to be loaded.
 * Source: docs/legal/pharmacy.md#documents
 */
export function readImport(cells: Cell[][]): { lines: ImportedLine[]; issues: Issue[] } {
  const [heads = [], ...rows] = cells;
  const at = new Map(columns.map((column) => [column, heads.findIndex((head) => isHead(head, importColumns[column].title))]));
  const missing = columns.filter((column) => importColumns[column].required && at.get(column) === -1);
  if (missing.length > 0)
    return { lines: [], issues: missing.map((column) => error('import_column_missing', '1', { column: importColumns[column].title })) };
  const filled = rows.map((row, i) => ({ row, number: i + 2 })).filter(({ row }) => row.some((cell) => !isEmpty(cell)));
  if (filled.length === 0) return { lines: [], issues: [error('import_empty', '')] };
  if (filled.length > IMPORT_MAX_ROWS) return { lines: [], issues: [error('import_too_large', '', { max: IMPORT_MAX_ROWS })] };
  const read = filled.map(({ row, number }) => readRow((column) => row[at.get(column) ?? -1] ?? null, number));
  const lines = read.flatMap(({ line }) => (line === undefined ? [] : [line]));
  return { lines, issues: [...read.flatMap(({ issues }) => issues), ...checkRepeats(lines)] };
}

const isHead = (cell: Cell, title: string): boolean =>
  typeof cell === 'string' && cell.normalize('NFC').trim().toLowerCase() === title.toLowerCase();
const isEmpty = (cell: Cell): boolean => cell === null || (typeof cell === 'string' && cell.trim() === '');

function readRow(cellOf: (column: Column) => Cell, row: number): { line?: ImportedLine; issues: Issue[] } {
  const issues: Issue[] = [];
  const values = Object.fromEntries(
    columns.map((column) => {
      const read = readCell(cellOf(column), importColumns[column], `${row}.${column}`);
      if ('issue' in read) issues.push(read.issue);
      return [column, 'value' in read ? read.value : ''];
    }),
  ) as Record<Column, string>;
  return issues.length > 0 ? { issues } : { line: { row, ...values }, issues };
}

type Read = { value: string } | { issue: Issue };

function readCell(cell: Cell, { kind, required }: { kind: 'code' | 'day' | 'decimal'; required: boolean }, path: string): Read {
  if (isEmpty(cell)) return required ? { issue: error('import_cell_missing', path) } : { value: '' };
  if (kind === 'code') return readCode(cell, path);
  const value = kind === 'day' ? readDayCell(cell) : readDecimalCell(cell);
  return value === undefined ? { issue: error('import_cell_unreadable', path, { value: shown(cell) }) } : { value };
}

/** Text only: 0123 typed into a cell of numbers is 123, and nobody sees it. */
function readCode(cell: Cell, path: string): Read {
  if (typeof cell === 'string') return { value: cell.normalize('NFC').trim() };
  return { issue: error('import_code_is_number', path) };
}

/** A date cell, or `30/09/2027` as text. */
function readDayCell(cell: Cell): Day | undefined {
  // A workbook has no time zone: its reader gives midnight UTC, which is the same day in Viet Nam.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : localDay(cell);
  const parts = typeof cell === 'string' ? /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell.trim()) : null;
  if (parts === null) return undefined;
  const [, day = '', month = '', year = ''] = parts;
  const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(read) ? read : undefined;
}

/** A number cell, or text with a comma or a point for the fraction and nothing for the thousands. */
function readDecimalCell(cell: Cell): Decimal | undefined {
  const text = typeof cell === 'string' ? cell.trim().replace(',', '.') : isNumber(cell) ? cell.number : '';
  return /^\d{1,12}(\.\d{1,12})?$/.test(text) ? decimal(text) : undefined;
}

const isNumber = (cell: Cell): cell is { number: string } => typeof cell === 'object' && cell !== null && 'number' in cell;
const shown = (cell: Cell): string => (isNumber(cell) ? cell.number : cell instanceof Date ? '' : String(cell)).slice(0, 40);

/** The same drug, lot and expiry twice is a slip of copying. */
function checkRepeats(lines: ImportedLine[]): Issue[] {
  const first = new Map<string, number>();
  return lines.flatMap((line) => {
    const key = [line.drugCode, line.lotNumber, line.expiresOn, line.unitPrice].join('|');
    const before = first.get(key);
    if (before !== undefined) return [error('import_line_repeated', `${line.row}.lotNumber`, { row: before })];
    first.set(key, line.row);
    return [];
  });
}
