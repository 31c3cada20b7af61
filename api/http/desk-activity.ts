import { setTimeout as pause } from 'node:timers/promises';

const WINDOW_MS = 5_000;
/** Two requests a second: somebody works, and it is no longer one screen that asks by itself. */
const BUSY = 10;

const REST_MS = 200;

/** Tells from the last requests whether people are at work. */
export function newActivity(): { note: (now?: number) => void; isBusy: (now?: number) => boolean } {
  let times: number[] = [];
  return {
    note: (now = performance.now()) => void (times = [...times, now].slice(-BUSY)),
    isBusy: (now = performance.now()) => times.length >= BUSY && now - (times[0] ?? 0) < WINDOW_MS,
  };
}

/** The desks of this process: long work in it makes room for who is waiting for an answer. */
export const desks = newActivity();

/** For long work between two pieces of it: a rest while people are at work. */
export async function makeRoom(): Promise<void> {
  if (desks.isBusy()) await pause(REST_MS);
}
