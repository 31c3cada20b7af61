import { error, type Issue, warning } from '../issue.ts';
import { compare, places, type Decimal } from '../money.ts';
import { checkRepeats } from '../sheets/check-repeats.ts';
import { readColumns, type Cell, type SheetColumn } from '../sheets/read-columns.ts';
import { itemKindOf } from './item-kind.ts';

/** Columns by their heading, in the order of the sample sheet (the insurer's list of supplies, the part that use and claims need). */
export const supplyColumns = {
  code: { title: 'Mã vật tư', kind: 'code', required: true },
  name: { title: 'Tên vật tư', kind: 'text', required: true },
  unit: { title: 'Đơn vị tính', kind: 'text', required: true },
  maker: { title: 'Hãng sản xuất', kind: 'text', required: false },
  productMark: { title: 'Mã hiệu', kind: 'code', required: false },
  unitPrice: { title: 'Đơn giá', kind: 'decimal', required: true },
  ceilingPrice: { title: 'Mức thanh toán tối đa', kind: 'decimal', required: false },
  insuranceRatio: { title: 'Tỷ lệ thanh toán', kind: 'decimal', required: true },
  tender: { title: 'Thông tin thầu', kind: 'code', required: false },
} as const satisfies Record<string, SheetColumn>;

/** A supply as the list has it; prices in dong for one unit with at most 3 places, ratio in percent. `row` is the number at the edge of the sheet. */
export interface SupplyLine {
  row: number;
  code: string;
  name: string;
  unit: string;
  maker: string | null;
  productMark: string | null;
  unitPrice: Decimal;
  /** The most that the insurance counts of one unit. */
  ceilingPrice: Decimal | null;
  insuranceRatio: Decimal;
  tender: string | null;
}

/** A district hospital has some thousand supplies; our own bound. */
export const SUPPLY_LIST_MAX_ROWS = 5000;
const PLACES = 3;
const CODE_MAX = 50;
const NAME_MAX = 500;
const UNIT_MAX = 50;
/** decision;package;group;year, perhaps with more parts after it; supplies have groups up to 99 and 0. */
const TENDER = /^[^;]+;G\d{1,2};N\d{1,2};\d{4}(;.+)?$/;

/**
 * Reads a facility's supplies from the cells of a sheet. Errors, as `row.column`: what `readColumns` finds, a code that is not the insurer's or stands
 * twice, too many places, a ratio above 100, a tender of another shape. A supply without a tender is a warning: small ones are bought without.
 * Source: docs/legal/pharmacy.md#supplies
 */
export function readSupplyList(cells: Cell[][]): { lines: SupplyLine[]; issues: Issue[] } {
  const { rows, issues } = readColumns(cells, supplyColumns, SUPPLY_LIST_MAX_ROWS);
  const lines = rows.map(({ row, values }): SupplyLine => ({
    ...{ row, ...values, code: values.code.toUpperCase() },
    ...{ maker: values.maker || null, productMark: values.productMark || null },
    ...{ ceilingPrice: values.ceilingPrice || null, tender: values.tender || null },
  }));
  return { lines, issues: [...issues, ...lines.flatMap(checkLine), ...checkRepeats(lines)] };
}

function checkLine(line: SupplyLine): Issue[] {
  const at = (column: keyof typeof supplyColumns): string => `${line.row}.${column}`;
  const tooFine = (['unitPrice', 'ceilingPrice'] as const).filter((column) => places(line[column] ?? '0') > PLACES);
  const tooLong = (
    [
      ['code', CODE_MAX],
      ['name', NAME_MAX],
      ['unit', UNIT_MAX],
    ] as const
  ).filter(([column, max]) => line[column].length > max);
  return [
    ...(itemKindOf(line.code) === 'supply' ? [] : [error('supply_code_format', at('code'))]),
    ...tooLong.map(([column, max]) => error('supply_text_too_long', at(column), { max })),
    ...tooFine.map((column) => error('stock_places', at(column), { max: PLACES })),
    ...(compare(line.insuranceRatio, '100') > 0 ? [error('formulary_ratio', at('insuranceRatio'))] : []),
    ...checkTender(line, at('tender')),
  ];
}

function checkTender({ tender }: SupplyLine, path: string): Issue[] {
  if (tender === null) return [warning('supply_without_tender', path)];
  return TENDER.test(tender) ? [] : [error('formulary_tender_format', path)];
}
