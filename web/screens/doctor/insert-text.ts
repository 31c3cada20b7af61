import { markOf } from './short-codes.ts';

/** Puts a text in the place of `from … to` as if it were typed, so that Ctrl+Z takes it back, and marks its first blank. */
export function insertText(area: HTMLTextAreaElement, { from, to, text }: { from: number; to: number; text: string }): void {
  area.focus();
  area.setSelectionRange(from, to);
  // There is no other way to write into a field that the browser's own undo knows of.
  const isDone = document.execCommand('insertText', false, text);
  if (!isDone) {
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const mark = markOf(text, from);
  area.setSelectionRange(mark.from, mark.to);
}

/** Writes a text behind what stands in the field, on a line of its own. */
export function appendText(area: HTMLTextAreaElement, text: string): void {
  const end = area.value.length;
  const lead = area.value === '' || area.value.endsWith('\n') ? '' : '\n';
  insertText(area, { from: end, to: end, text: lead + text });
}
