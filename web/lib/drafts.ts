import { useEffect, useEffectEvent } from 'react';
import { deleteDraft, deleteDraftsBefore, readDrafts, writeDraft, type StoredDraft } from './draft-store.ts';
import { draftPrefix, session } from './session.ts';

const EVERY_MS = 5_000;
/** Whoever has not come back by then will not: what was typed about a person does not lie around. */
const KEPT_MS = 3 * 24 * 60 * 60_000;

/** A draft belongs to a person at a facility: the next one at this computer must not meet it. */
const keyOf = (name: string): string => draftPrefix() + name;

let fromDisk = new Map<string, StoredDraft>();

/** Fetches what this person left on this computer. Before the first desk is shown; a browser without a disk keeps drafts in the tab only. */
export async function loadDrafts(): Promise<void> {
  try {
    await deleteDraftsBefore(Date.now() - KEPT_MS);
    fromDisk = await readDrafts(draftPrefix());
  } catch (cause) {
    noDisk(cause);
  }
}

/** What was being typed when the page was left, crashed or was killed. Wiped at log-out (session.ts). */
export function findDraft<T>(name: string): T | undefined {
  const key = keyOf(name);
  const tab = sessionStorage.getItem(key);
  const kept = [tab === null ? undefined : (JSON.parse(tab) as StoredDraft), fromDisk.get(key)].filter((one) => one !== undefined);
  // A browser that restores its tabs may bring an older one than the disk has.
  const newest = kept.toSorted((a, b) => b.at - a.at)[0];
  return newest === undefined ? undefined : (JSON.parse(newest.text) as T);
}

export function dropDraft(name: string): void {
  const key = keyOf(name);
  sessionStorage.removeItem(key);
  if (fromDisk.delete(key)) deleteDraft(key).catch(noDisk);
}

/** In the tab at once, which a reload survives, and on the disk a moment later, which a killed browser survives. */
function keepDraft(name: string, value: unknown): void {
  const key = keyOf(name);
  const text = JSON.stringify(value);
  if (fromDisk.get(key)?.text === text) return;
  const draft = { text, at: Date.now() };
  sessionStorage.setItem(key, JSON.stringify(draft));
  fromDisk.set(key, draft);
  writeDraft(key, draft).catch(noDisk);
}

/** Keeps a draft every five seconds and when the page is left; `read` answers undefined when there is nothing to keep. */
export function useDraft(name: string, read: () => unknown): void {
  const keep = useEffectEvent(() => {
    // After log-out nothing may be written again.
    if (session.get() === undefined) return;
    const value = read();
    if (value === undefined) dropDraft(name);
    else keepDraft(name, value);
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

/** Private windows and full disks refuse; the draft in the tab still stands. */
function noDisk(cause: unknown): void {
  reportError(cause);
}
