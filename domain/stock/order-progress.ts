import { add, compare, isZero, subtract, type Decimal } from '../money.ts';

/** What a line owes, what the patient kept of it, and what will not be given; all in dispensing units. */
export interface OwedLine {
  quantity: Decimal;
  given: Decimal;
  waived: Decimal;
}

/** What is still to be given of a line. */
export const remainingOf = ({ quantity, given, waived }: OwedLine): Decimal => subtract(quantity, add(given, waived));

/** What the patient pays for: everything but what will not be given. Source: docs/legal/pharmacy.md#charges */
export const chargeableOf = ({ quantity, waived }: OwedLine): Decimal => subtract(quantity, waived);

/** Where an order stands by its lines: done once nothing remains, partial once something was given. */
export function progressOf(lines: OwedLine[]): 'waiting' | 'partial' | 'done' {
  if (lines.every((line) => isZero(remainingOf(line)))) return 'done';
  return lines.some(({ given }) => compare(given, '0') > 0) ? 'partial' : 'waiting';
}
