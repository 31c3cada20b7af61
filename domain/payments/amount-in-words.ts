import type { Decimal } from '../money.ts';

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const GROUPS = ['', 'nghìn', 'triệu'];

/**
 * An amount in whole dong as a receipt writes it out: `1005021` is "Một triệu không trăm linh năm nghìn không trăm hai mươi mốt đồng".
 * Throws a RangeError for a fraction or an amount below nothing. Source: docs/legal/payments.md#receipts
 */
export function amountInWords(amount: Decimal): string {
  if (!/^\d+$/.test(amount)) throw new RangeError('only whole amounts are written out');
  const digits = amount.replace(/^0+(?=\d)/, '');
  const words = digits === '0' ? [DIGITS[0] ?? ''] : billions(digits);
  const text = words.filter((word) => word !== '').join(' ');
  return `${text.charAt(0).toLocaleUpperCase('vi')}${text.slice(1)} đồng`;
}

/** Nine digits at a time; each further nine are thousands of millions. */
function billions(digits: string): string[] {
  const low = digits.slice(-9);
  const high = digits.slice(0, -9);
  if (high === '') return below(low, false);
  return [...billions(high), 'tỷ', ...(/^0+$/.test(low) ? [] : below(low, true))];
}

/** At most nine digits; `after` says that something stands before, so that missing hundreds are read out. */
function below(digits: string, after: boolean): string[] {
  const groups = digits.padStart(9, '0').match(/\d{3}/g) ?? [];
  let begun = after;
  return groups.flatMap((group, i) => {
    const first = !begun;
    if (group === '000') return [];
    begun = true;
    return [...hundreds(group, first), GROUPS[groups.length - 1 - i] ?? ''];
  });
}

function hundreds(group: string, first: boolean): string[] {
  const [h = 0, t = 0, u = 0] = [...group].map(Number);
  const words = first && h === 0 ? [] : [DIGITS[h] ?? '', 'trăm'];
  if (t === 0 && u === 0) return words;
  if (t === 0) return [...words, ...(words.length > 0 ? ['linh'] : []), DIGITS[u] ?? ''];
  words.push(...(t === 1 ? ['mười'] : [DIGITS[t] ?? '', 'mươi']));
  return [...words, unitAfterTens(t, u)];
}

function unitAfterTens(tens: number, unit: number): string {
  if (unit === 0) return '';
  if (unit === 1 && tens > 1) return 'mốt';
  if (unit === 4 && tens > 1) return 'tư';
  return unit === 5 ? 'lăm' : (DIGITS[unit] ?? '');
}
