import type { ClaimRow, ClaimTables } from '../claims/claim-definitions.ts';
import { add, type Decimal, decimal, divide, isZero, multiply, subtract } from '../money.ts';
import { careSectionOf, isInpatient } from './care-sections.ts';
import { type Route, routeOf } from './settled-claim.ts';

/** 19/BHYT supplies, 20/BHYT drugs, 21/BHYT services. */
export const lineLists = ['19', '20', '21'] as const;
export type LineList = (typeof lineLists)[number];

/** What one line of the lists is about; lines that agree in all of it are one. */
interface LineSubject {
  /** Only list 21 is split by route. */
  route: Route | '';
  /** MA_NHOM. */
  group: string;
  code: string;
  name: string;
  unit: string;
  administration: string;
  strength: string;
  registration: string;
  hospitalPrice: Decimal;
  price: Decimal;
  /** Percent of the price that counts: TYLE_TT_DV × TYLE_TT_BH. */
  ratio: Decimal;
}

interface LineSums {
  inpatientQuantity: Decimal;
  outpatientQuantity: Decimal;
  /** THANH_TIEN_BH = fund + copay + other. */
  amount: Decimal;
  fund: Decimal;
  copay: Decimal;
  other: Decimal;
}

export type SettlementLine = LineSubject & LineSums & { list: LineList };

const SUPPLY_GROUPS: readonly string[] = ['10', '11'];
const text = (row: ClaimRow, field: string): string => row[field] ?? '';
const number = (row: ClaimRow, field: string): Decimal => (text(row, field) === '' ? '0' : decimal(text(row, field)));

/**
 * What one claim adds to the lists 19, 20 and 21: a line of every row of tables 2 and 3 that has a cost in scope. Every such row is in exactly
 * one list. Throws a RangeError for an amount that is no number. Source: docs/legal/insurance.md#settlement
 */
export function readSettlementLines({ XML1 = [], XML2 = [], XML3 = [] }: ClaimTables): SettlementLine[] {
  const summary = XML1[0] ?? {};
  const lines = [...XML2.map(drugLine), ...XML3.map((row) => (isSupply(row) ? supplyLine(row) : serviceLine(row, summary)))];
  const isStay = isInpatient(careSectionOf(text(summary, 'MA_LOAI_KCB')));
  return [...XML2, ...XML3].flatMap((row, i) => {
    const line = lines[i];
    return line === undefined || isZero(number(row, 'THANH_TIEN_BH')) ? [] : [{ ...line, ...sumsOf(row, isStay) }];
  });
}

const isSupply = (row: ClaimRow): boolean => SUPPLY_GROUPS.includes(text(row, 'MA_NHOM'));

type Described = LineSubject & { list: LineList };

const drugLine = (row: ClaimRow): Described => ({
  ...{ list: '20', route: '', group: text(row, 'MA_NHOM'), code: text(row, 'MA_THUOC'), name: text(row, 'TEN_THUOC') },
  unit: text(row, 'DON_VI_TINH'),
  ...{ administration: text(row, 'DUONG_DUNG'), strength: text(row, 'HAM_LUONG'), registration: text(row, 'SO_DANG_KY') },
  ...{ hospitalPrice: number(row, 'DON_GIA'), price: number(row, 'DON_GIA'), ratio: number(row, 'TYLE_TT_BH') },
});

const supplyLine = (row: ClaimRow): Described => ({
  ...{ list: '19', route: '', group: text(row, 'MA_NHOM'), code: text(row, 'MA_VAT_TU'), name: text(row, 'TEN_VAT_TU') },
  ...pricesOf(row),
});

const serviceLine = (row: ClaimRow, summary: ClaimRow): Described => ({
  ...{ list: '21', route: routeOf(text(summary, 'MA_DOITUONG_KCB')), group: text(row, 'MA_NHOM') },
  ...{ code: text(row, 'MA_DICH_VU'), name: text(row, 'TEN_DICH_VU') },
  ...pricesOf(row),
});

const pricesOf = (row: ClaimRow) => ({
  ...{ unit: text(row, 'DON_VI_TINH'), administration: '', strength: '', registration: '' },
  ...{ hospitalPrice: number(row, 'DON_GIA_BV'), price: number(row, 'DON_GIA_BH') },
  ratio: divide(multiply(number(row, 'TYLE_TT_DV'), number(row, 'TYLE_TT_BH')), '100'),
});

function sumsOf(row: ClaimRow, isStay: boolean): LineSums {
  const quantity = number(row, 'SO_LUONG');
  const [amount, fund, copay] = [number(row, 'THANH_TIEN_BH'), number(row, 'T_BHTT'), number(row, 'T_BNCCT')];
  return {
    ...{ inpatientQuantity: isStay ? quantity : '0', outpatientQuantity: isStay ? '0' : quantity },
    ...{ amount, fund, copay, other: subtract(subtract(amount, fund), copay) },
  };
}

/** The lines of many claims by what they are about. Holds as many as the catalogues have prices, whatever the number of claims. */
export type CollectedLines = Map<string, SettlementLine>;

/** Adds the lines of one more claim: equal ones become one. */
export function collectLines(into: CollectedLines, lines: readonly SettlementLine[]): void {
  for (const line of lines) {
    const key = keyOf(line);
    const before = into.get(key);
    into.set(key, before === undefined ? line : { ...before, ...added(before, line) });
  }
}

/** In the order of the paper: list, route, group, code; the order in which the claims came does not matter. */
export function sortedLines(collected: CollectedLines): SettlementLine[] {
  return [...collected.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

const added = (a: LineSums, b: LineSums): LineSums => ({
  inpatientQuantity: add(a.inpatientQuantity, b.inpatientQuantity),
  outpatientQuantity: add(a.outpatientQuantity, b.outpatientQuantity),
  amount: add(a.amount, b.amount),
  ...{ fund: add(a.fund, b.fund), copay: add(a.copay, b.copay), other: add(a.other, b.other) },
});

const keyOf = ({
  list,
  route,
  group,
  code,
  name,
  unit,
  administration,
  strength,
  registration,
  hospitalPrice,
  price,
  ratio,
}: SettlementLine): string =>
  JSON.stringify([
    list,
    route,
    group.padStart(2, '0'),
    code,
    name,
    unit,
    administration,
    strength,
    registration,
    hospitalPrice,
    price,
    ratio,
  ]);
