import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { error, type Issue } from '../../../domain/issue.ts';
import { thumbprint } from '../signing-keys.ts';

export interface PublicKeySet {
  keys: Record<string, unknown>[];
}

const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(10) });
/** Members of a key that must never have left its owner. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth'];

/**
 * The keys that were handed in, reduced to what is public and each with a name; otherwise what is wrong. RSA from 2048 bits and P-384, as
 * SMART Backend Services asks for RS384 and ES384. Source: SMART App Launch 2.0, client authentication; RFC 7517
 */
export function publicKeySet(given: unknown): PublicKeySet | Issue[] {
  const parsed = Keys.safeParse(given);
  if (!parsed.success) return [error('fhir_client_keys_invalid', 'jwks')];
  const read = parsed.data.keys.map((jwk, i) => publicKey(jwk, `jwks.keys.${i}`));
  const issues = read.filter((one): one is Issue => 'severity' in one);
  return issues.length > 0 ? issues : { keys: read as Record<string, unknown>[] };
}

function publicKey(jwk: Record<string, unknown>, path: string): Record<string, unknown> | Issue {
  if (PRIVATE.some((name) => name in jwk)) return error('fhir_client_key_private', path);
  const key = keyObject(jwk);
  const algorithm = key === undefined ? undefined : algorithmOf(key);
  if (key === undefined || algorithm === undefined) return error('fhir_client_keys_invalid', path);
  const members = key.export({ format: 'jwk' });
  const kid = typeof jwk['kid'] === 'string' && jwk['kid'] !== '' ? jwk['kid'] : thumbprint(members);
  return { ...members, kid, alg: algorithm, use: 'sig' };
}

/** A key of RFC 7517; undefined when it is none. */
export function keyObject(jwk: Record<string, unknown>): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    // No key: the caller says so.
    return undefined;
  }
}

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): 'RS384' | 'ES384' | undefined {
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= 2048 ? 'RS384' : undefined;
  return type === 'ec' && details?.namedCurve === 'secp384r1' ? 'ES384' : undefined;
}
