import { foldName } from '../patients/fold-name.ts';

/** Days in a year and in a month as the ranges count them, rounded down at the end: eighteen years are 6574 days. */
const DAYS = { year: 365.25, month: 30.4375, day: 1 } as const;
type Unit = keyof typeof DAYS;

const units: Record<string, Unit> = {
  ...{ '': 'year', tuoi: 'year', t: 'year', years: 'year', y: 'year' },
  ...{ thang: 'month', th: 'month', months: 'month', m: 'month' },
  ...{ ngay: 'day', n: 'day', days: 'day', d: 'day' },
};

const toDays = (count: number, unit: Unit): number => Math.floor(count * DAYS[unit]);

/** An age as it is typed, `18`, `18 tuổi`, `6 tháng`, `28 ngày`, in days; undefined when it is none. Nobody is older than 150 years. */
export function readRangeAge(typed: string): number | undefined {
  // Folding would drop a sign.
  if (/[^\p{L}\p{M}\d\s]/u.test(typed)) return undefined;
  const match = /^(\d{1,5})\s*([a-z]*)$/.exec(foldName(typed));
  const unit = units[match?.[2] ?? '-'];
  if (match === null || unit === undefined) return undefined;
  const days = toDays(Number(match[1]), unit);
  return days <= toDays(150, 'year') ? days : undefined;
}

/** Days as the shortest age that means them: `18 tuổi`, `6 tháng`, `28 ngày`. Reading it gives the same days again. */
export function rangeAgeText(days: number): string {
  for (const [unit, word] of [
    ['year', 'tuổi'],
    ['month', 'tháng'],
  ] as const) {
    const count = Math.ceil(days / DAYS[unit]);
    if (count > 0 && toDays(count, unit) === days) return `${count} ${word}`;
  }
  return `${days} ngày`;
}
