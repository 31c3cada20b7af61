import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

interface Made {
  file: Buffer;
  certificatePem: string;
}
let pair: { publicKey: string; privateKey: string } | undefined;

/** A PKCS#12 file as an authority would hand it over, for tests only; the same pair of keys in every one. */
export function aKeyFile({ password = 'mật khẩu', from = '2020-01-01', until = '2040-01-01' } = {}): Made & { password: string } {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(from);
  certificate.validity.notAfter = new Date(until);
  const names = [{ shortName: 'CN', value: 'Test hospital' }];
  certificate.setSubject(names);
  certificate.setIssuer(names);
  const key = forge.pki.privateKeyFromPem(pair.privateKey);
  certificate.sign(key, forge.md.sha256.create());
  const p12 = forge.asn1.toDer(forge.pkcs12.toPkcs12Asn1(key, [certificate], password, { algorithm: '3des' })).getBytes();
  return { file: Buffer.from(p12, 'binary'), password, certificatePem: forge.pki.certificateToPem(certificate) };
}
