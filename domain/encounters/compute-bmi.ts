import { compare, divide, multiply, roundAmount, type Decimal } from '../money.ts';

/**
 * Body mass index in kg/m², one place, half up; undefined without a weight in kg and a height in cm above zero. It informs and judges
 * nobody: for a child the number means something else at every age. Source: WHO, Obesity: preventing and managing the global epidemic,
 * Technical Report Series 894 (2000), weight divided by the square of the height.
 */
export function computeBmi(weightKg: Decimal | undefined, heightCm: Decimal | undefined): Decimal | undefined {
  if (weightKg === undefined || heightCm === undefined) return undefined;
  if (compare(weightKg, '0') <= 0 || compare(heightCm, '0') <= 0) return undefined;
  return roundAmount(divide(multiply(weightKg, '10000'), multiply(heightCm, heightCm)), 1);
}
