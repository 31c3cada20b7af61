import { createHash } from 'node:crypto';
import type { PortalDocument, Submitted } from './portal.ts';

const SLOW_MS = 3_000;

/**
 * Takes files in place of the insurer, marked as simulated. Cards that end in `900` and three digits from `910` on call up each kind of answer:
 * docs/how-to/claim-sending.md. The same file at the same try always gets the same answer.
 */
export async function simulateSubmission(
  document: PortalDocument,
  { now, wait, timeoutMs }: { now: string; wait: (ms: number) => Promise<void>; timeoutMs: number },
): Promise<Submitted> {
  const xml = document.content.toString('utf8');
  if (!/<(\w+:)?Signature[\s>]/.test(xml)) return answered('400', 'Hồ sơ chưa ký số (mô phỏng)', now);
  const summary = document.kind === 'check-in' ? xml : innerTable(xml);
  const special = /900(9\d\d)$/.exec(valueOf(summary, 'MA_THE_BHYT'))?.[1] ?? '';
  if (special === '911') await wait(Math.min(SLOW_MS, timeoutMs));
  if (document.kind !== 'check-in' && special === '910' && valueOf(summary, 'CAN_NANG') === '') {
    return answered('205', 'XML1: CAN_NANG không được để trống (mô phỏng)', now);
  }
  if (special === '912' && document.attempts === 0) return { kind: 'unavailable', silence: 'timeout' };
  if (special === '913' && document.attempts === 0) return { kind: 'unavailable', silence: 'throttled', retryAfterSeconds: 1 };
  if (special === '914') return { kind: 'unavailable', silence: 'login-refused' };
  if (special === '915' && document.attempts === 0) return answered('500', 'Lỗi hệ thống (mô phỏng)', now);
  const digest = createHash('sha256').update(document.content).digest('hex');
  return { ...answered('200', 'Thành công (mô phỏng)', now), transactionCode: `MP${digest.slice(0, 16).toUpperCase()}` };
}

const answered = (resultCode: string, message: string, now: string): Extract<Submitted, { kind: 'answered' }> => ({
  kind: 'answered',
  resultCode,
  transactionCode: null,
  receivedAt: `${now.replace(/\D/g, '')}000000`.slice(0, 14),
  message,
});

function innerTable(xml: string): string {
  const content = /<LOAIHOSO>XML1<\/LOAIHOSO><NOIDUNGFILE>([^<]*)</.exec(xml)?.[1] ?? '';
  return Buffer.from(content, 'base64').toString('utf8');
}

const valueOf = (xml: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
