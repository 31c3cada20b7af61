import { z } from 'zod';
import { type Day, isWithin } from '../dates.ts';
import { type Decimal, decimal, multiply } from '../money.ts';

/** One dated legal number or table row. `validTo` is the last day, null = open. */
export interface ParameterRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  /** Parsed JSON; its shape is checked when it is used. */
  value: unknown;
  source: string;
  confidence: string;
}

const percent = z.string().regex(/^\d{1,3}(\.\d+)?$/);

const benefitLevel = z.object({
  percent,
  /** False: the ratio limits of drugs and supplies do not touch this card. */
  ratioLimitsApply: z.boolean(),
  /** True: the fund pays outside the list as well (armed forces, scope 3). */
  outsideScopePaid: z.boolean(),
});
export type BenefitLevel = z.infer<typeof benefitLevel>;

const objectCode = z.object({
  digit: z.string().regex(/^[1-5]$/),
  /** Cards in use may still print the digit of an earlier period. */
  printLag: z.boolean(),
  name: z.string(),
});
export type ObjectCode = z.infer<typeof objectCode>;

const arrivalCategory = z.object({
  /** Several fit: the smallest order wins (QĐ 3276/QĐ-BYT). */
  order: z.number().int(),
  care: z.enum(['any', 'inpatient', 'outpatient', 'pickup', 'none']),
  /** Percent of the card rate; null = decided by another visit. */
  inpatientPercent: percent.nullable(),
  outpatientPercent: percent.nullable(),
  /** True: these percent whatever the card says (primary care). */
  ignoresCard: z.boolean(),
  lowCostRule: z.boolean(),
  copayExemption: z.boolean(),
  name: z.string(),
});
export type ArrivalCategory = z.infer<typeof arrivalCategory>;

const amount = z.string().transform((text) => decimal(text));
const count = z.number().int().nonnegative();

/** Every number of the insurance law that holds on one day. */
export interface InsuranceParameters {
  day: Day;
  /** Dong a month; it stands in for the reference level until the Government sets one (Luật 51/2024 Đ3). */
  baseSalary: Decimal;
  /** Below this visit cost in dong the fund pays all. */
  lowCostLimit: Decimal;
  /** Yearly co-payment in dong above which a person insured for five years pays no more. */
  copayLimit: Decimal;
  /** Highest cost in dong of the supplies of one use of a service. */
  supplyCap: Decimal;
  copayExemptYears: number;
  /** Days after expiry for which a stay that began under the card is covered. */
  cardGraceDays: number;
  /** By benefit digit. */
  benefitLevels: Readonly<Record<string, BenefitLevel>>;
  /** By the two letters of the card. */
  objectCodes: Readonly<Record<string, ObjectCode>>;
  arrivalCategories: Readonly<Record<string, ArrivalCategory>>;
  /** Percent by the number of the examination, `1` … `6`. */
  examRatios: Readonly<Record<string, Decimal>>;
  /** Percent: `main`, `same_team`, `other_team`, `procedure`. */
  surgeryRatios: Readonly<Record<string, Decimal>>;
  /** Multiples of the base salary by case. */
  directPaymentFactors: Readonly<Record<string, Decimal>>;
}

/**
 * The parameters in force on `day`, which is the admission day unless a rule says otherwise.
 * A single parameter that is missing or malformed is a fault of the installation: RangeError naming its code. Tables may be
 * empty on old days; `getParameter` reports the row that a rule then misses.
 * Source: docs/legal/insurance.md#parameters
 */
export function insuranceParametersAt(rows: ParameterRow[], day: Day): InsuranceParameters {
  const inForce = valuesInForce(rows, day);
  const baseSalary = single(inForce, 'bhyt.base_salary', amount);
  const months = (code: string): Decimal => multiply(baseSalary, decimal(single(inForce, code, count)));
  return {
    day,
    baseSalary,
    lowCostLimit: multiply(baseSalary, single(inForce, 'bhyt.low_cost_ratio', amount)),
    copayLimit: months('bhyt.copay_exempt_months'),
    supplyCap: months('bhyt.supply_cap_months'),
    copayExemptYears: single(inForce, 'bhyt.copay_exempt_years', count),
    cardGraceDays: single(inForce, 'bhyt.card_grace_days', count),
    benefitLevels: table(inForce, 'bhyt.benefit_level.', benefitLevel),
    objectCodes: table(inForce, 'bhyt.object_code.', objectCode),
    arrivalCategories: table(inForce, 'bhyt.arrival_category.', arrivalCategory),
    examRatios: table(inForce, 'bhyt.exam_ratio.', amount),
    surgeryRatios: table(inForce, 'bhyt.surgery_ratio.', amount),
    directPaymentFactors: table(inForce, 'bhyt.direct_payment_factor.', amount),
  };
}

/** One row of a table of parameters; RangeError naming the code when the installation lacks it. */
export function getParameter<T>(rows: Readonly<Record<string, T>>, prefix: string, key: string): T {
  const value = rows[key];
  if (value === undefined) throw new RangeError(`insurance parameter missing: ${prefix}.${key}`);
  return value;
}

/** Two rows for one day would make the answer depend on the order of reading, so that is refused as well. */
function valuesInForce(rows: ParameterRow[], day: Day): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const row of rows) {
    if (!isWithin(day, row.validFrom, row.validTo)) continue;
    if (values.has(row.code)) throw new RangeError(`insurance parameter has two values on ${day}: ${row.code}`);
    values.set(row.code, row.value);
  }
  return values;
}

function single<T>(values: Map<string, unknown>, code: string, shape: z.ZodType<T>): T {
  if (!values.has(code)) throw new RangeError(`insurance parameter missing: ${code}`);
  return parsed(code, values.get(code), shape);
}

function table<T>(values: Map<string, unknown>, prefix: string, shape: z.ZodType<T>): Record<string, T> {
  const own = [...values].filter(([code]) => code.startsWith(prefix));
  return Object.fromEntries(own.map(([code, value]) => [code.slice(prefix.length), parsed(code, value, shape)]));
}

function parsed<T>(code: string, value: unknown, shape: z.ZodType<T>): T {
  const result = shape.safeParse(value);
  if (!result.success) throw new RangeError(`insurance parameter malformed: ${code}`);
  return result.data;
}
