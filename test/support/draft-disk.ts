import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const LOOKS = 20;

/** Waits until a draft whose name has this part lies on the disk and is no longer being written anew. */
export async function draftAtRest(page: Page, part: string): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const first = await keptAt(page, part);
    // Longer than typing rests before it is kept.
    await page.waitForTimeout(500);
    if (first !== '' && first === (await keptAt(page, part))) return;
  }
  expect.fail(`no draft ${part} comes to rest on the disk`);
}

/** When the drafts with this part in their name were kept; empty when there is none. */
async function keptAt(page: Page, part: string): Promise<string> {
  return await page.evaluate(async (wanted) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('drafts');
      opening.onsuccess = () => resolve(opening.result);
    });
    return await new Promise<string>((resolve) => {
      const found: number[] = [];
      const transaction = database.transaction('drafts');
      transaction.oncomplete = () => {
        database.close();
        resolve(found.join());
      };
      transaction.objectStore('drafts').openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
        if (cursor === null) return;
        if ((cursor.key as string).includes(wanted)) found.push((cursor.value as { at: number }).at);
        cursor.continue();
      };
    });
  }, part);
}

/** Turns one byte of each draft with this part in its name, as a damaged disk does; tells how many. */
export async function damageDrafts(page: Page, part: string): Promise<number> {
  return await page.evaluate(async (wanted) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('drafts');
      opening.onsuccess = () => resolve(opening.result);
    });
    return await new Promise<number>((resolve) => {
      let damaged = 0;
      const transaction = database.transaction('drafts', 'readwrite');
      transaction.oncomplete = () => {
        database.close();
        resolve(damaged);
      };
      transaction.objectStore('drafts').openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
        if (cursor === null) return;
        if ((cursor.key as string).includes(wanted)) {
          const draft = cursor.value as { box: ArrayBuffer };
          const bytes = new Uint8Array(draft.box);
          bytes[0] = (bytes[0] ?? 0) ^ 1;
          cursor.update(draft);
          damaged += 1;
        }
        cursor.continue();
      };
    });
  }, part);
}

/** The files below a folder that hold these words, in any of the ways a browser writes letters. */
export function filesWith(folder: string, words: string): string[] {
  const needles = [Buffer.from(words, 'utf8'), Buffer.from(words, 'utf16le'), Buffer.from(words, 'utf16le').swap16()];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return needles.some((needle) => bytes.includes(needle));
    });
}
