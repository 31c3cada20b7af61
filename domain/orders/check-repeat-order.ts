import { warning, type Issue } from '../issue.ts';
import { localTime, type Instant } from '../dates.ts';

/** An order of the same service for the same person on the same day that was not taken back. */
export interface EarlierOrder {
  serviceCode: string;
  orderedAt: Instant;
}

/**
 * Warns when a service was already ordered today; with a reason it passes, because some tests are taken in series (troponin,
 * blood sugar). Source: docs/legal/results.md#repeats
 */
export function checkRepeatOrder(order: { serviceCode: string; repeatReason?: string | undefined }, earlier: EarlierOrder[]): Issue[] {
  const last = earlier
    .filter(({ serviceCode }) => serviceCode === order.serviceCode)
    .sort((a, b) => (a.orderedAt < b.orderedAt ? 1 : -1))[0];
  if (last === undefined || (order.repeatReason ?? '') !== '') return [];
  return [warning('service_ordered_today', 'serviceCode', { at: localTime(last.orderedAt) })];
}
