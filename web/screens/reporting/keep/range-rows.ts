import type { IndicatorList, SetRanges } from '../../../../api/results/result-schemas.ts';
import { newId } from '../../../../domain/ids.ts';
import { rangeAgeText, readRangeAge } from '../../../../domain/results/range-age.ts';
import { numberForPeople } from '../../../lib/format-money.ts';
import { readDecimal } from '../../../lib/format.ts';

export type KeptIndicator = IndicatorList['items'][number];
type Range = KeptIndicator['ranges'][number];

/** One row of the form as it is typed. */
export interface RangeRow {
  key: string;
  sex: '' | 'male' | 'female';
  ageFrom: string;
  ageUntil: string;
  low: string;
  high: string;
  criticalLow: string;
  criticalHigh: string;
  normalChoice: string;
}

const shown = (value: string | null): string => (value === null ? '' : numberForPeople(value));

export const rowOf = (range: Omit<Range, 'origin'>): RangeRow => ({
  key: newId(),
  sex: range.sex ?? '',
  ageFrom: rangeAgeText(range.ageFromDays),
  ageUntil: range.ageUntilDays === null ? '' : rangeAgeText(range.ageUntilDays),
  low: shown(range.low),
  high: range.high === null ? '' : `${range.highOpen ? '<' : ''}${shown(range.high)}`,
  criticalLow: shown(range.criticalLow),
  criticalHigh: shown(range.criticalHigh),
  normalChoice: range.normalChoice ?? '',
});

export const emptyRow = (): RangeRow => ({
  ...{ key: newId(), sex: '', ageFrom: '0 ngày', ageUntil: '', low: '', high: '', criticalLow: '', criticalHigh: '', normalChoice: '' },
});

type SentRange = SetRanges['ranges'][number];

/** A row as the request wants it; undefined when an age or a number cannot be read, or nothing in it says what is normal. */
export function readRow(row: RangeRow): SentRange | undefined {
  const ageFromDays = readRangeAge(row.ageFrom);
  const ageUntilDays = row.ageUntil.trim() === '' ? null : readRangeAge(row.ageUntil);
  const highOpen = row.high.trim().startsWith('<');
  const typed = { low: row.low, high: row.high.replace('<', ''), criticalLow: row.criticalLow, criticalHigh: row.criticalHigh };
  const numbers: Record<string, string> = {};
  for (const [name, text] of Object.entries(typed)) {
    if (text.trim() === '') continue;
    const value = readDecimal(text);
    if (value === undefined) return undefined;
    numbers[name] = value;
  }
  if (ageFromDays === undefined || ageUntilDays === undefined) return undefined;
  if (Object.keys(numbers).length === 0 && row.normalChoice === '') return undefined;
  return {
    ...{ id: newId(), ageFromDays, highOpen, ...numbers },
    ...(ageUntilDays === null ? {} : { ageUntilDays }),
    ...(row.sex === '' ? {} : { sex: row.sex }),
    ...(row.normalChoice === '' ? {} : { normalChoice: row.normalChoice }),
  };
}
