import { isDay, localDay, type Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import { decimal, type Decimal } from '../money.ts';
import { foldName } from '../patients/fold-name.ts';

/** A cell as a reader of workbooks gives it; a number keeps the digits that stand in the file. */
export type Cell = string | boolean | Date | { number: string } | null;

/**
 * A column by its heading. Codes must be text: a number has lost its zeros. An `amount` is dong with at most two places, so that three digits after a
 * point or a comma are thousands.
 */
export interface SheetColumn {
  title: string;
  /** Other headings of the same column; where several stand in one sheet, the first cell that is filled counts. */
  aliases?: readonly string[];
  kind: 'code' | 'text' | 'day' | 'decimal' | 'amount';
  required: boolean;
}

/** A row that can be read. `row` is the number at the edge of the sheet; a cell that is not there is empty. */
export interface SheetRow<Column extends string> {
  row: number;
  values: Record<Column, string>;
}

/**
 * Reads the rows of a sheet whose first row holds the headings, in any order, with or without marks. Every cell that is wrong is reported as `row.column`; with one finding
 * nothing is to be loaded. Days come as `YYYY-MM-DD`, decimals in plain notation.
 */
export function readColumns<Column extends string>(
  cells: Cell[][],
  definition: Readonly<Record<Column, SheetColumn>>,
  maxRows: number,
): { rows: SheetRow<Column>[]; issues: Issue[] } {
  const columns = Object.keys(definition) as Column[];
  const [heads = [], ...body] = cells;
  const at = new Map(columns.map((column) => [column, headsOf(heads, definition[column])]));
  const missing = columns.filter((column) => definition[column].required && at.get(column)?.length === 0);
  if (missing.length > 0)
    return { rows: [], issues: missing.map((column) => error('import_column_missing', '1', { column: definition[column].title })) };
  const filled = body.map((row, i) => ({ row, number: i + 2 })).filter(({ row }) => row.some((cell) => !isEmpty(cell)));
  if (filled.length === 0) return { rows: [], issues: [error('import_empty', '')] };
  if (filled.length > maxRows) return { rows: [], issues: [error('import_too_large', '', { max: maxRows })] };
  const cellOf = (row: Cell[], column: Column): Cell =>
    (at.get(column) ?? []).map((place) => row[place] ?? null).find((cell) => !isEmpty(cell)) ?? null;
  const read = filled.map(({ row, number }) => readRow(definition, (column) => cellOf(row, column), number));
  return { rows: read.flatMap(({ line }) => (line === undefined ? [] : [line])), issues: read.flatMap(({ issues }) => issues) };
}

/** The places of the headings that name the column. */
function headsOf(heads: Cell[], { title, aliases = [] }: SheetColumn): number[] {
  const names = new Set([title, ...aliases].map(foldName));
  return heads.flatMap((head, i) => (typeof head === 'string' && names.has(foldName(head)) ? [i] : []));
}

const isEmpty = (cell: Cell): boolean => cell === null || (typeof cell === 'string' && cell.trim() === '');

function readRow<Column extends string>(
  definition: Readonly<Record<Column, SheetColumn>>,
  cellOf: (column: Column) => Cell,
  row: number,
): { line?: SheetRow<Column>; issues: Issue[] } {
  const issues: Issue[] = [];
  const columns = Object.keys(definition) as Column[];
  const values = Object.fromEntries(
    columns.map((column) => {
      const read = readCell(cellOf(column), definition[column], `${row}.${column}`);
      if ('issue' in read) issues.push(read.issue);
      return [column, 'value' in read ? read.value : ''];
    }),
  ) as Record<Column, string>;
  return issues.length > 0 ? { issues } : { line: { row, values }, issues };
}

type Read = { value: string } | { issue: Issue };

function readCell(cell: Cell, { kind, required }: SheetColumn, path: string): Read {
  if (isEmpty(cell)) return required ? { issue: error('import_cell_missing', path) } : { value: '' };
  if (kind === 'code' || kind === 'text') return readText(cell, path, kind);
  const value = kind === 'day' ? readDayCell(cell) : kind === 'amount' ? readAmountCell(cell) : readDecimalCell(cell);
  return value === undefined ? { issue: error('import_cell_unreadable', path, { value: shown(cell) }) } : { value };
}

/** A code is text only: 0123 typed into a cell of numbers is 123, and nobody sees it. */
function readText(cell: Cell, path: string, kind: 'code' | 'text'): Read {
  if (typeof cell === 'string') return { value: cell.normalize('NFC').trim() };
  if (kind === 'text' && isNumber(cell)) return { value: cell.number };
  return { issue: error('import_code_is_number', path) };
}

/** A date cell, or `30/09/2027`, `2027-09-30`, `20270930` as text. */
function readDayCell(cell: Cell): Day | undefined {
  // A workbook has no time zone: its reader gives midnight UTC, which is the same day in Viet Nam.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : localDay(cell);
  const text = typeof cell === 'string' ? cell.trim() : isNumber(cell) ? cell.number : '';
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const read =
    day === '' ? text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(read) ? read : undefined;
}

/** A number cell, or text with a comma or a point for the fraction and nothing for the thousands. */
function readDecimalCell(cell: Cell): Decimal | undefined {
  const text = typeof cell === 'string' ? cell.trim().replace(',', '.') : isNumber(cell) ? cell.number : '';
  return /^\d{1,12}(\.\d{1,12})?$/.test(text) ? decimal(text) : undefined;
}

/** `1.234.500`, `1,234,500.50`, `1234500,5`: of a point and a comma the last is that of the fraction. */
function readAmountCell(cell: Cell): Decimal | undefined {
  const text = typeof cell === 'string' ? cell.replace(/[\s\u00a0]|đ$/giu, '') : isNumber(cell) ? cell.number : '';
  const fraction = /[.,](\d{1,2})$/.exec(text)?.[1] ?? '';
  const whole = fraction === '' ? text : text.slice(0, -fraction.length - 1);
  const grouped = /^\d{1,3}(([.,])\d{3}(\2\d{3})*)?$/.test(whole);
  if (!grouped && !/^\d{1,12}$/.test(whole)) return undefined;
  return decimal(`${whole.replace(/[.,]/g, '')}${fraction === '' ? '' : `.${fraction}`}`);
}

const isNumber = (cell: Cell): cell is { number: string } => typeof cell === 'object' && cell !== null && 'number' in cell;
const shown = (cell: Cell): string => (isNumber(cell) ? cell.number : cell instanceof Date ? '' : String(cell)).slice(0, 40);
