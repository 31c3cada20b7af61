import { isDay } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import type { ClaimField } from './claim-definitions.ts';

const FORMATS: Readonly<Record<NonNullable<ClaimField['format']>, (text: string) => boolean>> = {
  integer: (text) => /^\d+$/.test(text),
  percent: (text) => /^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100,
  quantity: (text) => /^\d+(\.\d{1,3})?$/.test(text),
  amount: (text) => /^\d+(\.\d{1,2})?$/.test(text),
  weight: (text) => /^\d+(\.\d{1,2})?$/.test(text) && Number(text) > 0,
  birth: isBirth,
  day: isClaimDay,
  minute: isMinute,
  'day-or-minute': (text) => isClaimDay(text) || isMinute(text),
};
// XML cannot hold most of them (XML 1.0 §2.2), and tabs or line ends break the insurer's catalogue matching.
const CONTROL = /\p{Cc}/u;

/**
 * Everything wrong with one value by its field definition: presence, length, format, pattern, characters. `path` is that of the value.
 * Source: docs/legal/insurance.md#claims
 */
export function checkClaimField(field: ClaimField, value: string, path: string): Issue[] {
  if (value === '') return field.required === 'always' ? [error('claim_field_missing', path)] : [];
  return [...checkLength(field, value, path), ...checkForm(field, value, path)];
}

function checkLength({ maxLength }: ClaimField, value: string, path: string): Issue[] {
  const length = [...value].length;
  return maxLength !== null && length > maxLength ? [error('claim_field_too_long', path, { length, max: maxLength })] : [];
}

function checkForm(field: ClaimField, value: string, path: string): Issue[] {
  if (CONTROL.test(value) || value !== value.trim()) return [error('claim_field_characters', path)];
  const items = field.list === true ? value.split(';') : [value];
  return items.every((item) => isWellFormed(field, item)) ? [] : [error('claim_field_format', path, { format: field.format ?? 'text' })];
}

/** An item of a list may be empty: an open-ended card among others keeps its place. */
function isWellFormed({ format, pattern, list }: ClaimField, item: string): boolean {
  if (item === '' && list === true && format !== undefined) return true;
  if (pattern !== undefined && !new RegExp(pattern).test(item)) return false;
  return item !== '' && item === item.trim() && (format === undefined || FORMATS[format](item));
}

function isClaimDay(text: string): boolean {
  return /^\d{8}$/.test(text) && isDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
}

function isMinute(text: string): boolean {
  return isClaimDay(text.slice(0, 8)) && /^([01]\d|2[0-3])[0-5]\d$/.test(text.slice(8));
}

function isBirth(text: string): boolean {
  return /^\d{4}00000000$/.test(text) || isMinute(text);
}
