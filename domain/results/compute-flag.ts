import { compare, type Decimal } from '../money.ts';
import type { Flag, ReadValue, ReferenceRange } from './indicator.ts';

/**
 * How a value stands to the range it is judged by. `< x` and `> x` are judged only as far as they tell: `< 5` is not high where
 * normal ends at 5, and says nothing where normal begins at 3. Undefined when there is no range or it cannot be told.
 * Critical limits themselves are critical. Source: docs/legal/results.md#flags
 */
export function computeFlag(value: ReadValue, range: ReferenceRange | undefined): Flag | undefined {
  if (range === undefined) return undefined;
  if (value.number === null) {
    if (range.normalChoice === null || value.text === null) return undefined;
    return value.text === range.normalChoice ? 'N' : 'A';
  }
  if (value.comparator === '<' || value.comparator === '<=') return flagBelow(value.number, value.comparator, range);
  if (value.comparator === '>' || value.comparator === '>=') return flagAbove(value.number, value.comparator, range);
  return flagExact(value.number, range);
}

/** True for what has to be told to somebody at once. */
export const isCritical = (flag: Flag | null | undefined): boolean => flag === 'LL' || flag === 'HH';

function flagExact(number: Decimal, range: ReferenceRange): Flag | undefined {
  if (atMost(number, range.criticalLow)) return 'LL';
  if (atLeast(number, range.criticalHigh)) return 'HH';
  if (range.low === null && range.high === null) return undefined;
  if (range.low !== null && compare(number, range.low) < 0) return 'L';
  return isHigh(number, range) ? 'H' : 'N';
}

/** The true value lies below `number` (or is it). */
function flagBelow(number: Decimal, comparator: '<' | '<=', range: ReferenceRange): Flag | undefined {
  if (atMost(number, range.criticalLow)) return 'LL';
  if (
    range.low !== null &&
    (compare(number, range.low) < 0 || (comparator === '<' && compare(number, range.low) === 0)) &&
    !isNothing(range.low)
  )
    return 'L';
  const mayBeLow = range.low !== null && !isNothing(range.low);
  const mayBeHigh = range.high === null ? false : comparator === '<' ? compare(number, range.high) > 0 : isHigh(number, range);
  return mayBeLow || mayBeHigh || (range.low === null && range.high === null) ? undefined : 'N';
}

/** The true value lies above `number` (or is it). */
function flagAbove(number: Decimal, comparator: '>' | '>=', range: ReferenceRange): Flag | undefined {
  if (atLeast(number, range.criticalHigh)) return 'HH';
  if (range.high !== null) return isHigh(number, range) || (comparator === '>' && compare(number, range.high) === 0) ? 'H' : undefined;
  return range.low !== null && compare(number, range.low) >= 0 ? 'N' : undefined;
}

const atMost = (number: Decimal, limit: Decimal | null): boolean => limit !== null && compare(number, limit) <= 0;
const atLeast = (number: Decimal, limit: Decimal | null): boolean => limit !== null && compare(number, limit) >= 0;
/** Nothing is below nothing: a lower bound of 0 is none. */
const isNothing = (low: Decimal): boolean => compare(low, '0') <= 0;

function isHigh(number: Decimal, { high, highOpen }: ReferenceRange): boolean {
  if (high === null) return false;
  return highOpen ? compare(number, high) >= 0 : compare(number, high) > 0;
}
