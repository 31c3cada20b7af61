import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secrets } from '../secrets.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Bytes as they lie in the database: nonce, tag, ciphertext (AES-256-GCM). Bound to the row they belong to, so that the bytes
 * of one row do not open in another.
 */
export function sealBytes(secrets: Secrets, rowId: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(secrets), nonce).setAAD(Buffer.from(rowId, 'utf8'));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The bytes in clear. Throws when the bytes, the key or the row are not those they were sealed with. */
export function unsealBytes(secrets: Secrets, rowId: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, keyOf(secrets), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(rowId, 'utf8')).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** A secret text, sealed as `sealBytes` does. */
export const seal = (secrets: Secrets, rowId: string, text: string): Buffer => sealBytes(secrets, rowId, Buffer.from(text, 'utf8'));

/** The secret text in clear; throws as `unsealBytes` does. */
export const unseal = (secrets: Secrets, rowId: string, sealed: Buffer): string => unsealBytes(secrets, rowId, sealed).toString('utf8');

const keyOf = ({ fieldKey }: Secrets): Buffer => Buffer.from(fieldKey, 'base64url');
