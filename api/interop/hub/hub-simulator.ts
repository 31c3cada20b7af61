import { createPublicKey, verify } from 'node:crypto';
import type { Hub, HubAnswer, HubEnvelope } from './hub.ts';
import { signedBytes } from './health-check-envelope.ts';

/**
 * SIMULATOR: answers in place of the ministry's hub while a facility has no account there; nothing leaves. It looks at the envelope and at the signature under the
 * certificate it was given, and says what the hub would say by the codes of the decision.
 */
export const hubSimulator = (certificatePem: string): Hub => ({
  source: 'simulator',
  push: async (envelope) => await Promise.resolve(answerTo(envelope, certificatePem)),
});

function answerTo({ header, data, signature }: HubEnvelope, certificatePem: string): HubAnswer {
  const isWhole = Object.values(header).every((value) => value !== '') && /^\d{13}$/.test(header.sender_id);
  const isFile = Buffer.from(data, 'base64').toString('utf8').startsWith('<?xml');
  if (!isWhole || !isFile) return { kind: 'answered', status: 400, code: 'CM_INVALID_REQUEST' };
  const isSigned = verify('RSA-SHA256', signedBytes(data), createPublicKey(certificatePem), Buffer.from(signature, 'base64'));
  return isSigned ? { kind: 'answered', status: 200, code: 'CM_SUCCESS' } : { kind: 'answered', status: 400, code: 'PS_SIGNATURE_INVALID' };
}
