import type { Day } from '../dates.ts';
import { add, compare, max, subtract, type Decimal } from '../money.ts';
import { isUsable } from './choose-lots.ts';

/** A drug that the cabinet keeps, in dispensing units. */
export interface BaseLine {
  drugCode: string;
  quantity: Decimal;
}

/** A lot as it lies in the cabinet. */
export interface CabinetLot {
  drugCode: string;
  expiresOn: Day;
  recalled: boolean;
  onHand: Decimal;
}

export interface CabinetNeed {
  drugCode: string;
  base: Decimal;
  onHand: Decimal;
  /** Of what lies there, what may not be used any more. */
  unusable: Decimal;
  /** To be topped up, without what is asked for already. */
  missing: Decimal;
  /** To go back: what may not be used any more, and what is more than the base stock. */
  surplus: Decimal;
}

/**
 * Every drug of the base stock or in the cabinet, in the order of the list, then by code: what lies there, what to top up and what to
 * return on a day. `asked` is what waits in top-ups that are not booked yet, by drug. Source: docs/legal/pharmacy.md#cabinet
 */
export function computeCabinetNeeds(
  base: BaseLine[],
  { lots, asked, day }: { lots: CabinetLot[]; asked: ReadonlyMap<string, Decimal>; day: Day },
): CabinetNeed[] {
  const extra = [...new Set(lots.map(({ drugCode }) => drugCode))].filter((code) => !base.some(({ drugCode }) => drugCode === code)).sort();
  return [...base, ...extra.map((drugCode) => ({ drugCode, quantity: '0' }))].map(({ drugCode, quantity }) => {
    const own = lots.filter((lot) => lot.drugCode === drugCode);
    const onHand = add('0', ...own.map((lot) => lot.onHand));
    const unusable = add('0', ...own.filter((lot) => !isUsable(lot, day)).map((lot) => lot.onHand));
    const usable = subtract(onHand, unusable);
    return {
      ...{ drugCode, base: quantity, onHand, unusable },
      missing: max('0', subtract(quantity, add(usable, asked.get(drugCode) ?? '0'))),
      surplus: add(unusable, max('0', subtract(usable, quantity))),
    };
  });
}

/** True when two lists keep the same of every drug, in whatever order. */
export function isSameList(a: BaseLine[], b: BaseLine[]): boolean {
  const other = new Map(b.map((line) => [line.drugCode, line.quantity]));
  return a.length === b.length && a.every(({ drugCode, quantity }) => compare(quantity, other.get(drugCode) ?? '-1') === 0);
}
