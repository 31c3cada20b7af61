import { useEffect, useEffectEvent } from 'react';

/** A key as the screens name it: `esc`, `f10`, `ctrl+enter`, `alt+1`. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey'>): string {
  // With Alt some layouts give another character for a digit; the position on the board stays.
  const digit = event.altKey ? /^Digit(\d)$/.exec(event.code)?.[1] : undefined;
  const key = digit ?? (event.key === 'Escape' ? 'esc' : event.key.toLowerCase());
  // Shift counts with the keys that have no letter of their own: with a letter it is part of the letter.
  const shift = event.shiftKey && /^f\d+$/.test(key) ? 'shift+' : '';
  return `${event.ctrlKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${shift}${key}`;
}

const SAVE = 'ctrl+enter';

/** Keys of a screen. They rest while a dialog stands over the screen, and while letters are being composed. */
export function useKeys(keys: Record<string, () => void>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = keys[keyName(event)];
    if (action === undefined || event.isComposing || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]') !== null) return;
    event.preventDefault();
    if (keyName(event) === SAVE) event.stopPropagation();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    // A list that hangs open on a field would take Ctrl+Enter for a choice: saving goes first.
    const first = (event: KeyboardEvent) => (keyName(event) === SAVE ? onKey(event) : undefined);
    addEventListener('keydown', first, { capture: true });
    addEventListener('keydown', listener);
    return () => {
      removeEventListener('keydown', first, { capture: true });
      removeEventListener('keydown', listener);
    };
  }, []);
}
