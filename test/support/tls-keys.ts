import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

export interface TlsKeys {
  key: string;
  cert: string;
}

/** An authority of a test and what it signed for hosts. */
export interface TestAuthority {
  certificate: string;
  keysFor(host: string): TlsKeys;
}

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** Makes an authority that nobody trusts unless told; all with one pair of keys, for tests only. */
export function anAuthority(): TestAuthority {
  const issuer = [{ shortName: 'CN', value: 'Test authority' }];
  return {
    certificate: sign({ serial: '01', subject: issuer, issuer, extensions: [{ name: 'basicConstraints', cA: true }] }),
    keysFor: (host) => ({
      key: pair.privateKey,
      cert: sign({
        ...{ serial: '02', subject: [{ shortName: 'CN', value: host }], issuer },
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
      }),
    }),
  };
}

interface Signed {
  serial: string;
  subject: { shortName: string; value: string }[];
  issuer: { shortName: string; value: string }[];
  extensions: object[];
}

function sign({ serial, subject, issuer, extensions }: Signed): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date('2020-01-01');
  certificate.validity.notAfter = new Date('2040-01-01');
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  certificate.setExtensions(extensions);
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}
