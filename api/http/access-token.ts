import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ISSUER = 'hoa-ban-his';
const AUDIENCE = 'hoa-ban-his-api';

const Claims = z.object({
  sub: z.uuid(),
  fid: z.uuid(),
  /** The refresh family this token came from: ending the family ends the token. */
  fam: z.uuid(),
  sv: z.int(),
  typ: z.literal('access'),
  iat: z.int(),
  exp: z.int(),
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
});

/** Made once per key: given text, the library first tries to read it as a public key, which costs more than the rest of a request. */
const keys = new Map<string, KeyObject>();

function keyOf(text: string): KeyObject {
  const known = keys.get(text) ?? createSecretKey(Buffer.from(text, 'utf8'));
  keys.set(text, known);
  return known;
}

export interface AccessClaims {
  userId: string;
  facilityId: string;
  familyId: string;
  sessionVersion: number;
}

export function issueAccessToken(claims: AccessClaims, key: string, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000);
  return jwt.sign(
    {
      sub: claims.userId,
      fid: claims.facilityId,
      fam: claims.familyId,
      sv: claims.sessionVersion,
      typ: 'access',
      iat,
      exp: iat + ACCESS_TOKEN_SECONDS,
      iss: ISSUER,
      aud: AUDIENCE,
    },
    keyOf(key),
    { algorithm: 'HS256' },
  );
}

/** The claims of a valid token, or undefined. Every claim is required: the library alone accepts a token without expiry. */
export function verifyAccessToken(token: string, key: string, now: Date): AccessClaims | undefined {
  let payload: unknown;
  try {
    payload = jwt.verify(token, keyOf(key), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTimestamp: Math.floor(now.getTime() / 1000),
    });
  } catch (cause) {
    if (cause instanceof jwt.JsonWebTokenError) return undefined; // forged, expired or not a token: all the same to the caller
    throw cause;
  }
  const parsed = Claims.safeParse(payload);
  if (!parsed.success) return undefined;
  const { sub, fid, fam, sv } = parsed.data;
  return { userId: sub, facilityId: fid, familyId: fam, sessionVersion: sv };
}
