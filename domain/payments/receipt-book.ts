import { error, type Issue } from '../issue.ts';

/** Receipts for money that comes in, payouts for money that goes out. */
export const bookKinds = ['receipt', 'payout'] as const;
export type BookKind = (typeof bookKinds)[number];

const MAX_NUMBER = 9_999_999;
/** A book of a hundred thousand sheets is a slip of the finger. */
const MAX_SHEETS = 100_000;

/** Why a book cannot be opened: its series and its first and last number. */
export function checkBook({ series, first, last }: { series: string; first: number; last: number }): Issue[] {
  return [
    ...(/^[0-9A-Za-z/.-]{1,15}$/.test(series) ? [] : [error('book_series_format', 'series')]),
    ...(first >= 1 && last <= MAX_NUMBER ? [] : [error('book_number_range', 'first', { max: MAX_NUMBER })]),
    ...(last >= first ? [] : [error('book_numbers_reversed', 'last')]),
    ...(last - first < MAX_SHEETS ? [] : [error('book_too_thick', 'last', { max: MAX_SHEETS })]),
  ];
}

/** A number as it is printed: seven digits. */
export const bookNumber = (number: number): string => String(number).padStart(7, '0');
