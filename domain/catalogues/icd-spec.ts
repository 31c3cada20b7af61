/**
 * True when an ICD-10 code belongs to a set as the official disease lists are kept here: entries joined by `|`, each a code
 * with all its sub-codes (`N18`), a range with all of theirs (`E10..E14`) or an exception (`!E10.0`). An exception wins.
 * Source: TT 26/2025/TT-BYT annex VII as parsed in seeds/reference/long-term-diseases.csv
 */
export function icdSpecCovers(spec: string, code: string): boolean {
  const entries = spec.split('|').filter((entry) => entry !== '');
  const excluded = entries.filter((entry) => entry.startsWith('!')).some((entry) => covers(entry.slice(1), code));
  return !excluded && entries.filter((entry) => !entry.startsWith('!')).some((entry) => covers(entry, code));
}

function covers(entry: string, code: string): boolean {
  const [from = entry, to = from] = entry.split('..');
  return code >= from && code.slice(0, to.length) <= to;
}
