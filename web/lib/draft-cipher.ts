/**
 * Drafts lie on the disk of a computer that many share, so they lie there sealed: AES-GCM under a key of this person that the server gives
 * with the session. The key is in memory only and cannot be read out again.
 */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  box: ArrayBuffer;
}

const IV_BYTES = 12;

let raw = '';
let key: Promise<CryptoKey> | undefined;

/** From the session's answer, base64url; undefined forgets it. */
export function setDraftKey(given: string | undefined): void {
  if (given === raw) return;
  raw = given ?? '';
  key = given === undefined ? undefined : importKey(given);
}

/** Without TLS a browser has no cipher, and then nothing goes to the disk. */
export const canSeal = (): boolean => key !== undefined;

function importKey(given: string): Promise<CryptoKey> | undefined {
  if (!isSecureContext) return undefined;
  const bytes = Uint8Array.from(atob(given.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** The name is sealed in: a draft moved under another name does not open. */
export async function seal(name: string, text: string): Promise<Sealed> {
  if (key === undefined) throw new Error('no key for drafts');
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(name) }, await key, bytesOf(text));
  return { iv, box };
}

/** Undefined for what another key sealed or somebody changed. */
export async function unseal(name: string, { iv, box }: Sealed): Promise<string | undefined> {
  if (key === undefined) return undefined;
  try {
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(name) }, await key, box);
    return new TextDecoder().decode(bytes);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'OperationError') return undefined;
    throw cause;
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
