import type { ParameterEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import { viLaw } from '../../lib/i18n/vi-law.ts';
import type { useWords, WordKey } from '../../lib/i18n/i18n.tsx';
import { dayForPeople } from '../../../domain/dates.ts';

type Words = ReturnType<typeof useWords>;

const known = (key: string): WordKey | undefined => (key in viLaw ? (key as WordKey) : undefined);
/** Codes read `bhyt.exam_ratio.2`: the longest part that has a name is the parameter, what follows tells which of them. */
export function nameOf(w: Words, code: string): string {
  const parts = code.split('.').slice(1);
  for (const at of parts.keys()) {
    const name = known(`law.${parts[at] ?? ''}`);
    if (name === undefined) continue;
    const rest = parts.slice(at + 1);
    return w(name, { key: subjectOf(w, rest) });
  }
  return code;
}

/** `n.long_term` in words; digits and card letters as they are. */
function subjectOf(w: Words, rest: string[]): string {
  const named = rest.map((part) => known(`law.${part}`));
  if (named.every((one) => one === undefined)) return rest.join('.');
  return rest.map((part, i) => (named[i] === undefined ? part : w(named[i]))).join(', ');
}

/** A value as people read it: amounts grouped, days in their order, tables as their name and what holds of it. */
export function valueOf(w: Words, value: ParameterEntry['value']): string[] {
  if (Array.isArray(value)) return [value.map((one) => single(w, one)).join(', ')];
  if (typeof value !== 'object' || value === null) return [single(w, value)];
  const { name, ...fields } = value as Record<string, unknown>;
  const details = Object.entries(fields).map(([field, one]) => {
    const label = known(`law.field.${field}`);
    return `${label === undefined ? field : w(label)}: ${field === 'care' ? care(w, one) : single(w, one)}`;
  });
  return [...(typeof name === 'string' ? [name] : []), details.join(' · ')].filter((line) => line !== '');
}

const care = (w: Words, value: unknown): string => {
  const key = typeof value === 'string' ? known(`law.care.${value}`) : undefined;
  return key === undefined ? single(w, value) : w(key);
};

function single(w: Words, value: unknown): string {
  if (value === null) return w('law.unknown');
  if (typeof value === 'boolean') return w(value ? 'law.yes' : 'law.no');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayForPeople(text);
  return /^\d+(\.\d+)?$/.test(text) ? Number(text).toLocaleString('vi-VN', { maximumFractionDigits: 3 }) : text;
}
