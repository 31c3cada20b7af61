import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { SigningKey } from './credentials.ts';

export type KeyAlgorithm = SigningKey['algorithm'];

/** Makes a key that never leaves this installation. RSA 3072 and P-384 are of one strength (NIST SP 800-57). */
export function newSigningKey(algorithm: KeyAlgorithm): SigningKey {
  const { privateKey } =
    algorithm === 'RS384' ? generateKeyPairSync('rsa', { modulusLength: 3072 }) : generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
  return signingKeyOf(privateKey, algorithm);
}

/** A key that was made elsewhere, as PEM; undefined when it is none or does not fit the algorithm. */
export function readSigningKey(pem: string, algorithm: KeyAlgorithm, keyId?: string): SigningKey | undefined {
  const key = parseKey(pem);
  if (key === undefined || !fits(key, algorithm)) return undefined;
  return { ...signingKeyOf(key, algorithm), ...(keyId === undefined ? {} : { keyId }) };
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    // No key: the caller says so.
    return undefined;
  }
}

const fits = ({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject, algorithm: KeyAlgorithm): boolean =>
  algorithm === 'RS384' ? type === 'rsa' && (details?.modulusLength ?? 0) >= 2048 : type === 'ec' && details?.namedCurve === 'secp384r1';

const signingKeyOf = (key: KeyObject, algorithm: KeyAlgorithm): SigningKey => ({
  keyId: thumbprint(createPublicKey(key).export({ format: 'jwk' })),
  algorithm,
  privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
});

/** The public keys as a server reads them (RFC 7517). */
export const publicKeys = (keys: SigningKey[]): { keys: JsonWebKey[] } => ({
  keys: keys.map(({ keyId, algorithm, privateKey }) => ({
    ...createPublicKey(privateKey).export({ format: 'jwk' }),
    kid: keyId,
    alg: algorithm,
    use: 'sig',
    key_ops: ['verify'],
  })),
});

/** The name of a key that follows from the key itself (RFC 7638). */
export function thumbprint({ crv, e, kty, n, x, y }: JsonWebKey): string {
  const members = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y };
  return createHash('sha256').update(JSON.stringify(members), 'utf8').digest('base64url');
}
