import { error, type Issue } from '../issue.ts';
import { decimal, places } from '../money.ts';
import type { Comparator, Indicator, ReadValue } from './indicator.ts';

/** Longest words of one result; table 4 of the claims holds no more (GIA_TRI, QĐ 130/2023). */
const LONGEST = 255;
const NUMBER = /^(<=|>=|<|>)?\s*(\d{1,9}(?:[.,]\d{1,6})?)$/;

/**
 * What was typed for an indicator, as value or as issues at `path`. Numbers may have a decimal comma or point and `<` `>` `≤` `≥`
 * in front, and no more places than the indicator has; a coded result is one of its choices, in any case of letters.
 * Source: docs/legal/results.md#values
 */
export function readResultValue(
  typed: string,
  indicator: Pick<Indicator, 'name' | 'valueKind' | 'decimals' | 'choices'>,
  path: string,
): { value: ReadValue } | { issues: Issue[] } {
  const text = typed.trim();
  if (text === '') return { issues: [error('result_missing', path, { name: indicator.name })] };
  if (indicator.valueKind === 'numeric') return readNumber(text, indicator, path);
  if (indicator.valueKind === 'coded') return readChoice(text, indicator, path);
  if (text.length > LONGEST) return { issues: [error('result_too_long', path, { name: indicator.name, max: LONGEST })] };
  return { value: { comparator: null, number: null, text } };
}

function readNumber(
  text: string,
  { name, decimals }: Pick<Indicator, 'name' | 'decimals'>,
  path: string,
): ReturnType<typeof readResultValue> {
  const match = NUMBER.exec(text.replace('≤', '<=').replace('≥', '>='));
  if (match === null) return { issues: [error('result_not_a_number', path, { name })] };
  const number = decimal((match[2] ?? '').replace(',', '.'));
  const typedPlaces = places((match[2] ?? '').replace(',', '.'));
  const most = decimals ?? 0;
  if (typedPlaces > most) return { issues: [error('result_decimals', path, { name, max: most })] };
  return { value: { comparator: (match[1] ?? null) as Comparator | null, number: canonical(number), text: null } };
}

/** `8.10` and `8.1` are one number. */
const canonical = (number: string): string => (number.includes('.') ? number.replace(/\.?0+$/, '') : number);

function readChoice(
  text: string,
  { name, choices }: Pick<Indicator, 'name' | 'choices'>,
  path: string,
): ReturnType<typeof readResultValue> {
  const folded = text.toLocaleLowerCase('vi');
  const chosen = choices.find((choice) => choice.toLocaleLowerCase('vi') === folded);
  if (chosen !== undefined) return { value: { comparator: null, number: null, text: chosen } };
  return { issues: [error('result_not_a_choice', path, { name, choices: choices.join(', ') })] };
}
