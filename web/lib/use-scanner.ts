import { useEffect, useEffectEvent } from 'react';
import { isScanText } from './scan.ts';

/** A scanner sends a key every few milliseconds; the fastest typist needs five times as long. */
const LONGEST_GAP_MS = 60;
/** No fingers keep that speed for so many keys: what began like this is a scanner, and a busy machine may hold up the rest. */
const SURELY_A_SCANNER = 6;
const LONGEST_HITCH_MS = 600;

/** Keys that came one upon the other. */
export interface Burst {
  text: string;
  lastAt: number;
  /** Where the burst began, and what stood there: a scan into another field must not stay in it. */
  field: HTMLInputElement | null;
  valueBefore: string;
}

/** The next burst after one more key; a pause begins a new one. */
export function growBurst(burst: Burst | undefined, key: string, at: number, field: HTMLInputElement | null): Burst {
  const longestGap = (burst?.text.length ?? 0) >= SURELY_A_SCANNER ? LONGEST_HITCH_MS : LONGEST_GAP_MS;
  if (burst !== undefined && at - burst.lastAt <= longestGap) return { ...burst, text: burst.text + key, lastAt: at };
  return { text: key, lastAt: at, field, valueBefore: field?.value ?? '' };
}

/** Takes a code that a scanner types, wherever the cursor stands; the field that caught it gets its own text back. */
export function useScanner(onScan: (text: string) => void): void {
  const deliver = useEffectEvent(onScan);
  useEffect(() => {
    let burst: Burst | undefined;
    /** When the key of the next text was pressed: the text itself is as late as the page is busy. */
    let pressedAt: number | undefined;
    const onKey = (event: KeyboardEvent) => {
      pressedAt = event.timeStamp;
      if (event.key === 'Enter' && burst !== undefined && isScanText(burst.text)) {
        event.preventDefault();
        event.stopPropagation();
        restore(burst);
        deliver(burst.text);
        burst = undefined;
      } else if (event.key === 'Enter') {
        // Whatever was typed so quickly ends here: the next code does not begin with it.
        burst = undefined;
      } else if (!takesText(event.target) && event.key.length === 1 && !event.ctrlKey && !event.altKey) {
        burst = growBurst(burst, event.key, event.timeStamp, null);
      }
    };
    // A letter with marks reaches a field as text without a key of its own: in a field the text counts, elsewhere the keys.
    const onText = (event: InputEvent) => {
      const field = event.target instanceof HTMLInputElement ? event.target : null;
      if (event.data !== null) burst = growBurst(burst, event.data, pressedAt ?? event.timeStamp, field);
      pressedAt = undefined;
    };
    addEventListener('keydown', onKey, { capture: true });
    addEventListener('beforeinput', onText, { capture: true });
    return () => {
      removeEventListener('keydown', onKey, { capture: true });
      removeEventListener('beforeinput', onText, { capture: true });
    };
  }, []);
}

const takesText = (target: EventTarget | null): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Sets the value the way a person does, so that the form hears of it. */
function restore({ field, valueBefore }: Burst): void {
  if (field === null) return;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, valueBefore);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
