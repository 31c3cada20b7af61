import { X509Certificate } from 'node:crypto';
import type { SigningCertificate } from './signer.ts';

/** The certificate as people read it. Throws for what is no certificate. */
export function readCertificate(pem: string): SigningCertificate {
  const { subject, issuer, serialNumber, validFrom, validTo } = new X509Certificate(pem);
  return {
    pem,
    subject: oneLine(subject),
    issuer: oneLine(issuer),
    serial: serialNumber,
    validFrom: new Date(validFrom).toISOString(),
    validTo: new Date(validTo).toISOString(),
  };
}

const oneLine = (name: string): string => name.split('\n').join(', ');
