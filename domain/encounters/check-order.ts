import { error, type Issue } from '../issue.ts';
import { compare, places, type Decimal } from '../money.ts';

/** More of one service in one visit is a slip of the keyboard; our own bound, no law names one. */
const MOST = '100';

/** How many times a service is ordered: above zero, plausible, at most 3 places (QĐ 130/2023, SO_LUONG). */
export function checkOrder({ quantity }: { quantity: Decimal }): Issue[] {
  if (compare(quantity, '0') <= 0) return [error('quantity_not_positive', 'quantity')];
  if (places(quantity) > 3) return [error('quantity_places', 'quantity', { max: 3 })];
  return compare(quantity, MOST) > 0 ? [error('quantity_absurd', 'quantity', { max: MOST })] : [];
}
