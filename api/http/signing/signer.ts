/**
 * Who signs documents for a facility. The software signer holds a PKCS#12 key; a signing service or a token at a desk takes its place by the same
 * members: it gets the whole document and the element that takes the signature, and returns the document with nothing else changed; or bytes, and returns their
 * signature.
 * Source: docs/decisions/0011-signing.md
 */
export interface Signer {
  certificate: SigningCertificate;
  /** Throws a RangeError when the document has not exactly one empty element of that name. */
  sign(xml: Buffer, options: { element: string }): Promise<Buffer>;
  /** The bare signature of bytes, SHA-256 with RSA (PKCS#1 v1.5). */
  signBytes(content: Buffer): Promise<Buffer>;
}

/** The certificate of a key as people read it; `pem` is the whole of it. */
export interface SigningCertificate {
  pem: string;
  subject: string;
  issuer: string;
  serial: string;
  validFrom: string;
  validTo: string;
}
