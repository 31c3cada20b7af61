import { add, type Decimal, isZero } from '../money.ts';
import type { Bill, BillAmounts, ChargeLine } from '../visits/visit-record.ts';
import { cardOfCost, type CardsOfVisit, type UsedCard } from './card-of-cost.ts';
import { computeLineCost } from './split-line.ts';
import { supplyPackages, type SupplyPackage } from './supply-packages.ts';

/** Items of the official cost statement, in its order. Two halves of one item keep its number: `2.1` day care, `2.2` inpatient, `2.3` kept for a while. */
export const bordereauItems = ['1', '2.1', '2.2', '2.3', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;
export type BordereauItem = (typeof bordereauItems)[number];

/** Columns 1 to 13; column 7 = 10 + 11 + 12 + 13. Amounts in dong, ratios in percent. */
export interface BordereauLine {
  chargeId: string;
  name: string;
  unit: string;
  quantity: Decimal;
  hospitalPrice: Decimal;
  insurancePrice: Decimal;
  serviceRatio: Decimal;
  insuranceRatio: Decimal;
  amounts: BillAmounts;
  /** Item 10: the supplies of one use of a service stand together. */
  package?: { number: string; serviceName: string | undefined };
}

export interface BordereauBlock {
  item: BordereauItem;
  lines: BordereauLine[];
  totals: BillAmounts;
}

/** One sheet for each card and rate; without a card it is the statement of what nobody insures. */
export interface BordereauSheet<Card> {
  card: Card | undefined;
  /** Percent that the fund pays of what is insured. */
  rate: Decimal;
  blocks: BordereauBlock[];
  totals: BillAmounts;
}

const ITEM_OF_GROUP: Readonly<Record<string, BordereauItem>> = {
  ...{ 13: '1', 14: '2.1', 15: '2.2', 16: '2.3', 1: '3', 2: '4', 3: '5', 8: '6', 18: '6', 9: '6', 7: '7', 17: '7' },
  ...{ 4: '8', 5: '8', 6: '8', 10: '9', 11: '9', 12: '11', 19: '12' },
};

/**
 * The cost statement 01/KBCB of a visit: its lines by card and rate, in the items of the form, with sums. Every line stands on exactly one sheet, so that
 * the sheets add up to the bill. Throws a RangeError when the bill has a charge that is not given.
 * Source: docs/legal/insurance.md#bordereau (QĐ 697/QĐ-BYT 2026)
 */
export function buildBordereau<Card extends UsedCard & { cardNumber: string }>(
  bill: Bill,
  charges: readonly ChargeLine[],
  cards: CardsOfVisit<Card>,
): BordereauSheet<Card>[] {
  const byId = new Map(charges.map((charge) => [charge.id, charge]));
  const packages = supplyPackages(charges);
  const sheets = new Map<string, { card: Card | undefined; rate: Decimal; lines: [BordereauItem, BordereauLine][] }>();
  for (const share of bill.lines) {
    const charge = byId.get(share.chargeId);
    if (charge === undefined) throw new RangeError('a bill line without its charge');
    const card = cardOfCost(charge.orderedAt, cards);
    const key = `${card?.cardNumber ?? ''} ${card?.validFrom ?? ''} ${share.benefitRate}`;
    const sheet = sheets.get(key) ?? { card, rate: share.benefitRate, lines: [] };
    const used = charge.kind === 'supply' ? packages.get(charge.orderId ?? '') : undefined;
    sheet.lines.push([used === undefined ? itemOf(charge) : '10', { ...lineOf(charge, share), ...packageOf(used) }]);
    sheets.set(key, sheet);
  }
  return [...sheets.values()].map(({ lines, ...head }) => ({
    ...head,
    blocks: blocksOf(lines),
    totals: sum(lines.map(([, line]) => line)),
  }));
}

/** Groups that the form does not know are "other". */
function itemOf({ costGroup }: ChargeLine): BordereauItem {
  return ITEM_OF_GROUP[costGroup] ?? '12';
}

const packageOf = (used: SupplyPackage | undefined): Pick<BordereauLine, 'package'> =>
  used === undefined ? {} : { package: { number: used.number, serviceName: used.service?.name } };

/** A line without a share for the fund says 0 % in column 8, as the claim does. */
function lineOf(charge: ChargeLine, { chargeId, benefitRate: _, ...amounts }: Bill['lines'][number]): BordereauLine {
  const isOutside = isZero(amounts.insuranceAmount) && !isZero(computeLineCost(charge).insuranceAmount);
  const { name, unit, quantity, hospitalPrice, insurancePrice, serviceRatio, insuranceRatio } = charge;
  // Table 2 knows one price of a drug and no ratio of a service.
  const drug = charge.kind === 'drug' ? { insurancePrice: hospitalPrice, serviceRatio: '100' } : { insurancePrice, serviceRatio };
  return { ...{ chargeId, name, unit, quantity, hospitalPrice, amounts }, ...drug, insuranceRatio: isOutside ? '0' : insuranceRatio };
}

function blocksOf(lines: [BordereauItem, BordereauLine][]): BordereauBlock[] {
  return bordereauItems.flatMap((item) => {
    const own = lines
      .filter(([of]) => of === item)
      .map(([, line]) => line)
      .sort(byPackage);
    return own.length === 0 ? [] : [{ item, lines: own, totals: sum(own) }];
  });
}

/** G2 before G10; lines of one package keep their sequence. */
const byPackage = (a: BordereauLine, b: BordereauLine): number => numberOf(a) - numberOf(b);
const numberOf = ({ package: used }: BordereauLine): number => Number(used?.number.slice(1) ?? 0);

function sum(lines: BordereauLine[]): BillAmounts {
  const of = (key: keyof BillAmounts): Decimal => add('0', ...lines.map(({ amounts }) => amounts[key]));
  return {
    hospitalAmount: of('hospitalAmount'),
    insuranceAmount: of('insuranceAmount'),
    fundAmount: of('fundAmount'),
    copayAmount: of('copayAmount'),
    selfPayAmount: of('selfPayAmount'),
    otherSourceAmount: of('otherSourceAmount'),
  };
}

/** Type of the statement by the type of care: 01 examination, 02 outpatient, 03 inpatient, 04 day care. Source: docs/legal/insurance.md#bordereau */
export function bordereauType(careType: string): '01' | '02' | '03' | '04' {
  if (['02', '05', '08'].includes(careType)) return '02';
  if (['03', '06', '09'].includes(careType)) return '03';
  return careType === '04' ? '04' : '01';
}
