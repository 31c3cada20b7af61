import { useEffect, useEffectEvent } from 'react';
import { isScanText } from './scan.ts';

/** A scanner sends a key every few milliseconds; the fastest typist needs five times as long. */
const LONGEST_GAP_MS = 60;

interface Burst {
  text: string;
  lastAt: number;
  /** Where the burst began, and what stood there: a scan into another field must not stay in it. */
  field: HTMLInputElement | null;
  valueBefore: string;
}

/** The next burst after one more key; a pause begins a new one. */
export function growBurst(burst: Burst | undefined, key: string, at: number, field: HTMLInputElement | null): Burst {
  if (burst !== undefined && at - burst.lastAt <= LONGEST_GAP_MS) return { ...burst, text: burst.text + key, lastAt: at };
  return { text: key, lastAt: at, field, valueBefore: field?.value ?? '' };
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
      } else if (event.key.length === 1 && !event.ctrlKey && !event.altKey) {
        burst = growBurst(burst, event.key, event.timeStamp, event.target instanceof HTMLInputElement ? event.target : null);
      }
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** Sets the value the way a person does, so that the form hears of it. */
function restore({ field, valueBefore }: Burst): void {
  if (field === null) return;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, valueBefore);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
