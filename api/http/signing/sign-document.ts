import type { Ctx } from '../../../db/doors.ts';
import type { Secrets } from '../../secrets.ts';
import type { Signer } from './signer.ts';
import { signerOf, type SigningObstacle } from './signing-key.ts';
import { verifySignature } from './verify-signature.ts';

/** The element of claims and check-ins that takes the signature of the facility. */
const ELEMENT = 'CHUKYDONVI';

export type SignedDocument = { document: Buffer; signer: string } | { fault: SigningObstacle | 'signature-invalid' };

/**
 * The document with the signature of the facility, proved before anything leaves: digest, certificate, period. The same document under the same key gives
 * the same bytes. Source: docs/legal/insurance.md#signing
 */
export async function signDocument(
  ctx: Ctx,
  secrets: Secrets,
  { content, towards }: { content: Buffer; towards: 'portal' | 'simulator' },
): Promise<SignedDocument> {
  const signer = await signerOf(ctx, secrets, towards);
  if ('obstacle' in signer) return { fault: signer.obstacle };
  return await signAndProve(signer, content, ctx.now);
}

/** The same by a signer that is at hand. */
export async function signAndProve(
  signer: Signer,
  content: Buffer,
  at: string,
): Promise<{ document: Buffer; signer: string } | { fault: 'signature-invalid' }> {
  const document = await signer.sign(content, { element: ELEMENT });
  const fault = verifySignature(document, { certificatePem: signer.certificate.pem, element: ELEMENT, at });
  return fault === undefined ? { document, signer: signer.certificate.subject } : { fault: 'signature-invalid' };
}
