import { createHash, sign, verify, type KeyObject } from 'node:crypto';

/**
 * XMLDSig of documents whose bytes are their own canonical form, as all are that this product writes: tags without attributes, no references, no comments.
 * Signing them needs no tree, only a digest. Anything else is left to the library, and what is written here is the same, byte for byte.
 * Source: docs/legal/insurance.md#signing (W3C Canonical XML 1.0, XML Signature)
 */
const DECLARATION = /^<\?xml version="1\.0" encoding="utf-8"\?>/;
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const ALGORITHMS = {
  c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
};

/** The canonical form of a plain document; undefined where it would have to be worked out. */
export function plainCanonical(text: string): string | undefined {
  const body = text.replace(DECLARATION, '');
  const isOneElement = body.startsWith('<') && body.endsWith('>');
  // A reference or a carriage return, a tag with more than its name, an end of a tag without its beginning.
  const isPlain = !/[&\r]/.test(body) && !/<(?!\/?[A-Za-z_][\w.-]*>)/.test(body) && !/>[^<>]*>/.test(body);
  return isOneElement && isPlain ? body : undefined;
}

/** The signature of a canonical document as the element that goes into it. */
export function plainSignature(canonical: string, key: KeyObject, certificate: string): string {
  const digest = digestOf(canonical);
  return signatureElement({
    digest,
    value: sign('RSA-SHA256', Buffer.from(signedInfo(digest), 'utf8'), key).toString('base64'),
    certificate,
  });
}

/**
 * Whether a signature of this very form holds for a document without it; undefined where the document or the signature is of another form and the library
 * has to look.
 */
export function plainHolds(text: string, signature: string, publicKey: KeyObject): boolean | undefined {
  const canonical = plainCanonical(text.replace(signature, ''));
  const part = (name: string): string => new RegExp(`<ds:${name}>([A-Za-z0-9+/=]*)</ds:${name}>`).exec(signature)?.[1] ?? '';
  const [digest, value, certificate] = [part('DigestValue'), part('SignatureValue'), part('X509Certificate')];
  if (canonical === undefined || signatureElement({ digest, value, certificate }) !== signature) return undefined;
  return (
    digest === digestOf(canonical) && verify('RSA-SHA256', Buffer.from(signedInfo(digest), 'utf8'), publicKey, Buffer.from(value, 'base64'))
  );
}

const digestOf = (canonical: string): string => createHash('sha256').update(canonical, 'utf8').digest('base64');

/** In canonical form, which names the namespace here and closes every empty element. */
const signedInfo = (digest: string): string => infoOf(digest, ` xmlns:ds="${DS}"`).replaceAll(/<(ds:\w+)( [^>]*)?\/>/g, '<$1$2></$1>');

const infoOf = (digest: string, namespace: string): string =>
  `<ds:SignedInfo${namespace}><ds:CanonicalizationMethod Algorithm="${ALGORITHMS.c14n}"/><ds:SignatureMethod Algorithm="${ALGORITHMS.signature}"/>` +
  `<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="${ALGORITHMS.enveloped}"/><ds:Transform Algorithm="${ALGORITHMS.c14n}"/></ds:Transforms>` +
  `<ds:DigestMethod Algorithm="${ALGORITHMS.digest}"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;

const signatureElement = ({ digest, value, certificate }: { digest: string; value: string; certificate: string }): string =>
  `<ds:Signature xmlns:ds="${DS}">${infoOf(digest, '')}<ds:SignatureValue>${value}</ds:SignatureValue>` +
  `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;
