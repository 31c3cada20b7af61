import type { Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import type { Decimal } from '../money.ts';
import { type Cell, readColumns, type SheetColumn } from '../sheets/read-columns.ts';

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
  drugCode: { title: 'Mã thuốc', aliases: ['Mã vật tư', 'Mã thuốc, vật tư'], kind: 'code', required: true },
  lotNumber: { title: 'Số lô', kind: 'code', required: true },
  expiresOn: { title: 'Hạn dùng', kind: 'day', required: true },
  registrationNumber: { title: 'Số đăng ký', kind: 'code', required: false },
  tender: { title: 'Thông tin thầu', kind: 'code', required: false },
  unitPrice: { title: 'Đơn giá', kind: 'decimal', required: true },
  quantity: { title: 'Số lượng', kind: 'decimal', required: true },
} as const satisfies Record<string, SheetColumn>;

/** More rows are split into several files; our own bound. */
export const IMPORT_MAX_ROWS = 2000;

/**
 * Reads the opening stock from the cells of a sheet (`readColumns`). Every cell that is wrong is reported as `row.column`; with one finding nothing is
 * to be loaded. Source: docs/legal/pharmacy.md#documents
 */
export function readImport(cells: Cell[][]): { lines: ImportedLine[]; issues: Issue[] } {
  const { rows, issues } = readColumns(cells, importColumns, IMPORT_MAX_ROWS);
  const lines = rows.map(({ row, values }) => ({ row, ...values }));
  return { lines, issues: [...issues, ...checkRepeats(lines)] };
}

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
