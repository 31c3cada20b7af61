import { compare, type Decimal, isZero, max, multiply, roundAmount, subtract } from '../money.ts';
import Big from 'big.js';
import type { InsuranceParameters } from './insurance-parameters.ts';

export interface CopayYear {
  /** Co-payments on the route in dong since 1 January under the base salary now in force. */
  paid: Decimal;
  /** The same under a base salary that ended this year. */
  before?: { paid: Decimal; baseSalary: Decimal };
}

/**
 * Co-payment in dong that a person with five continuous years still owes before the exemption of this year; never below 0.
 * When the base salary changed, what was paid before counts in months of the old one. Source: docs/legal/insurance.md#exemption (NĐ 188/2025 Đ18 k2 c)
 */
export function computeCopayRemaining(year: CopayYear, parameters: InsuranceParameters): Decimal {
  const { before } = year;
  // One rounding at the end: a rounded ratio of months would lose dong.
  const countedBefore =
    before === undefined || isZero(before.paid)
      ? '0'
      : new Big(multiply(before.paid, parameters.baseSalary)).div(before.baseSalary).round(2, Big.roundHalfUp).toFixed();
  return max('0', roundAmount(subtract(subtract(parameters.copayLimit, countedBefore), year.paid)));
}

/** True when the co-payments in dong of a year lie above (not at) the ceiling. Source: docs/legal/insurance.md#exemption */
export const isAboveCopayCeiling = (paid: Decimal, parameters: InsuranceParameters): boolean => compare(paid, parameters.copayLimit) > 0;
