/** Apostrophes of names such as `Y'Bia` or `K’Brếp`, in every form keyboards and scanners produce. */
const APOSTROPHES = /['’‘ʼ`´ʹ′]/gu;
/** Combining marks left by NFD: tone, breve, circumflex, horn, and the caron of Mông letters such as Ǎ. */
const MARKS = /\p{M}/gu;
const NAME = /^[\p{L}\p{M}\s'’‘ʼ.-]+$/u;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;

/**
 * A name without what people leave out when they search: case, marks, đ, apostrophes, punctuation and double spaces.
 * `Nguyễn Thị Hoà`, `nguyen thi hòa` and the same in NFD give the same text. For comparing and searching only; it is never shown.
 * NFD does not take the stroke off đ, so that letter is folded by name.
 */
export function foldName(text: string): string {
  return text.replace(APOSTROPHES, '').normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('đ', 'd').replace(NOT_WORD, ' ').trim();
}

/** The words of a folded name, in order; none for an empty text. */
export function nameTokens(text: string): string[] {
  const folded = foldName(text);
  return folded === '' ? [] : folded.split(' ');
}

/** True when the text has only letters (of any script, with any marks), spaces, apostrophes, dots and hyphens. */
export const hasNameCharacters = (text: string): boolean => NAME.test(text);
