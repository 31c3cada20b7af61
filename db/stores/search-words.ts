import { foldName } from '../../domain/patients/fold-name.ts';

/** Words of a catalogue search. They hold nothing but a-z and 0-9, so they are safe inside LIKE patterns. */
export interface SearchWords {
  /** Must all be among the words of the name, in any order. */
  whole: string[];
  /** LIKE pattern for the last word, which may be unfinished; matched against a blank + the folded name. */
  last: string;
  /** LIKE pattern of a name that begins with what was typed. */
  start: string;
  /** What was typed, folded. */
  folded: string;
  /** LIKE pattern for the same as a code, without dots and blanks; matches nothing when it cannot be a code. */
  code: string;
}

const NO_CODE = '';

/** The words of a query as fold_words would cut them; undefined when nothing was typed that can be searched. */
export function searchWords(query: string): SearchWords | undefined {
  const words = foldName(query)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const folded = words.join(' ');
  const compact = words.join('').toUpperCase();
  const code = /\d/.test(compact) ? `${compact}%` : NO_CODE;
  return { whole: words.slice(0, -1), last: `% ${last}%`, start: `${folded}%`, folded, code };
}

/** No list is longer, whatever the caller asks. */
export const boundedLimit = (limit: number): number => Math.max(1, Math.min(50, Math.trunc(limit)));
