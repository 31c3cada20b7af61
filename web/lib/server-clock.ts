import { localDay, type Day } from '../../domain/dates.ts';

let offsetMs = 0;

/** Learns the server's clock from an answer: desk computers of 2015 are often minutes or years off. */
export function learnServerTime(instant: string): void {
  const server = Date.parse(instant);
  if (!Number.isNaN(server)) offsetMs = server - Date.now();
}

/** Now, as the server sees it. */
export const serverNow = (): Date => new Date(Date.now() + offsetMs);

/** Today in Viet Nam, as the server sees it. */
export const today = (): Day => localDay(serverNow());
