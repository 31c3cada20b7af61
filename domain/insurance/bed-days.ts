import { daysBetween, type Instant, localDay } from '../dates.ts';
import { add, type Decimal, divide, max, min, multiply } from '../money.ts';

export interface Stay {
  admittedAt: Instant;
  dischargedAt: Instant;
  /** Died, taken home dying, or sent up while not improved. */
  severeOrTransfer: boolean;
}

const MINUTES_PER_HOUR = 60;
const COMMUNE_STAY_MAX_DAYS = 3;

/**
 * Bed days of a stay: none for four hours or less, one below 24 hours, otherwise calendar days, one more after a severe end.
 * Throws a RangeError when the discharge lies before the admission. Source: docs/legal/insurance.md#beds
 */
export function computeBedDays(stay: Stay): number {
  const minutes = (Date.parse(stay.dischargedAt) - Date.parse(stay.admittedAt)) / 60_000;
  if (!(minutes >= 0)) throw new RangeError('a stay ends before it begins');
  if (minutes <= 4 * MINUTES_PER_HOUR) return 0;
  if (minutes < 24 * MINUTES_PER_HOUR) return 1;
  const days = daysBetween(localDay(stay.admittedAt), localDay(stay.dischargedAt));
  return stay.severeOrTransfer ? days + 1 : days;
}

/**
 * Amount in dong of one day spent in several departments, from the bed prices of those with more than four hours:
 * half of each of two, the mean of the dearest and the cheapest of more. One department pays its price. Throws a RangeError without a price.
 * Source: docs/legal/insurance.md#beds
 */
export function computeSplitBedDay(prices: Decimal[]): Decimal {
  const [first, ...rest] = prices;
  if (first === undefined) throw new RangeError('a bed day needs a price');
  return divide(add(dearest(first, rest), cheapest(first, rest)), '2');
}

/** Payable days and amount in dong of a stay at a commune station. Source: docs/legal/insurance.md#beds (TT 39/2018 Đ4 k5) */
export function computeCommuneStay(days: number, pricePerDay: Decimal): { paidDays: number; amount: Decimal } {
  const paidDays = Math.min(days, COMMUNE_STAY_MAX_DAYS);
  return { paidDays, amount: multiply(pricePerDay, String(paidDays)) };
}

const dearest = (first: Decimal, rest: Decimal[]): Decimal => rest.reduce((a, b) => max(a, b), first);
const cheapest = (first: Decimal, rest: Decimal[]): Decimal => rest.reduce((a, b) => min(a, b), first);
