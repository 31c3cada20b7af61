/** Drafts on this computer's disk: what the browser keeps only in memory is gone when it is killed. One database, one list. */
const DATABASE = 'drafts';
const LIST = 'drafts';

export interface StoredDraft {
  text: string;
  /** Milliseconds of this computer's clock. */
  at: number;
}

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(LIST);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('drafts cannot be opened'));
  });
  return opening;
}

async function inList(mode: IDBTransactionMode, act: (list: IDBObjectStore) => void): Promise<void> {
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(LIST, mode);
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('a draft was not kept'));
    transaction.onabort = () => reject(transaction.error ?? new Error('a draft was not kept'));
    act(transaction.objectStore(LIST));
  });
}

/** All drafts whose name begins so. */
export async function readDrafts(prefix: string): Promise<Map<string, StoredDraft>> {
  const found = new Map<string, StoredDraft>();
  await inList('readonly', (list) => {
    list.openCursor(IDBKeyRange.bound(prefix, `${prefix}\uffff`)).onsuccess = ({ target }) => {
      const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
      if (cursor === null) return;
      found.set(cursor.key as string, cursor.value as StoredDraft);
      cursor.continue();
    };
  });
  return found;
}

export const writeDraft = (key: string, draft: StoredDraft): Promise<void> => inList('readwrite', (list) => void list.put(draft, key));

export const deleteDraft = (key: string): Promise<void> => inList('readwrite', (list) => void list.delete(key));

export const deleteDrafts = (prefix: string): Promise<void> =>
  inList('readwrite', (list) => void list.delete(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));

/** Wipes what was kept before a moment, of anybody. */
export const deleteDraftsBefore = (at: number): Promise<void> =>
  inList('readwrite', (list) => {
    list.openCursor().onsuccess = ({ target }) => {
      const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
      if (cursor === null) return;
      if ((cursor.value as StoredDraft).at < at) cursor.delete();
      cursor.continue();
    };
  });
