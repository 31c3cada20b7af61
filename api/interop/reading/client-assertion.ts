import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { type FhirClient, findFhirClient } from '../../../db/stores/fhir-client-store.ts';
import type { Services } from '../../http/context.ts';
import { keyObject } from './public-key-set.ts';

/** The longest life of an assertion. Source: SMART App Launch 2.0, client authentication (exp no more than five minutes) */
const LIFE_SECONDS = 5 * 60;
/** How far the clocks of two systems may lie apart. */
const SKEW_SECONDS = 30;

const Header = z.object({ alg: z.enum(['RS384', 'ES384']), kid: z.string().min(1).max(200), typ: z.string().optional() });
/** Only who it claims to be from: that says whose keys to try it with. */
const Issuer = z.object({ iss: z.uuid() });
const Claims = z.object({ jti: z.string().min(1).max(255), exp: z.int() });

export interface Proven {
  client: FhirClient;
  jti: string;
  /** Until when the assertion could be shown again. */
  expiresAt: string;
}

/** Who signed the assertion, when every part of it holds; undefined otherwise, whatever it was. `audience` is the address of the token server. */
export async function proveClient(services: Services, assertion: string, audience: string): Promise<Proven | undefined> {
  const [head = '', body = ''] = assertion.split('.');
  const header = Header.safeParse(jsonOf(head)).data;
  const issuer = Issuer.safeParse(jsonOf(body)).data?.iss;
  if (header === undefined || issuer === undefined) return undefined;
  const client = await findFhirClient(services.db, issuer);
  const keys = client?.jwks.keys.filter((key) => key['kid'] === header.kid && key['alg'] === header.alg) ?? [];
  for (const jwk of keys) {
    const claims =
      client === undefined ? undefined : verified(services, assertion, { jwk, algorithm: header.alg, audience, clientId: client.id });
    if (client !== undefined && claims !== undefined)
      return { client, jti: claims.jti, expiresAt: new Date((claims.exp + SKEW_SECONDS) * 1000).toISOString() };
  }
  return undefined;
}

interface Expected {
  jwk: Record<string, unknown>;
  algorithm: 'RS384' | 'ES384';
  audience: string;
  clientId: string;
}

function verified(services: Services, assertion: string, expected: Expected): z.output<typeof Claims> | undefined {
  const { jwk, algorithm, audience, clientId } = expected;
  const key = keyObject(jwk);
  if (key === undefined) return undefined;
  const now = Math.floor(services.now().getTime() / 1000);
  const checks = {
    algorithms: [algorithm],
    audience,
    issuer: clientId,
    subject: clientId,
    clockTimestamp: now,
    clockTolerance: SKEW_SECONDS,
  };
  try {
    const claims = Claims.safeParse(jwt.verify(assertion, key, checks)).data;
    return claims !== undefined && claims.exp - now <= LIFE_SECONDS + SKEW_SECONDS ? claims : undefined;
  } catch (cause) {
    // Forged, expired or for somebody else: all the same to the caller. A signature that is none at all is a TypeError of the library.
    if (cause instanceof jwt.JsonWebTokenError || cause instanceof TypeError) return undefined;
    throw cause;
  }
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
  } catch {
    // Not an assertion: the caller says so.
    return undefined;
  }
}
