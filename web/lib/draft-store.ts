import { seal, unseal, type Sealed } from './draft-cipher.ts';

/** Drafts on this computer's disk: what the browser keeps only in memory is gone when it is killed. One database, one list. */
const DATABASE = 'drafts';
const LIST = 'drafts';
/** The first version held clear text: its list goes with it. */
const VERSION = 2;

export interface StoredDraft {
  text: string;
  /** Milliseconds of this computer's clock. */
  at: number;
}

type SealedDraft = Sealed & Pick<StoredDraft, 'at'>;

let opening: Promise<IDBDatabase> | undefined;
let writing: Promise<void> = Promise.resolve();

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      if (request.result.objectStoreNames.contains(LIST)) request.result.deleteObjectStore(LIST);
      request.result.createObjectStore(LIST);
    };
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

/** One after the other: sealing takes its time, and an older text must not overtake a newer one, nor any text the wiping. */
function inTurn(act: () => Promise<void>): Promise<void> {
  const done = writing.then(act);
  writing = done.catch(() => undefined); // whoever asked gets the failure by `done`; the next one does not inherit it
  return done;
}

const namesFrom = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** All drafts whose name begins so; `unreadable` are the names of what does not open with this person's key. */
export async function readDrafts(prefix: string): Promise<{ drafts: Map<string, StoredDraft>; unreadable: string[] }> {
  const found = new Map<string, SealedDraft>();
  await inList('readonly', (list) => {
    list.openCursor(namesFrom(prefix)).onsuccess = ({ target }) => {
      const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
      if (cursor === null) return;
      found.set(cursor.key as string, cursor.value as SealedDraft);
      cursor.continue();
    };
  });
  const drafts = new Map<string, StoredDraft>();
  const unreadable: string[] = [];
  for (const [name, sealed] of found) {
    const text = await unseal(name, sealed);
    if (text === undefined) unreadable.push(name);
    else drafts.set(name, { text, at: sealed.at });
  }
  return { drafts, unreadable };
}

export const writeDraft = (name: string, { text, at }: StoredDraft): Promise<void> =>
  inTurn(async () => {
    const sealed: SealedDraft = { ...(await seal(name, text)), at };
    await inList('readwrite', (list) => void list.put(sealed, name));
  });

export const deleteDraft = (name: string): Promise<void> => inTurn(() => inList('readwrite', (list) => void list.delete(name)));

export const deleteDrafts = (prefix: string): Promise<void> =>
  inTurn(() => inList('readwrite', (list) => void list.delete(namesFrom(prefix))));

/** Wipes what was kept before a moment, of anybody. */
export const deleteDraftsBefore = (at: number): Promise<void> =>
  inTurn(() =>
    inList('readwrite', (list) => {
      list.openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
        if (cursor === null) return;
        if ((cursor.value as SealedDraft).at < at) cursor.delete();
        cursor.continue();
      };
    }),
  );
