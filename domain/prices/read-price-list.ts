import { compare, type Decimal } from '../money.ts';
import { error, type Issue, warning } from '../issue.ts';
import { checkRepeats } from '../sheets/check-repeats.ts';
import { type Cell, readColumns, type SheetColumn } from '../sheets/read-columns.ts';

/** Groups of services as they stand on orders, with the cost group of the claim tables. Source: docs/legal/insurance.md#prices */
export const serviceGroups = {
  KHAM: '13',
  XN: '1',
  CDHA: '2',
  TDCN: '3',
  PT: '8',
  TT: '18',
  PHCN: '18',
  YHCT: '18',
  GIUONG: '15',
  GIUONGBN: '14',
  GIUONGLUU: '16',
  VC: '12',
  KHAC: '19',
} as const;
export type ServiceGroup = keyof typeof serviceGroups;

/** LOAI_PTTT of the portal's price list by the words that stand in the sheet. */
const SURGERY_CLASSES: readonly string[] = ['T1', 'T2', 'T3', 'TĐB', 'P1', 'P2', 'P3', 'PĐB'];

/** Columns by their heading, in the order of the sample sheet (form 05 of the portal's catalogues, the part that prices need). */
export const priceColumns = {
  code: { title: 'Mã dịch vụ', kind: 'code', required: true },
  name: { title: 'Tên dịch vụ', kind: 'text', required: true },
  unit: { title: 'Đơn vị tính', kind: 'text', required: false },
  group: { title: 'Nhóm', kind: 'code', required: true },
  hospitalPrice: { title: 'Đơn giá', kind: 'decimal', required: true },
  insurancePrice: { title: 'Đơn giá BHYT', kind: 'decimal', required: false },
  surgeryClass: { title: 'Loại PTTT', kind: 'code', required: false },
} as const satisfies Record<string, SheetColumn>;

/** One price of a facility's list; `row` is the number at the edge of the sheet. Prices in dong with at most 3 places. */
export interface PriceLine {
  row: number;
  code: string;
  name: string;
  unit: string;
  group: ServiceGroup;
  hospitalPrice: Decimal;
  /** What the insurance counts; the patient pays what is above it. */
  insurancePrice: Decimal;
  surgeryClass: string | null;
}

/** A province's list has some ten thousand techniques; our own bound. */
export const PRICE_LIST_MAX_ROWS = 12_000;
const DEFAULT_UNIT = 'Lần';

/**
 * Reads a price list from the cells of a sheet. Errors, as `row.column`: what `readColumns` finds, a group or class that is not known, more than 3
 * places, a code that stands twice. Warnings: an insured price above the hospital's, a price of nothing. Source: docs/legal/insurance.md#prices
 */
export function readPriceList(cells: Cell[][]): { lines: PriceLine[]; issues: Issue[] } {
  const { rows, issues } = readColumns(cells, priceColumns, PRICE_LIST_MAX_ROWS);
  const read = rows.map(({ row, values }) => {
    const hospitalPrice = values.hospitalPrice;
    const insurancePrice = values.insurancePrice === '' ? hospitalPrice : values.insurancePrice;
    const surgeryClass = values.surgeryClass === '' ? null : values.surgeryClass.toUpperCase();
    const unit = values.unit === '' ? DEFAULT_UNIT : values.unit;
    return { row, ...values, unit, group: values.group.toUpperCase() as ServiceGroup, hospitalPrice, insurancePrice, surgeryClass };
  });
  return { lines: read, issues: [...issues, ...read.flatMap(checkLine), ...checkRepeats(read)] };
}

function checkLine(line: PriceLine): Issue[] {
  const at = (column: keyof typeof priceColumns): string => `${line.row}.${column}`;
  const tooFine = (['hospitalPrice', 'insurancePrice'] as const).filter((column) => (line[column].split('.')[1] ?? '').length > 3);
  return [
    ...(line.group in serviceGroups ? [] : [error('price_group_unknown', at('group'), { groups: Object.keys(serviceGroups).join(', ') })]),
    ...(line.surgeryClass === null || SURGERY_CLASSES.includes(line.surgeryClass)
      ? []
      : [error('price_surgery_class_unknown', at('surgeryClass'), { classes: SURGERY_CLASSES.join(', ') })]),
    ...(line.code.length > 50 ? [error('price_code_too_long', at('code'))] : []),
    ...tooFine.map((column) => error('price_too_fine', at(column))),
    ...(compare(line.insurancePrice, line.hospitalPrice) > 0 ? [warning('price_insured_above_hospital', at('insurancePrice'))] : []),
    ...(compare(line.hospitalPrice, '0') === 0 ? [warning('price_is_nothing', at('hospitalPrice'))] : []),
  ];
}

/** What a new list does to the prices of the day it begins. */
export interface PriceChanges {
  added: number;
  changed: number;
  same: number;
  /** Codes that the list in force has and the new one has not: their old price goes on. */
  missing: number;
}

/** Counts what changes against the prices in force (by code, in dong). */
export function comparePrices(
  lines: readonly PriceLine[],
  inForce: ReadonlyMap<string, { price: Decimal; insurancePrice: Decimal }>,
): PriceChanges {
  const codes = new Set(lines.map(({ code }) => code));
  const known = lines.flatMap((line) => {
    const before = inForce.get(line.code);
    return before === undefined
      ? []
      : [compare(before.price, line.hospitalPrice) === 0 && compare(before.insurancePrice, line.insurancePrice) === 0];
  });
  const same = known.filter(Boolean).length;
  return {
    added: lines.length - known.length,
    changed: known.length - same,
    same,
    missing: [...inForce.keys()].filter((code) => !codes.has(code)).length,
  };
}
