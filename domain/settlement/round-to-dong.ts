import { add, compare, type Decimal, isNegative, roundAmount, subtract } from '../money.ts';

const floor = (value: Decimal): Decimal => {
  const near = roundAmount(value, 0);
  return compare(near, value) > 0 ? subtract(near, '1') : near;
};

/**
 * Whole dong that add up to `total`: every part is rounded down, and what is missing goes to the largest fractions, the earlier part first. Each part
 * stays less than one dong from its exact value. Throws a RangeError when no such parts exist: the total is not the sum of the parts rounded one
 * way or the other. Source: docs/legal/insurance.md#settlement
 */
export function roundParts(parts: readonly Decimal[], total: Decimal): Decimal[] {
  const whole = parts.map(floor);
  const missing = subtract(total, add('0', ...whole));
  const byFraction = parts
    .map((part, i) => ({ i, fraction: subtract(part, whole[i] ?? '0') }))
    .filter(({ fraction }) => compare(fraction, '0') > 0)
    .sort((a, b) => compare(b.fraction, a.fraction) || a.i - b.i);
  if (isNegative(missing) || compare(missing, String(byFraction.length)) > 0) throw new RangeError('the total is not that of these parts');
  const raised = new Set(byFraction.slice(0, Number(missing)).map(({ i }) => i));
  return whole.map((part, i) => (raised.has(i) ? add(part, '1') : part));
}

/** Rounded half away from zero to whole dong. */
export const toDong = (amount: Decimal): Decimal => roundAmount(amount, 0);
