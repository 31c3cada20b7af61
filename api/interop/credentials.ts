import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Destination } from '../../db/stores/outbox-store.ts';
import type { Secrets } from '../secrets.ts';
import type { Peer } from './send-bundle.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A token as it lies in the database: nonce, tag, ciphertext (AES-256-GCM). Bound to the destination's id, so that the bytes
 * of one destination do not open at another.
 */
export function sealCredentials(secrets: Secrets, destinationId: string, token: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(secrets), nonce).setAAD(Buffer.from(destinationId, 'utf8'));
  const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The token in clear. Throws when the bytes, the key or the destination are not those it was sealed with. */
export function openCredentials(secrets: Secrets, destinationId: string, sealed: Buffer): string {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, keyOf(secrets), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(destinationId, 'utf8')).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

const keyOf = ({ fieldKey }: Secrets): Buffer => Buffer.from(fieldKey, 'base64url');

/** The peer of a destination with its token in clear, for the moment of one request. */
export function peerOf(secrets: Secrets, { id, baseUrl, credentials }: Pick<Destination, 'id' | 'baseUrl' | 'credentials'>): Peer {
  return credentials === null ? { baseUrl } : { baseUrl, bearerToken: openCredentials(secrets, id, credentials) };
}
