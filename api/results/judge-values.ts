import type { ReadTx } from '../../db/doors.ts';
import { findLabService, listIndicators, listRanges, type KnownRange } from '../../db/stores/lab-catalogue-store.ts';
import type { StoredValue } from '../../db/stores/result-store.ts';
import type { WorkRow } from '../../db/views/result-work-view.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { computeFlag, isCritical } from '../../domain/results/compute-flag.ts';
import { findRange } from '../../domain/results/find-range.ts';
import type { Indicator } from '../../domain/results/indicator.ts';
import { readResultValue } from '../../domain/results/read-result-value.ts';
import type { ApiCtx } from '../http/context.ts';

export interface KnownIndicator {
  indicator: Indicator;
  range: KnownRange | undefined;
}

/** What an order of the laboratory reports, each with the range of this person on the day of collection. */
export async function readIndicators(tx: ReadTx, ctx: ApiCtx, work: WorkRow): Promise<KnownIndicator[]> {
  const day: Day = localDay(work.takenAt ?? ctx.now);
  const codes = (await findLabService(tx, work.serviceCode, localDay(work.orderedAt)))?.indicatorCodes ?? [];
  const indicators = await listIndicators(tx, codes, day);
  if (indicators.length === 0) return [{ indicator: inWords(work), range: undefined }];
  const ranges = await listRanges(tx, ctx.facilityId, codes, day);
  return indicators.map((indicator) => ({
    indicator,
    range: findRange(
      ranges.filter(({ indicatorCode }) => indicatorCode === indicator.code),
      work,
      day,
    ),
  }));
}

/** A service of which the catalogue does not say what it reports is reported in words. */
const inWords = ({ serviceName }: WorkRow): Indicator => ({
  ...{ code: 'KQ', name: serviceName, loinc: null, unit: null, ucum: null },
  ...{ valueKind: 'text', decimals: null, choices: [] },
});

export interface Judged {
  values: StoredValue[];
  issues: Issue[];
  isCritical: boolean;
}

/** What was typed, read and judged by the ranges; what was left empty is not reported. */
export function judgeValues(typed: { code: string; typed: string }[], known: KnownIndicator[]): Judged {
  const issues: Issue[] = [];
  const values: StoredValue[] = [];
  for (const [i, { code, typed: text }] of typed.entries()) {
    if (text === '') continue;
    const at = known.findIndex(({ indicator }) => indicator.code === code);
    const found = known[at];
    if (found === undefined) {
      issues.push(error('indicator_unknown', `values.${i}.code`, { code }));
      continue;
    }
    const read = readResultValue(text, found.indicator, `values.${i}.typed`);
    if ('issues' in read) issues.push(...read.issues);
    else values.push(storedValue(found, at + 1, read.value));
  }
  return { values, issues, isCritical: values.some(({ flag }) => isCritical(flag)) };
}

function storedValue(
  { indicator, range }: KnownIndicator,
  position: number,
  value: Pick<StoredValue, 'comparator' | 'number' | 'text'>,
): StoredValue {
  const { code, name, loinc, unit, ucum, valueKind } = indicator;
  return {
    ...{ position, indicatorCode: code, name, loinc, unit, ucum, valueKind, ...value },
    flag: computeFlag(value, range) ?? null,
    low: range?.low ?? null,
    high: range?.high ?? null,
    highOpen: range?.highOpen ?? false,
    criticalLow: range?.criticalLow ?? null,
    criticalHigh: range?.criticalHigh ?? null,
    normalChoice: range?.normalChoice ?? null,
    rangeOrigin: range?.origin ?? null,
  };
}
