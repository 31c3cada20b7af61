import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import type { SigningKey } from './software-signer.ts';

const KEY_BITS = 2048;
const DEMO_YEARS = 10;
/** Stands in the subject of every certificate that the product makes itself. */
export const DEMO_MARK = 'CHỨNG THƯ THỬ NGHIỆM';

/** Key and certificate of a PKCS#12 file. Throws a RangeError for a wrong password, and for a file that does not hold both. */
export function readPkcs12(file: Buffer, password: string): SigningKey {
  try {
    const p12 = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(forge.util.createBuffer(file.toString('binary'))), password);
    const bags = (type: string) => p12.getBags({ bagType: type })[type] ?? [];
    const { pkcs8ShroudedKeyBag, keyBag, certBag } = forge.pki.oids;
    const key = [...bags(pkcs8ShroudedKeyBag as string), ...bags(keyBag as string)][0]?.key;
    const certificates = bags(certBag as string).flatMap(({ cert }) => (cert === undefined ? [] : [cert]));
    const own = certificates.find(({ publicKey }) => isPair(key, publicKey));
    if (key === undefined || key === null || own === undefined) throw new RangeError('no key with its certificate');
    return { privateKeyPem: forge.pki.privateKeyToPem(key), certificatePem: forge.pki.certificateToPem(own) };
  } catch (cause) {
    throw new RangeError('the file does not open with this password, or holds no key with its certificate', { cause });
  }
}

function isPair(key: unknown, publicKey: unknown): boolean {
  const [a, b] = [key, publicKey] as [{ n?: { equals(other: unknown): boolean } } | undefined, { n?: unknown } | undefined];
  return a?.n !== undefined && b?.n !== undefined && a.n.equals(b.n);
}

let demoPair: Promise<{ publicKey: string; privateKey: string }> | undefined;

/** A pair takes a second to make, and what nobody believes needs to be made once a process only. */
const makePair = async (): Promise<{ publicKey: string; privateKey: string }> =>
  await promisify(generateKeyPair)('rsa', {
    modulusLength: KEY_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** A key whose certificate says that it is for trial only: nobody outside believes it. */
export async function makeDemoKey(facility: { code: string; name: string }, now: Date): Promise<SigningKey> {
  demoPair ??= makePair();
  const pair = await demoPair;
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = `01${facility.code}`;
  certificate.validity.notBefore = now;
  certificate.validity.notAfter = new Date(Date.UTC(now.getUTCFullYear() + DEMO_YEARS, now.getUTCMonth(), now.getUTCDate()));
  const utf8 = { valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class };
  const names = [
    { shortName: 'CN', value: `${facility.code} ${facility.name}`.slice(0, 64), ...utf8 },
    { shortName: 'O', value: `DEMO - ${DEMO_MARK}`, ...utf8 },
    { shortName: 'C', value: 'VN' },
  ];
  certificate.setSubject(names);
  certificate.setIssuer(names);
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  return { privateKeyPem: pair.privateKey, certificatePem: forge.pki.certificateToPem(certificate) };
}
