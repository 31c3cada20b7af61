import type { KeyboardEvent } from 'react';

const FIELDS = 'input:not([disabled]):not([readonly]), select:not([disabled]), textarea:not([disabled])';

/** Enter goes to the next field of the form, Shift+Enter to the one before; buttons and long texts keep their Enter. */
export function moveOnEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.defaultPrevented || event.nativeEvent.isComposing) return;
  const from = event.target;
  if (!(from instanceof HTMLInputElement || from instanceof HTMLSelectElement)) return;
  event.preventDefault();
  focusNextField(from, event.shiftKey ? -1 : 1);
}

/** Moves the cursor among the fields of the form that holds `from`; stays at either end. */
export function focusNextField(from: HTMLElement, step: 1 | -1 = 1): void {
  const fields = [...(from.closest('form')?.querySelectorAll<HTMLElement>(FIELDS) ?? [])].filter((field) => field.offsetParent !== null);
  const next = fields[fields.indexOf(from) + step];
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
}
