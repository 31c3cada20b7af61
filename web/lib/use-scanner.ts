import { useEffect, useEffectEvent } from 'react';
import { isScanText } from './scan.ts';

/** A scanner sends a key every few milliseconds; the fastest typist needs five times as long. */
const LONGEST_GAP_MS = 60;

interface Burst {
  text: string;
  lastAt: number;
  /** Where the burst began, and what stood there: a scan into another field must not stay in it. */
  target: EventTarget | null;
  valueBefore: string;
}

/** The next burst after one more key; a pause begins a new one. */
export function growBurst(burst: Burst | undefined, key: string, at: number, target: EventTarget | null): Burst {
  if (burst !== undefined && at - burst.lastAt <= LONGEST_GAP_MS) return { ...burst, text: burst.text + key, lastAt: at };
  return { text: key, lastAt: at, target, valueBefore: target instanceof HTMLInputElement ? target.value : '' };
}

/** Takes a code that a scanner types, wherever the cursor stands; the field that caught it gets its own text back. */
export function useScanner(onScan: (text: string) => void): void {
  const deliver = useEffectEvent(onScan);
  useEffect(() => {
    let burst: Burst | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && burst !== undefined && isScanText(burst.text)) {
        event.preventDefault();
        event.stopPropagation();
        restore(burst);
        deliver(burst.text);
        burst = undefined;
      } else if (event.key.length === 1 && !event.ctrlKey && !event.altKey)
        burst = growBurst(burst, event.key, event.timeStamp, event.target);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** Sets the value the way a person does, so that the form hears of it. */
function restore({ target, valueBefore }: Burst): void {
  if (!(target instanceof HTMLInputElement)) return;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(target, valueBefore);
  target.dispatchEvent(new Event('input', { bubbles: true }));
}
