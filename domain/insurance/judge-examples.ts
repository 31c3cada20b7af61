import { z } from 'zod';
import type { Day } from '../dates.ts';
import type { InsuranceParameters } from './insurance-parameters.ts';
import { computeRule, RuleExample } from './rule-example.ts';
import { computeExample, CostShareExample } from './worked-example.ts';

/** One number or text that the rules answer otherwise than the file. */
export interface Difference {
  /** `T_BHTT`, or `lines.2.T_BNCCT` with the row from 1. */
  path: string;
  expected: unknown;
  computed: unknown;
}

export interface JudgedExample {
  id: string;
  kind: string;
  title: string;
  /** `unreadable`: of no form that is known here, or without a law of its day; `reason` says which. */
  outcome: 'agrees' | 'differs' | 'unreadable';
  differences: Difference[];
  computed: unknown;
  reason?: string;
}

const Example = z.union([CostShareExample, RuleExample]);
/** `other` and `cost_share` are read alike: an example says its kind itself. */
const ExampleFile = z.object({ cost_share: z.array(z.unknown()).default([]), other: z.array(z.unknown()).default([]) });
const Head = z.object({ id: z.coerce.string(), kind: z.string().default('cost_share'), title: z.string().default('') }).partial();

/**
 * Runs a file of worked examples through the rules that bill every visit and says for each where the answer differs. Only what the file expects is
 * compared, numbers by value. Throws a ZodError when `file` is no such file. Source: docs/legal/insurance.md
 */
export function judgeExamples(file: unknown, parametersAt: (day: Day) => InsuranceParameters): JudgedExample[] {
  const { cost_share: shares, other } = ExampleFile.parse(file);
  return [...shares.map((one) => ({ kind: 'cost_share', ...(one as object) })), ...other].map((one) => judge(one, parametersAt));
}

function judge(given: unknown, parametersAt: (day: Day) => InsuranceParameters): JudgedExample {
  const { id = '?', kind = '?', title = '' } = Head.safeParse(given).data ?? {};
  const unreadable = (reason: string): JudgedExample => ({
    ...{ id, kind, title, outcome: 'unreadable', differences: [], computed: null, reason },
  });
  const read = Example.safeParse(given);
  if (!read.success) return unreadable(z.prettifyError(read.error));
  try {
    const { computed, differences } = answer(read.data, parametersAt);
    return { id, kind, title, outcome: differences.length === 0 ? 'agrees' : 'differs', differences, computed };
  } catch (cause) {
    if (cause instanceof RangeError) return unreadable(cause.message);
    throw cause;
  }
}

function answer(example: z.infer<typeof Example>, parametersAt: (day: Day) => InsuranceParameters) {
  if (example.kind !== 'cost_share') {
    const computed = computeRule(example, parametersAt);
    return { computed, differences: compareFields(example.expected, computed) };
  }
  const computed = computeExample(example, parametersAt);
  const { lines, lines_note: _, ...totals } = example.expected;
  const agreed = example.assert_only ?? Object.keys(totals);
  const rows = (lines ?? []).flatMap((row, i) => compareFields(row, computed.lines[i] ?? {}, `lines.${i + 1}.`));
  return { computed, differences: [...compareFields(pick(totals, agreed), computed.totals), ...rows] };
}

const pick = (values: Record<string, unknown>, names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, values[name]]));

/** `note` is for people. */
function compareFields(expected: Record<string, unknown>, computed: Record<string, unknown>, prefix = ''): Difference[] {
  return Object.entries(expected)
    .filter(([name, value]) => name !== 'note' && !isSame(value, computed[name]))
    .map(([name, value]) => ({ path: `${prefix}${name}`, expected: value, computed: computed[name] ?? null }));
}

/** Numbers by value, whether the file writes them as numbers or as text. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => isSame(value, b[i]));
  const [x, y] = [plain(a), plain(b)];
  return x === y;
}

const plain = (value: unknown): unknown => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value);
