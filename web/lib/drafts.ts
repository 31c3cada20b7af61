import { useEffect, useEffectEvent } from 'react';
import { canSeal } from './draft-cipher.ts';
import { deleteDraft, deleteDraftsBefore, readDrafts, writeDraft, type StoredDraft } from './draft-store.ts';
import { draftPrefix, session } from './session.ts';

const EVERY_MS = 5_000;
/** Typing has paused: sealing is no work of every key, and a reload right after loses no more than this. */
const REST_MS = 300;
/** Whoever has not come back by then will not: what was typed about a person does not lie around. */
const KEPT_MS = 3 * 24 * 60 * 60_000;

/** A draft belongs to a person at a facility: the next one at this computer must not meet it. */
const keyOf = (name: string): string => draftPrefix() + name;

/** In clear in memory only; the disk has them sealed. */
let drafts = new Map<string, StoredDraft>();

/** Fetches what this person left on this computer. Before the first desk is shown; a browser without a disk keeps drafts in the page only. */
export async function loadDrafts(): Promise<void> {
  try {
    await deleteDraftsBefore(Date.now() - KEPT_MS);
    const found = await readDrafts(draftPrefix());
    drafts = found.drafts;
    if (found.unreadable.length === 0) return;
    await Promise.all(found.unreadable.map(deleteDraft));
    reportError(new Error('drafts that do not open with this key were wiped'));
  } catch (cause) {
    noDisk(cause);
  }
}

/** What was being typed when the page was left, crashed or was killed. Wiped at log-out (session.ts). */
export function findDraft<T>(name: string): T | undefined {
  const found = drafts.get(keyOf(name));
  return found === undefined ? undefined : (JSON.parse(found.text) as T);
}

export function dropDraft(name: string): void {
  const key = keyOf(name);
  if (drafts.delete(key) && canSeal()) deleteDraft(key).catch(noDisk);
}

function keepDraft(name: string, value: unknown): void {
  const key = keyOf(name);
  const text = JSON.stringify(value);
  if (drafts.get(key)?.text === text) return;
  const draft = { text, at: Date.now() };
  drafts.set(key, draft);
  if (canSeal()) writeDraft(key, draft).catch(noDisk);
}

/** Keeps a draft when typing pauses, every five seconds and when the page is left; `read` answers undefined when there is nothing to keep. */
export function useDraft(name: string, read: () => unknown): void {
  const keep = useEffectEvent(() => {
    // After log-out nothing may be written again.
    if (session.get() === undefined) return;
    const value = read();
    if (value === undefined) dropDraft(name);
    else keepDraft(name, value);
  });
  // Every change of a form draws it anew.
  useEffect(() => {
    const timer = setTimeout(() => keep(), REST_MS);
    return () => clearTimeout(timer);
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

/** Private windows and full disks refuse; the draft in the page still stands. */
function noDisk(cause: unknown): void {
  reportError(cause);
}
