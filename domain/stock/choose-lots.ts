import type { Day } from '../dates.ts';
import { add, compare, min, subtract, type Decimal } from '../money.ts';

/** A lot as it lies in one depot. `available` is what nobody else has reserved, in dispensing units. */
export interface LotOnShelf {
  lotId: string;
  expiresOn: Day;
  available: Decimal;
  recalled: boolean;
}

export interface LotPick {
  lotId: string;
  quantity: Decimal;
}

/** True while a lot may be handed out: not recalled, and its last day of use has not passed. */
export const isUsable = (lot: Pick<LotOnShelf, 'expiresOn' | 'recalled'>, day: Day): boolean => !lot.recalled && lot.expiresOn >= day;

/**
 * First expired, first out: which lots give `wanted` units on a day, and how much is short. Expired and recalled lots give nothing;
 * of two that expire together the one with the smaller id goes first, so that everybody proposes the same.
 * Source: docs/legal/pharmacy.md#fefo
 */
export function chooseLots(lots: LotOnShelf[], wanted: Decimal, day: Day): { picks: LotPick[]; short: Decimal } {
  const usable = lots.filter((lot) => isUsable(lot, day) && compare(lot.available, '0') > 0).sort(byExpiry);
  const picks: LotPick[] = [];
  let short = compare(wanted, '0') > 0 ? add(wanted) : '0';
  for (const lot of usable) {
    if (compare(short, '0') <= 0) break;
    const quantity = min(lot.available, short);
    picks.push({ lotId: lot.lotId, quantity });
    short = subtract(short, quantity);
  }
  return { picks, short };
}

function byExpiry(a: LotOnShelf, b: LotOnShelf): number {
  if (a.expiresOn !== b.expiresOn) return a.expiresOn < b.expiresOn ? -1 : 1;
  return a.lotId < b.lotId ? -1 : a.lotId > b.lotId ? 1 : 0;
}
