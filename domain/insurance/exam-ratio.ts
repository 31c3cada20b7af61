import type { Decimal } from '../money.ts';
import { getParameter, type InsuranceParameters } from './insurance-parameters.ts';

/**
 * Percent of the price for the n-th examination of a visit (1 = first): 100, 30, 30, 30, 10, then nothing, together at most twice the price.
 * A return on the same day counts on. Throws a RangeError for a number below 1. Source: docs/legal/insurance.md#exams
 */
export function examRatioAt(ordinal: number, parameters: InsuranceParameters): Decimal {
  if (!Number.isInteger(ordinal) || ordinal < 1) throw new RangeError('examinations are counted from 1');
  const listed = Object.keys(parameters.examRatios).length;
  return getParameter(parameters.examRatios, 'bhyt.exam_ratio', String(Math.min(ordinal, Math.max(listed, 1))));
}
