import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { FhirClient } from '../../../db/stores/fhir-client-store.ts';

/** Short, since a token cannot be called back. Source: SMART App Launch 2.0, backend services (no more than five minutes) */
export const TOKEN_SECONDS = 5 * 60;
const ISSUER = 'hoa-ban-his';
/** Not that of people: neither opens the other's door. */
const AUDIENCE = 'hoa-ban-his-fhir';

const Claims = z.object({ sub: z.uuid(), fid: z.uuid(), scope: z.string(), iat: z.int(), exp: z.int() });

const keyOf = (text: string) => createSecretKey(Buffer.from(text, 'utf8'));

export function issueClientToken(
  client: Pick<FhirClient, 'id' | 'facilityId'>,
  scopes: readonly string[],
  { key, now }: { key: string; now: Date },
): string {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = {
    sub: client.id,
    fid: client.facilityId,
    scope: scopes.join(' '),
    iat,
    exp: iat + TOKEN_SECONDS,
    iss: ISSUER,
    aud: AUDIENCE,
  };
  return jwt.sign(claims, keyOf(key), { algorithm: 'HS256' });
}

/** Who a valid token was given to and what it allows; undefined otherwise. */
export function verifyClientToken(
  token: string,
  { key, now }: { key: string; now: Date },
): { clientId: string; facilityId: string; scopes: string[] } | undefined {
  try {
    const clockTimestamp = Math.floor(now.getTime() / 1000);
    const checks = { algorithms: ['HS256' as const], issuer: ISSUER, audience: AUDIENCE, clockTimestamp };
    const claims = Claims.safeParse(jwt.verify(token, keyOf(key), checks)).data;
    return claims === undefined ? undefined : { clientId: claims.sub, facilityId: claims.fid, scopes: claims.scope.split(' ') };
  } catch (cause) {
    if (cause instanceof jwt.JsonWebTokenError) return undefined; // forged, expired or not a token: all the same to the caller
    throw cause;
  }
}
