import { add, compare, type Decimal, max, multiply, percentOf, subtract } from '../../money.ts';
import type { CheckedRow } from './checked-claim.ts';

/** The three shares of a row, in dong. */
export interface Shares {
  own: Decimal;
  copay: Decimal;
  fund: Decimal;
}

/** Half of the smallest unit: an amount within it is the rounding of what was computed, whichever way a half was rounded. */
const HALF_CENT = '0.005';

/** True when `amount` is `exact` rounded to two places. Source: docs/legal/insurance.md#lines */
export const isRounded = (amount: Decimal, exact: Decimal): boolean => {
  const difference = subtract(amount, exact);
  return compare(difference.startsWith('-') ? difference.slice(1) : difference, HALF_CENT) <= 0;
};

/** Quantity by price by the percents given, not rounded. Source: docs/legal/insurance.md#lines */
export function exactAmount(row: CheckedRow, price: string, ...percents: readonly string[]): Decimal {
  return percents.reduce(
    (amount, field) => multiply(amount, row.amount(field), '0.01'),
    multiply(row.amount('SO_LUONG'), row.amount(price)),
  );
}

/**
 * The insured amount of a row: the plain product; or less a donation to the facility; or anything up to it where a cap stands in the row.
 * Source: docs/legal/insurance.md#lines
 */
export function isInsuredAmount(row: CheckedRow, exact: Decimal): boolean {
  const amount = row.amount('THANH_TIEN_BH');
  const ratio = multiply(row.amount('TYLE_TT_BH'), '0.01');
  const lawful = multiply(exact, ratio);
  const fromTotal = multiply(row.amount('THANH_TIEN_BV'), ratio);
  const afterDonation = multiply(max('0', subtract(exact, row.amount('T_NGUONKHAC'))), ratio);
  // Rounding the cost first is as lawful where both prices are the same.
  const isOfTotal = isRounded(row.amount('THANH_TIEN_BV'), exact) && isRounded(amount, fromTotal);
  const isCapped = compare(row.amount('T_TRANTT'), '0') > 0 && compare(amount, lawful) <= 0;
  return isRounded(amount, lawful) || isOfTotal || isRounded(amount, afterDonation) || isCapped;
}

/**
 * The shares the law allows in a row, the ordinary ones first. Other money is support for the person, a donation to the facility or the co-payment
 * of antiretrovirals; the row does not say which. Half a unit may be rounded either way. Source: docs/legal/insurance.md#lines
 */
export function lawfulShares(row: CheckedRow): [Shares, ...Shares[]] {
  const insured = row.amount('THANH_TIEN_BH');
  const up = percentOf(insured, row.amount('MUC_HUONG'));
  const down = subtract(up, '0.01');
  const ordinary = sharesWith(row, insured, up);
  return isRounded(down, multiply(insured, row.amount('MUC_HUONG'), '0.01')) ? [...ordinary, ...sharesWith(row, insured, down)] : ordinary;
}

function sharesWith(row: CheckedRow, insured: Decimal, fund: Decimal): [Shares, ...Shares[]] {
  const other = row.amount('T_NGUONKHAC');
  const own = subtract(row.amount('THANH_TIEN_BV'), insured);
  const copay = subtract(insured, fund);
  const left = (part: Decimal, taken: Decimal) => max('0', subtract(part, max('0', taken)));
  const supported: Shares = {
    own: left(own, other),
    copay: left(copay, subtract(other, own)),
    fund: left(fund, subtract(subtract(other, own), copay)),
  };
  const donated: Shares = { own: subtract(own, other), copay, fund };
  const antiretroviral: Shares = { own, copay: '0', fund };
  return compare(other, copay) === 0 ? [supported, donated, antiretroviral] : [supported, donated];
}

const sharesOf = (row: CheckedRow): Shares => ({ own: row.amount('T_BNTT'), copay: row.amount('T_BNCCT'), fund: row.amount('T_BHTT') });

/**
 * What the shares of a row should be when they are none of the lawful ones; undefined when they are. `ceilingReached`: the yearly ceiling fell in
 * this visit, so the fund may have taken over a part of a co-payment. Source: docs/legal/insurance.md#lines
 */
export function expectedShares(row: CheckedRow, ceilingReached: boolean): Shares | undefined {
  const actual = sharesOf(row);
  const lawful = lawfulShares(row);
  if (lawful.some((shares) => isSame(shares, actual))) return undefined;
  return ceilingReached && isRelieved(lawful[0], actual) ? undefined : lawful[0];
}

const isSame = (a: Shares, b: Shares): boolean =>
  compare(a.own, b.own) === 0 && compare(a.copay, b.copay) === 0 && compare(a.fund, b.fund) === 0;

function isRelieved(full: Shares, actual: Shares): boolean {
  const isBalanced = compare(add(full.copay, full.fund), add(actual.copay, actual.fund)) === 0;
  return isBalanced && compare(actual.own, full.own) === 0 && compare(actual.copay, full.copay) <= 0;
}
