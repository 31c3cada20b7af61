import Big from 'big.js';

/**
 * An exact decimal in plain notation without exponent or trailing zeros, e.g. `139500` or `0.5`.
 * Amounts are Vietnamese dong with at most 2 places, prices and quantities have at most 3 (QĐ 130/2023 as amended).
 * It is a string everywhere, on the wire and in `numeric` columns; no float ever holds money.
 */
export type Decimal = string;

/** Canonical form of a decimal. Throws a RangeError when the text is not a plain decimal number. */
export function decimal(value: string | number): Decimal {
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) throw new RangeError('not a decimal');
  return new Big(value).toFixed();
}

export function add(...values: Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), new Big(0)).toFixed();
}

export function subtract(from: Decimal, value: Decimal): Decimal {
  return new Big(from).minus(value).toFixed();
}

export function multiply(...factors: Decimal[]): Decimal {
  return factors.reduce((product, factor) => product.times(factor), new Big(1)).toFixed();
}

/** `quantity × price × percents/100 …`, rounded once, half away from zero, to 2 places (QĐ 130 §6: r()). */
export function lineAmount(quantity: Decimal, price: Decimal, ...percents: Decimal[]): Decimal {
  const exact = percents.reduce((amount, percent) => amount.times(percent).div(100), new Big(quantity).times(price));
  return roundAmount(exact.toFixed());
}

/** `percent` per cent of an amount, rounded half away from zero to 2 places. */
export function percentOf(amount: Decimal, percent: Decimal): Decimal {
  return roundAmount(new Big(amount).times(percent).div(100).toFixed());
}

/** Rounds half away from zero to `places` (2 unless told). */
export function roundAmount(value: Decimal, places = 2): Decimal {
  return new Big(value).round(places, Big.roundHalfUp).toFixed();
}

/** Rounds up to a whole number: half a vial is dispensed as one. */
export function roundUp(value: Decimal): Decimal {
  return new Big(value).round(0, Big.roundUp).toFixed();
}

/** Quotient with 9 places: for ratios and comparisons, never for an amount that is paid. */
export function divide(value: Decimal, by: Decimal): Decimal {
  return new Big(value).div(by).round(9, Big.roundHalfUp).toFixed();
}

export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  return new Big(a).cmp(b);
}

export const negate = (value: Decimal): Decimal => subtract('0', value);
export const isZero = (value: Decimal): boolean => compare(value, '0') === 0;
export const isNegative = (value: Decimal): boolean => compare(value, '0') < 0;
export const min = (a: Decimal, b: Decimal): Decimal => (compare(a, b) <= 0 ? a : b);
export const max = (a: Decimal, b: Decimal): Decimal => (compare(a, b) >= 0 ? a : b);

/** Decimal places of a canonical decimal. */
export function places(value: Decimal): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}

/** As people read it: `1234500` → `1.234.500`, `0.5` → `0,5`. */
export function numberForPeople(value: Decimal): string {
  const [whole = '', fraction] = value.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return (isNegative(value) ? '-' : '') + (fraction === undefined ? grouped : `${grouped},${fraction}`);
}
