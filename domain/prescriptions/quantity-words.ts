import type { Decimal } from '../money.ts';

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const SCALES = ['', ' nghìn', ' triệu', ' tỷ'] as const;

/** A quantity as the sheet carries it: `05`, `12`, `0,5`; under ten a nought in front. Source: TT 26/2025/TT-BYT; docs/legal/prescribing.md#content */
export function quantityForPaper(quantity: Decimal): string {
  const people = quantity.replace('.', ',');
  return /^\d(,|$)/.test(people) && !people.startsWith('0') ? `0${people}` : people;
}

/**
 * A quantity in Vietnamese words with a capital, as narcotics must be written: `Hai mươi mốt`, `Một trăm linh năm`, `Hai phẩy năm`.
 * Throws a RangeError above 999 999 999 999 and for what is no decimal. Source: TT 26/2025/TT-BYT; docs/legal/prescribing.md#content
 */
export function quantityInWords(quantity: Decimal): string {
  const [whole = '', fraction] = quantity.split('.');
  if (!/^\d{1,12}$/.test(whole) || (fraction !== undefined && !/^\d+$/.test(fraction))) throw new RangeError('not a quantity');
  const words = fraction === undefined ? wholeInWords(whole) : `${wholeInWords(whole)} phẩy ${fractionInWords(fraction)}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function wholeInWords(whole: string): string {
  const groups = (whole.replace(/^0+(?=\d)/, '').match(/\d{1,3}(?=(\d{3})*$)/g) ?? []).map(Number);
  const spoken = groups.flatMap((group, i) => {
    const scale = SCALES[groups.length - 1 - i] ?? '';
    return group === 0 && groups.length > 1 ? [] : [groupInWords(group, i > 0) + scale];
  });
  return spoken.join(' ');
}

/** Three digits; inside a larger number the hundred is always said. */
function groupInWords(group: number, inner: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(group / 100), Math.floor((group % 100) / 10), group % 10];
  const head = hundreds > 0 || inner ? [`${digit(hundreds)} trăm`] : [];
  if (tens === 0)
    return [...head, ...(ones === 0 && head.length > 0 ? [] : head.length > 0 ? [`linh ${digit(ones)}`] : [digit(ones)])].join(' ');
  return [...head, tens === 1 ? 'mười' : `${digit(tens)} mươi`, ...lastDigit(tens, ones)].join(' ');
}

function lastDigit(tens: number, ones: number): string[] {
  if (ones === 0) return [];
  if (ones === 5) return ['lăm'];
  return [ones === 1 && tens > 1 ? 'mốt' : digit(ones)];
}

function fractionInWords(fraction: string): string {
  return fraction.startsWith('0') || fraction.length > 3
    ? [...fraction].map((one) => digit(Number(one))).join(' ')
    : wholeInWords(fraction);
}

const digit = (n: number): string => DIGITS[n] ?? '';
