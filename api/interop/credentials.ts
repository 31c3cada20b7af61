import { z } from 'zod';
import type { Destination } from '../../db/stores/destination-store.ts';
import type { Services } from '../http/context.ts';
import { seal, unseal } from '../http/seal.ts';
import type { Secrets } from '../secrets.ts';
import type { Peer } from './send-bundle.ts';
import { clientTokens, staticToken } from './tokens.ts';

const client = { tokenUrl: z.url(), clientId: z.string().min(1), scope: z.string().min(1) };

/** A key of ours at a token server, as it lies sealed. */
const Key = z.object({ keyId: z.string(), algorithm: z.enum(['RS384', 'ES384']), privateKey: z.string() });
export type SigningKey = z.infer<typeof Key>;

/** How a destination knows us; lies sealed, bound to the destination. */
const Credentials = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bearer'), token: z.string() }),
  z.object({ kind: z.literal('client-secret'), ...client, secret: z.string() }),
  /** The first key signs; the others are still published, so that a server that reads our keys late knows both. */
  z.object({ kind: z.literal('private-key'), ...client, keys: z.array(Key).min(1) }),
]);
export type Credentials = z.infer<typeof Credentials>;

export const sealCredentials = (secrets: Secrets, id: string, credentials: Credentials): Buffer =>
  seal(secrets, id, JSON.stringify(credentials));

/** The credentials in clear; undefined where the destination asks for none. */
export function credentialsOf(secrets: Secrets, { id, credentials }: Pick<Destination, 'id' | 'credentials'>): Credentials | undefined {
  if (credentials === null) return undefined;
  const text = unseal(secrets, id, credentials);
  // Before there were others a token lay by itself; none begins like that.
  return text.startsWith('{') ? Credentials.parse(JSON.parse(text)) : { kind: 'bearer', token: text };
}

/** The peer of a destination. Its tokens are shared by everything this process sends there. */
export function peerOf(services: Services, destination: Pick<Destination, 'id' | 'baseUrl' | 'credentials'>): Peer {
  const { id, baseUrl, credentials } = destination;
  if (credentials === null) return { baseUrl };
  const known = sources.get(services) ?? new Map<string, Source>();
  sources.set(services, known);
  const kept = known.get(id);
  if (kept?.sealed.equals(credentials) === true) return { baseUrl, tokens: kept.tokens };
  const clear = credentialsOf(services.secrets, destination);
  if (clear === undefined) return { baseUrl };
  const tokens = clear.kind === 'bearer' ? staticToken(clear.token) : clientTokens(clear, services.now);
  known.set(id, { sealed: credentials, tokens });
  return { baseUrl, tokens };
}

interface Source {
  sealed: Buffer;
  tokens: NonNullable<Peer['tokens']>;
}
const sources = new WeakMap<Services, Map<string, Source>>();
