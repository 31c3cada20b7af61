import { add, type Decimal, subtract } from '../money.ts';
import { careSections, type CareSection } from './care-sections.ts';
import { roundParts, toDong } from './round-to-dong.ts';
import type { SettledClaim } from './settled-claim.ts';

/** What form 01/BH is made of, exact: the four parts that the total cost of a visit falls into. */
const leaves = ['fund', 'copay', 'other', 'self'] as const;
type Leaf = (typeof leaves)[number];
export type SectionSums = Record<Leaf, Decimal> & { claims: number; days: number };

/** A line of form 01/BH in whole dong: 2 = 3 + 6 + 7 and 3 = 4 + 5. */
export interface SummaryLine {
  section: CareSection | 'total';
  claims: number;
  /** Column 1. */
  days: number;
  /** 2: the total cost. */
  hospital: Decimal;
  /** 3: what fund and person share. */
  insured: Decimal;
  /** 4 */
  fund: Decimal;
  /** 5 */
  copay: Decimal;
  /** 6 */
  other: Decimal;
  /** 7 */
  self: Decimal;
}

export const noSums = (): SectionSums => ({ claims: 0, days: 0, fund: '0', copay: '0', other: '0', self: '0' });
export type SummarySums = Readonly<Record<CareSection, SectionSums>>;
export const noSummary = (): Record<CareSection, SectionSums> => ({
  ...{ outpatient: noSums(), 'outpatient-treatment': noSums(), day: noSums(), inpatient: noSums() },
});

/** The sums with one claim more. */
export function addToSummary(sums: SummarySums, claim: SettledClaim): SummarySums {
  const before = sums[claim.section];
  const after: SectionSums = {
    ...{ claims: before.claims + 1, days: before.days + (Number(claim.days) || 0) },
    ...{ fund: add(before.fund, claim.fund), copay: add(before.copay, claim.copay) },
    other: add(before.other, claim.otherState, claim.otherSources),
    self: add(before.self, claim.selfInScope, claim.selfOutside),
  };
  return { ...sums, [claim.section]: after };
}

/**
 * Form 01/BH: the four sections and their total. In the total the cost and the fund's part are the sums of the files rounded half up; the other
 * parts are rounded so that the columns add up, and each section so that it adds up to the total. No amount of a part is a dong or more from
 * its exact value. Source: docs/legal/insurance.md#settlement
 */
export function summaryForm(sums: SummarySums): SummaryLine[] {
  const rows = careSections.map((section) => sums[section]);
  const exact = (leaf: Leaf): Decimal => add('0', ...rows.map((row) => row[leaf]));
  const fund = toDong(exact('fund'));
  const rest = subtract(toDong(add(...leaves.map(exact))), fund);
  const [copay = '0', other = '0', self = '0'] = roundParts([exact('copay'), exact('other'), exact('self')], rest);
  const totals: Record<Leaf, Decimal> = { fund, copay, other, self };
  const parts = (leaf: Leaf) =>
    roundParts(
      rows.map((row) => row[leaf]),
      totals[leaf],
    );
  const columns = { fund: parts('fund'), copay: parts('copay'), other: parts('other'), self: parts('self') };
  const at = (i: number, leaf: Leaf): Decimal => columns[leaf][i] ?? '0';
  const lines = careSections.map((section, i) =>
    lineOf(section, sums[section], { fund: at(i, 'fund'), copay: at(i, 'copay'), other: at(i, 'other'), self: at(i, 'self') }),
  );
  const count = { claims: total(rows, 'claims'), days: total(rows, 'days') };
  return [...lines, lineOf('total', count, totals)];
}

const total = (rows: readonly SectionSums[], field: 'claims' | 'days'): number => rows.reduce((sum, row) => sum + row[field], 0);

function lineOf(
  section: SummaryLine['section'],
  { claims, days }: Pick<SectionSums, 'claims' | 'days'>,
  { fund, copay, other, self }: Record<Leaf, Decimal>,
): SummaryLine {
  const insured = add(fund, copay);
  return { section, claims, days, hospital: add(insured, other, self), insured, fund, copay, other, self };
}
