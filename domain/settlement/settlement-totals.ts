import { add, type Decimal } from '../money.ts';
import { isInpatient } from './care-sections.ts';
import { costColumns } from './cost-columns.ts';
import type { FormRows } from './form-layouts.ts';
import type { SettledAmounts, SettledClaim } from './settled-claim.ts';
import { lineLists, type SettlementLine } from './settlement-lines.ts';
import { addToSummary, noSummary, type SummarySums } from './summary-form.ts';

export const amountFields = [
  ...costColumns,
  ...(['hospital', 'insured', 'fund', 'copay', 'selfInScope', 'selfOutside', 'otherState', 'otherSources', 'insuredOther'] as const),
] as const satisfies readonly (keyof SettledAmounts)[];

const lineFields = ['amount', 'fund', 'copay', 'other'] as const;

/** The last line of a form: how many lines it has and the sum of each of their fields. */
export interface RowTotals {
  count: number;
  sums: Readonly<Record<string, Decimal>>;
}

/** Sums of everything the forms of a report are made of, exact. */
export interface SettlementTotals {
  summary: SummarySums;
  rows: Readonly<Record<Exclude<FormRows, 'summary'>, RowTotals>>;
}

const none = (fields: readonly string[]): RowTotals => ({ count: 0, sums: Object.fromEntries(fields.map((field) => [field, '0'])) });
const visitFields = ['days', ...amountFields] as const;

export const noTotals = (): SettlementTotals => ({
  summary: noSummary(),
  rows: {
    ...{ visits: none(visitFields), outpatients: none(visitFields), inpatients: none(visitFields) },
    ...{ '19': none(lineFields), '20': none(lineFields), '21': none(lineFields) },
  },
});

/** The totals with one claim more. Source: docs/legal/insurance.md#settlement */
export function addClaim(totals: SettlementTotals, claim: SettledClaim): SettlementTotals {
  const list = isInpatient(claim.section) ? 'inpatients' : 'outpatients';
  const { visits, [list]: before } = totals.rows;
  return {
    summary: addToSummary(totals.summary, claim),
    rows: { ...totals.rows, visits: plus(visits, claim, visitFields), [list]: plus(before, claim, visitFields) },
  };
}

/** The totals with the finished lines of the lists 19, 20 and 21. */
export function addLines(totals: SettlementTotals, lines: readonly SettlementLine[]): SettlementTotals {
  const ofList = lineLists.map((list) => {
    const own = lines.filter((line) => line.list === list);
    const sums = Object.fromEntries(lineFields.map((field) => [field, add('0', ...own.map((line) => line[field]))]));
    return [list, { count: own.length, sums }];
  });
  return { ...totals, rows: { ...totals.rows, ...(Object.fromEntries(ofList) as Pick<SettlementTotals['rows'], '19' | '20' | '21'>) } };
}

function plus<Field extends string>(before: RowTotals, row: Readonly<Record<Field, Decimal>>, fields: readonly Field[]): RowTotals {
  return { count: before.count + 1, sums: Object.fromEntries(fields.map((field) => [field, add(before.sums[field] ?? '0', row[field])])) };
}
