import type { DisplayView } from './display-schemas.ts';

/** How long a browser waits before it comes back by itself; the page adds its own growing pauses. */
const RETRY_MS = 2000;

export const frame = (event: string, id: string, data: unknown): string => `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/** The first words of a stream. */
export const greeting = `retry: ${RETRY_MS}\n\n`;
/** Keeps proxies from closing a silent stream; says nothing about the queues. */
export const silence = `: beat\n\n`;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is new since the last view, or undefined; a whole snapshot when rooms came or went. */
export function changeOf(before: DisplayView, now: DisplayView): { event: 'change' | 'snapshot'; data: object } | undefined {
  const ids = (view: DisplayView) => view.rooms.map(({ id, code, name }) => [id, code, name]);
  if (!same(ids(before), ids(now)) || before.facilityName !== now.facilityName) return { event: 'snapshot', data: now };
  const rooms = now.rooms.filter((room, i) => !same(room, before.rooms[i]));
  const desks = same(before.desks, now.desks) ? undefined : now.desks;
  if (rooms.length === 0 && desks === undefined) return undefined;
  return { event: 'change', data: { at: now.at, rooms, ...(desks === undefined ? {} : { desks }) } };
}
