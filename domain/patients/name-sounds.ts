/** Consonants at the beginning of a syllable that one dialect or another says alike, and so are written for each other. */
const BEGINNINGS: [RegExp, string][] = [
  [/^ngh?/, 'N'],
  [/^nh/, 'J'],
  [/^(ch|tr)/, 'C'],
  [/^(gi|d|r)(?=[aeiouy])/, 'z'],
  [/^gi/, 'zi'],
  [/^gh?/, 'g'],
  [/^kh/, 'K'],
  [/^ph/, 'f'],
  [/^th/, 'T'],
  [/^(c|k|q)/, 'k'],
  [/^(s|x)/, 's'],
  [/^(l|n)/, 'l'],
];

/**
 * A word of a folded name by its sound, so that spellings which clerks write for each other are the same: i and y, d, gi and r,
 * s and x, ch and tr, l and n, c, k and q, ng and ngh, g and gh. For comparing only; it is never shown.
 */
export function soundOf(word: string): string {
  const beginning = BEGINNINGS.find(([pattern]) => pattern.test(word));
  const spoken = beginning === undefined ? word : word.replace(beginning[0], beginning[1]);
  return spoken.replaceAll('y', 'i');
}
