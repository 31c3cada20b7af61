import { useEffect, useEffectEvent } from 'react';
import { session } from './session.ts';

const EVERY_MS = 5_000;

/** A draft belongs to a person at a facility: the next one at this computer must not meet it. */
const keyOf = (name: string): string => {
  const who = session.get();
  return `draft:${who?.facility.id}:${who?.user.id}:${name}`;
};

/** What was being typed when the page was left or crashed. Wiped at log-out (session.ts). */
export function findDraft<T>(name: string): T | undefined {
  const text = sessionStorage.getItem(keyOf(name));
  return text === null ? undefined : (JSON.parse(text) as T);
}

export const dropDraft = (name: string): void => sessionStorage.removeItem(keyOf(name));

/** Keeps a draft every five seconds and when the page is left; `read` answers undefined when there is nothing to keep. */
export function useDraft(name: string, read: () => unknown): void {
  const keep = useEffectEvent(() => {
    // After log-out nothing may be written again.
    if (session.get() === undefined) return;
    const value = read();
    if (value === undefined) dropDraft(name);
    else sessionStorage.setItem(keyOf(name), JSON.stringify(value));
  });
  useEffect(() => {
    const timer = setInterval(() => keep(), EVERY_MS);
    const leave = () => keep();
    addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      removeEventListener('pagehide', leave);
      keep();
    };
  }, []);
}
