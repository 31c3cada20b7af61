import { createPublicKey, randomUUID, type JsonWebKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';

/** TEST SERVER: gives tokens to clients that prove who they are (RFC 6749 §4.4, RFC 7523). */
export interface TokenServer {
  tokenUrl: string;
  /** What it knows clients by. */
  keys: JsonWebKey[];
  secret: string | undefined;
  /** Tokens given, newest last. */
  given: string[];
  /** Claims of the assertions that were taken. */
  assertions: jwt.JwtPayload[];
  lifeSeconds: number;
  close(): Promise<void>;
}

export async function startTokenServer(): Promise<TokenServer> {
  const http = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const isKnown = form.get('grant_type') === 'client_credentials' && prove(running, form, request.headers.authorization);
      if (isKnown) running.given.push(randomUUID());
      const body = isKnown
        ? { access_token: running.given.at(-1), token_type: 'bearer', expires_in: running.lifeSeconds, scope: form.get('scope') }
        : { error: 'invalid_client' };
      response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    })();
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const running: TokenServer = {
    tokenUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/oauth2/token`,
    ...{ keys: [], secret: undefined, given: [], assertions: [], lifeSeconds: 3600 },
    close: async () => await new Promise<void>((closed) => http.close(() => closed())),
  };
  return running;
}

function prove(server: TokenServer, form: URLSearchParams, authorization: string | undefined): boolean {
  if (server.secret !== undefined) return authorization === `Basic ${Buffer.from(`client-1:${server.secret}`).toString('base64')}`;
  const assertion = form.get('client_assertion') ?? '';
  const known = server.keys.find((key) => key['kid'] === keyIdOf(assertion));
  if (known === undefined || form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') return false;
  try {
    const key = createPublicKey({ key: known, format: 'jwk' });
    const claims = jwt.verify(assertion, key, { algorithms: ['RS384', 'ES384'], audience: server.tokenUrl, maxAge: '5m' });
    if (typeof claims === 'string' || claims.iss !== claims.sub) return false;
    server.assertions.push(claims);
    return true;
  } catch {
    // Not signed by that key, too old, or meant for somebody else.
    return false;
  }
}

/** Which key to verify with; nothing else is believed before. */
function keyIdOf(assertion: string): unknown {
  const header = Buffer.from(assertion.split('.')[0] ?? '', 'base64url').toString('utf8');
  return header === '' ? undefined : (JSON.parse(header) as { kid?: unknown }).kid;
}
