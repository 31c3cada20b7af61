import type { Destination } from '../../db/stores/destination-store.ts';
import { unseal } from '../http/seal.ts';
import type { Secrets } from '../secrets.ts';
import type { Peer } from './send-bundle.ts';
import { staticToken } from './static-token.ts';

/** The peer of a destination with its token in clear, for the moment of one request. */
export function peerOf(secrets: Secrets, { id, baseUrl, credentials }: Pick<Destination, 'id' | 'baseUrl' | 'credentials'>): Peer {
  return credentials === null ? { baseUrl } : { baseUrl, tokens: staticToken(unseal(secrets, id, credentials)) };
}
