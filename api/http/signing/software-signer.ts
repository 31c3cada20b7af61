import { createPrivateKey, sign } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { plainCanonical, plainSignature } from './plain-signature.ts';
import { readCertificate } from './read-certificate.ts';
import type { Signer } from './signer.ts';

export const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** A key in clear for the moment of signing: never logged, never answered. */
export interface SigningKey {
  privateKeyPem: string;
  certificatePem: string;
}

/**
 * Signs with a key of our own: XMLDSig, enveloped, one reference to the whole document, inclusive C14N 1.0, RSA-SHA256. The signature is put between the
 * tags of its element; every other byte stays, nothing is written anew. Source: docs/legal/insurance.md#signing
 */
export function softwareSigner({ privateKeyPem, certificatePem }: SigningKey): Signer {
  const key = createPrivateKey(privateKeyPem);
  return {
    certificate: readCertificate(certificatePem),
    sign: async (xml, { element }) => {
      const text = xml.toString('utf8');
      const empty = `<${element}></${element}>`;
      const at = text.indexOf(empty);
      if (at === -1 || text.includes(empty, at + 1)) throw new RangeError(`not exactly one empty ${element}`);
      const canonical = plainCanonical(text);
      const signature =
        canonical === undefined
          ? signatureOf(text, element, { privateKeyPem, certificatePem })
          : plainSignature(canonical, key, bareCertificate(certificatePem));
      const place = at + element.length + 2;
      return await Promise.resolve(Buffer.from(text.slice(0, place) + signature + text.slice(place), 'utf8'));
    },
    signBytes: async (content) => await Promise.resolve(sign('RSA-SHA256', content, key)),
  };
}

/** A certificate without its frame, as it stands in a signature. */
export const bareCertificate = (pem: string): string => pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, '');

/** By the library, for a document of any form. */
export function signatureOf(text: string, element: string, key: SigningKey): string {
  const signed = new SignedXml({
    privateKey: key.privateKeyPem,
    publicCert: key.certificatePem,
    signatureAlgorithm: RSA_SHA256,
    canonicalizationAlgorithm: C14N,
  });
  signed.addReference({ xpath: '/*', uri: '', isEmptyUri: true, digestAlgorithm: SHA256, transforms: [ENVELOPED, C14N] });
  signed.computeSignature(text, { prefix: 'ds', location: { reference: `//*[local-name(.)='${element}']`, action: 'append' } });
  return signed.getSignatureXml();
}
