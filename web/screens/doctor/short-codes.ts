/** A blank to be filled in; the cursor goes to the first one. */
export const BLANK = '___';

export interface TypedCode {
  code: string;
  /** Where its full stop stands. */
  from: number;
}

/** The code right before the cursor, as in `.ho`; undefined when none stands there. A full stop within a word or number begins none. */
export function typedCode(text: string, caret: number): TypedCode | undefined {
  const found = /(^|\s)\.([a-z][a-z0-9]{0,11})$/.exec(text.slice(0, caret));
  const code = found?.[2];
  return code === undefined ? undefined : { code, from: caret - code.length - 1 };
}

/** What is marked behind an inserted text that begins at `from`: its first blank, or the place behind it. */
export function markOf(inserted: string, from: number): { from: number; to: number } {
  const blank = inserted.indexOf(BLANK);
  const at = from + (blank === -1 ? inserted.length : blank);
  return { from: at, to: blank === -1 ? at : at + BLANK.length };
}

/** The next blank behind the cursor, to go there with the same key; undefined when none is left. */
export function nextBlank(text: string, caret: number): { from: number; to: number } | undefined {
  const from = text.indexOf(BLANK, caret);
  return from === -1 ? undefined : { from, to: from + BLANK.length };
}
