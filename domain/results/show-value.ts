import type { ReadValue, ReferenceRange } from './indicator.ts';

const signs = { '<': '< ', '<=': '≤ ', '>': '> ', '>=': '≥ ' } as const;

/** A value as people read it, with a decimal comma: `< 0,5`, `8,1`, `Âm tính`. */
export function showValue({ comparator, number, text }: ReadValue): string {
  if (number === null) return text ?? '';
  return `${comparator === null ? '' : signs[comparator]}${number.replace('.', ',')}`;
}

/** A range as it is printed beside a value: `4 – 10`, `< 5,2`, `≥ 60`, `Âm tính`; empty when nothing is known. */
export function showRange(range: Pick<ReferenceRange, 'low' | 'high' | 'highOpen' | 'normalChoice'> | undefined): string {
  if (range === undefined) return '';
  if (range.normalChoice !== null) return range.normalChoice;
  const low = range.low?.replace('.', ',');
  const high = range.high?.replace('.', ',');
  if (low !== undefined && high !== undefined) return range.highOpen ? `${low} – < ${high}` : `${low} – ${high}`;
  if (high !== undefined) return `${range.highOpen ? '<' : '≤'} ${high}`;
  return low === undefined ? '' : `≥ ${low}`;
}
