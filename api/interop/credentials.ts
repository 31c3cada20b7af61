import type { Destination } from '../../db/stores/outbox-store.ts';
import { seal, unseal } from '../http/seal.ts';
import type { Secrets } from '../secrets.ts';
import type { Peer } from './send-bundle.ts';

/** The token of a destination as it lies in the database, bound to the destination's id. */
export const sealCredentials = (secrets: Secrets, destinationId: string, token: string): Buffer =>
  seal(secrets, destinationId, Buffer.from(token, 'utf8'));

/** The token in clear. Throws when the bytes, the key or the destination are not those it was sealed with. */
export const openCredentials = (secrets: Secrets, destinationId: string, sealed: Buffer): string =>
  unseal(secrets, destinationId, sealed).toString('utf8');

/** The peer of a destination with its token in clear, for the moment of one request. */
export function peerOf(secrets: Secrets, { id, baseUrl, credentials }: Pick<Destination, 'id' | 'baseUrl' | 'credentials'>): Peer {
  return credentials === null ? { baseUrl } : { baseUrl, bearerToken: openCredentials(secrets, id, credentials) };
}
