/** Combining marks left by NFD: tone, breve, circumflex, horn, and the caron of Mông letters such as Ǎ. */
const MARKS = /[\u0300-\u036f]/gu;
const APOSTROPHES_AND_HYPHEN = /['’ʼ`-]/gu;
const NAME = /^[\p{L}\p{M}\s'’‘ʼ.-]+$/u;

/**
 * A text without what people leave out when they search: case, marks, đ, apostrophes, hyphens and double spaces.
 * `Nguyễn Thị Hoà`, `nguyen thi hòa` and the same in NFD give the same text. For comparing and searching only; it is never shown.
 * NFD does not take the stroke off đ, so that letter is folded by name. The SQL function `fold_text` does the same, step by step.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(/đ/giu, 'd')
    .replace(APOSTROPHES_AND_HYPHEN, ' ')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The words of a folded name, in order; none for an empty text. */
export function nameTokens(text: string): string[] {
  const folded = foldName(text);
  return folded === '' ? [] : folded.split(' ');
}

/** True when the text has only letters (of any script, with any marks), spaces, apostrophes, dots and hyphens. */
export const hasNameCharacters = (text: string): boolean => NAME.test(text);
