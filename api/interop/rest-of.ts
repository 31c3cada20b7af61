import type { Destination } from '../../db/stores/destination-store.ts';

const PAUSED_SECONDS = 5 * 60;

/** Seconds for which the destination is left alone; undefined when it may be sent to. */
export function restOf(destination: Destination | undefined, isHeld: boolean, now: string): number | undefined {
  if (isHeld || destination?.pausedAt != null) return PAUSED_SECONDS;
  const quiet = Date.parse(destination?.throttledUntil ?? now) - Date.parse(now);
  return quiet > 0 ? Math.ceil(quiet / 1000) : undefined;
}
