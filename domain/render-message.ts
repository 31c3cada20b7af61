import { dayForPeople, isDay } from './dates.ts';
import type { Issue } from './issue.ts';

/**
 * The sentence of an issue in the language of `messages`; days among the parameters are written `dd/MM/yyyy`.
 * A code without a sentence answers with the code itself, so nothing is hidden; a missing parameter shows as `…`.
 * `{path}` is the place of the issue, for sentences about a field of a claim table.
 */
export function renderMessage(
  messages: Record<string, string>,
  issue: Pick<Issue, 'code' | 'params'> & Partial<Pick<Issue, 'path'>>,
): string {
  const sentence = messages[issue.code];
  if (sentence === undefined) return issue.code;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => forPeople(issue.params?.[name] ?? (name === 'path' ? issue.path : undefined)));
}

function forPeople(value: string | number | undefined): string {
  if (value === undefined) return '…';
  const text = String(value);
  return isDay(text) ? dayForPeople(text) : text;
}
