import type { DisplayView } from '../../api/displays/display-schemas.ts';
import { mergeChange, type DisplayChange } from './merge-change.ts';

/** The server says "still true" every 15 seconds; twice missed and what is shown may be old. */
export const STALE_MS = 35_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

export interface Follower {
  onView(view: DisplayView): void;
  /** Something came: the view is true at this moment. */
  onAlive(): void;
  /** The server does not know the key (any more). */
  onRefused(): void;
}

/**
 * Follows the queues for ever. The browser's own reconnection gives up on an answer that is no stream, so the page comes back by
 * itself with growing pauses, and asks for a plain snapshot in between when streams do not pass the network.
 */
export function followDisplay(key: string, follower: Follower): void {
  const address = `/api/displays/${encodeURIComponent(key)}`;
  let view: DisplayView | undefined;
  let pause = FIRST_PAUSE_MS;
  let heardAt = performance.now();
  let source: EventSource | undefined;

  const show = (next: DisplayView): void => {
    view = next;
    pause = FIRST_PAUSE_MS;
    heard();
    follower.onView(next);
  };
  const heard = (): void => {
    heardAt = performance.now();
    follower.onAlive();
  };
  const ask = async (): Promise<void> => {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
      if (response.status === 404 || response.status === 400) follower.onRefused();
      else if (response.ok) show((await response.json()) as DisplayView);
    } catch {
      // No link: the next try is under way, and the page says how old it is.
    }
  };
  const open = (): void => {
    source?.close();
    heardAt = performance.now();
    const opened = new EventSource(`${address}/stream`);
    source = opened;
    const data = <T>(event: Event): T => JSON.parse((event as MessageEvent<string>).data) as T;
    opened.addEventListener('snapshot', (event) => show(data<DisplayView>(event)));
    opened.addEventListener('change', (event) => {
      if (view !== undefined) show(mergeChange(view, data<DisplayChange>(event)));
    });
    opened.addEventListener('beat', heard);
    opened.addEventListener('error', () => again(opened));
  };
  const again = (failed: EventSource): void => {
    if (failed !== source) return;
    failed.close();
    source = undefined;
    setTimeout(() => void ask().then(open), pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  open();
  // A link that died without a word: no error ever comes.
  setInterval(() => {
    if (source !== undefined && performance.now() - heardAt > STALE_MS) again(source);
  }, 5000);
}
