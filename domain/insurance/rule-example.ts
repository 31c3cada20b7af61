import { z } from 'zod';
import { type Day, isDay } from '../dates.ts';
import { type Decimal, decimal, divide, multiply } from '../money.ts';
import { computeBedDays, computeCommuneStay, computeSplitBedDay } from './bed-days.ts';
import { slipValidTo } from './check-referral-slip.ts';
import { computeCopayRemaining } from './copay-ceiling.ts';
import { computeDirectPaymentCap, type DirectPaymentCase } from './direct-payment.ts';
import { examRatioAt } from './exam-ratio.ts';
import type { InsuranceParameters } from './insurance-parameters.ts';
import { computeSurgeryRatios } from './surgery-ratios.ts';

const day = z.string().refine(isDay, { error: 'no day' });
const minute = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);
const common = { id: z.string(), title: z.string().default(''), expected: z.record(z.string(), z.unknown()) };
const example = <K extends string, S extends z.ZodType>(kind: K, input: S) => z.object({ ...common, kind: z.literal(kind), input });
const dates = z.object({ dates: z.array(day).min(1) });

/** One rule beside the bill, with its input and the answer it should give, as the file of worked examples writes it. */
export const RuleExample = z.discriminatedUnion('kind', [
  example('bed_days', z.object({ in: minute, out: minute, severe_or_transfer: z.boolean().default(false) })),
  example('bed_split', z.object({ prices: z.array(number).min(1) })),
  example('commune_stay', z.object({ days: z.number().int().min(0), price: number })),
  example('copay_threshold', dates),
  example('low_cost_threshold', dates),
  example('vtyt_cap', dates),
  example(
    'copay_remaining_midyear',
    z.object({ accumulated: number, since: number.default(0), lcs_old: number, lcs_new: number, date: day.default('2026-07-01') }),
  ),
  example('direct_payment_cap', z.object({ date: day, factor: z.number() })),
  example('referral_slip', z.object({ signed: day, annex_iii: z.boolean().default(true), holidays: z.array(day).default([]) })),
  example('exam_ratios', z.object({ count: z.number().int().min(1), date: day })),
  example(
    'surgery_ratios',
    z.object({
      date: day,
      operations: z.array(z.object({ price: number, kind: z.enum(['surgery', 'procedure']), same_team: z.boolean().default(true) })),
    }),
  ),
]);
export type RuleExample = z.infer<typeof RuleExample>;

type ParametersAt = (day: Day) => InsuranceParameters;
type InputOf<Kind extends RuleExample['kind']> = Extract<RuleExample, { kind: Kind }>['input'];
type Answer = Record<string, unknown>;

const RULES: { [Kind in RuleExample['kind']]: (input: InputOf<Kind>, parametersAt: ParametersAt) => Answer } = {
  bed_days: ({ in: from, out, severe_or_transfer: severeOrTransfer }) => ({
    days: computeBedDays({ admittedAt: `${from}:00+07:00`, dischargedAt: `${out}:00+07:00`, severeOrTransfer }),
  }),
  bed_split: ({ prices }) => ({
    ...(prices.length === 2 ? { quantities: [0.5, 0.5] } : {}),
    amount: computeSplitBedDay(prices.map(decimal)),
  }),
  commune_stay: ({ days, price }) => {
    const { paidDays, amount } = computeCommuneStay(days, decimal(price));
    // A stay at a station has no examination fee (TT 39/2018 Đ4 k5).
    return { paid_days: paidDays, amount, exam_fee: 0 };
  },
  copay_threshold: ({ dates }, at) => ({ values: dates.map((one) => at(one).copayLimit) }),
  low_cost_threshold: ({ dates }, at) => ({ values: dates.map((one) => at(one).lowCostLimit) }),
  vtyt_cap: ({ dates }, at) => ({ values: dates.map((one) => at(one).supplyCap) }),
  copay_remaining_midyear: ({ accumulated, since, lcs_old, lcs_new, date }, at) => ({
    remaining: computeCopayRemaining(
      { paid: decimal(since), before: { paid: decimal(accumulated), baseSalary: decimal(lcs_old) } },
      underBaseSalary(decimal(lcs_new), at(date)),
    ),
  }),
  direct_payment_cap: ({ date, factor }, at) => {
    const parameters = at(date);
    return { value: computeDirectPaymentCap(caseOfFactor(decimal(factor), parameters), parameters) };
  },
  referral_slip: ({ signed, annex_iii: yearly, holidays }) => ({
    last_valid: slipValidTo({ kind: 'referral', signedOn: signed, yearly }, new Set(holidays)),
  }),
  exam_ratios: ({ count, date }, at) => ({ ratios: Array.from({ length: count }, (_, i) => examRatioAt(i + 1, at(date))) }),
  surgery_ratios: ({ operations, date }, at) => {
    const list = operations.map(({ price, kind, same_team: sameTeam }, i) => ({ id: `${i + 1}`, price: decimal(price), kind, sameTeam }));
    const ratios = computeSurgeryRatios(list, at(date));
    return { ratios: list.map(({ id }) => ratios.get(id)) };
  },
};

/**
 * What the rule of an example answers, under the names of the file; amounts in dong, ratios in percent. `parametersAt` answers with the parameters
 * of a day. Throws a RangeError where the law of that day is not known. Source: docs/legal/insurance.md#beds, #exemption, #supply-cap, #referral, #exams, #surgery
 */
export function computeRule({ kind, input }: RuleExample, parametersAt: ParametersAt): Answer {
  // One kind at a time: the compiler cannot see that the rule and its input are of the same one.
  const rule = RULES[kind] as (input: unknown, parametersAt: ParametersAt) => Answer;
  return rule(input, parametersAt);
}

/** The ceiling is a number of months of the base salary, whichever that is. */
function underBaseSalary(baseSalary: Decimal, parameters: InsuranceParameters): InsuranceParameters {
  return { ...parameters, baseSalary, copayLimit: multiply(baseSalary, divide(parameters.copayLimit, parameters.baseSalary)) };
}

function caseOfFactor(factor: Decimal, { directPaymentFactors }: InsuranceParameters): DirectPaymentCase {
  const found = Object.keys(directPaymentFactors).find((name) => directPaymentFactors[name] === factor);
  if (found === undefined) throw new RangeError('no case of direct payment has this factor');
  return found as DirectPaymentCase;
}
