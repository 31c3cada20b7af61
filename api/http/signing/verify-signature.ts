import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { plainHolds } from './plain-signature.ts';
import { bareCertificate, C14N, ENVELOPED, RSA_SHA256, SHA256 } from './software-signer.ts';

/** Why a signature does not hold. */
export type SignatureFault = 'missing' | 'several' | 'other-algorithm' | 'other-place' | 'digest' | 'other-certificate' | 'not-in-force';

const SIGNATURE = /<(?:[A-Za-z_][\w.-]*:)?Signature[\s>][\s\S]*?<\/(?:[A-Za-z_][\w.-]*:)?Signature>/g;

/**
 * Whether a document carries one signature over all of it, made by this certificate while it was in force; undefined when it does. The certificate inside
 * the document is not believed: the key that counts is the one that is given. Source: docs/legal/insurance.md#signing
 */
export function verifySignature(
  xml: Buffer,
  { certificatePem, element, at }: { certificatePem: string; element: string; at: string },
): SignatureFault | undefined {
  const text = xml.toString('utf8');
  const [signature, ...others] = text.match(SIGNATURE) ?? [];
  if (signature === undefined) return 'missing';
  if (others.length > 0) return 'several';
  if (!text.includes(`<${element}>${signature}</${element}>`)) return 'other-place';
  if (!usesOurAlgorithms(signature)) return 'other-algorithm';
  if (embeddedCertificate(signature) !== bareCertificate(certificatePem)) return 'other-certificate';
  if (!isInForce(certificatePem, at)) return 'not-in-force';
  return holds(text, signature, certificatePem) ? undefined : 'digest';
}

/** Whether the day lies in the period of a certificate. */
export function isInForce(certificatePem: string, at: string): boolean {
  const { validFrom, validTo } = certificateOf(certificatePem);
  return Date.parse(validFrom) <= Date.parse(at) && Date.parse(at) <= Date.parse(validTo);
}

function usesOurAlgorithms(signature: string): boolean {
  const named = [...signature.matchAll(/Algorithm="([^"]*)"/g)].map(([, name]) => name);
  const wanted = [C14N, RSA_SHA256, ENVELOPED, C14N, SHA256];
  return named.join() === wanted.join() && [...signature.matchAll(/URI="([^"]*)"/g)].map(([, uri]) => uri).join() === '';
}

let latest: { pem: string; certificate: X509Certificate } | undefined;

/** Documents come one after the other under the same certificate, and reading it takes longer than using it. */
function certificateOf(pem: string): X509Certificate {
  if (latest?.pem !== pem) latest = { pem, certificate: new X509Certificate(pem) };
  return latest.certificate;
}

function holds(text: string, signature: string, certificatePem: string): boolean {
  try {
    const plain = plainHolds(text, signature, certificateOf(certificatePem).publicKey);
    if (plain !== undefined) return plain;
    const checked = new SignedXml({ publicCert: certificatePem, getCertFromKeyInfo: () => null });
    checked.loadSignature(signature);
    return checked.checkSignature(text);
  } catch {
    return false;
  }
}

const embeddedCertificate = (signature: string): string =>
  (/<(?:\w+:)?X509Certificate>([^<]*)</.exec(signature)?.[1] ?? '').replace(/\s/g, '');
