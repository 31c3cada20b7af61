import { z } from 'zod';
import type { JsonAnswer } from '../request-json.ts';
import type { PortalDocument, Submitted } from './portal.ts';
import type { PortalAccount, Token } from './portal-client.ts';

/** Names with QĐ3176 are likely; those before it, …QD130 and …QD4750, are sure. Source: docs/legal/insurance.md#sending */
const SERVICES: Readonly<Record<PortalDocument['kind'], { path: string; loaiHoSo: string }>> = {
  'check-in': { path: '/api/qd130/checkInKcbQd3176', loaiHoSo: '0' },
  claim: { path: '/api/qd130/guiHoSoXmlQD3176', loaiHoSo: '130' },
  'health-book': { path: '/api/qd130/guiHoSoXmlQD3176', loaiHoSo: '130' },
};

const text = z.union([z.string(), z.number()]).transform(String);
const Answer = z.object({ maKetQua: text, maGiaoDich: text.nullish(), thoiGianTiepNhan: text.nullish(), thongDiep: text.nullish() });
const LONGEST_MESSAGE = 4000;

/** The request that hands over a signed file: a form with the whole file in base64. Source: docs/legal/insurance.md#sending */
export function submission(
  account: PortalAccount,
  token: Token,
  { document, signal }: { document: PortalDocument; signal: AbortSignal },
): [url: string, options: RequestInit] {
  const { path, loaiHoSo } = SERVICES[document.kind];
  const body = new URLSearchParams({
    username: account.username,
    loaiHoSo,
    maTinh: document.provinceCode,
    maCSKCB: document.facilityCode,
    fileHSBase64: document.content.toString('base64'),
  });
  const headers = { accessToken: token.accessToken, tokenId: token.idToken, passwordHash: account.passwordDigest };
  return [`${account.baseUrl}${path}`, { method: 'POST', headers, body, signal }];
}

/** What the portal says of a file; an answer without a code counts as none. */
export function readSubmitted({ status, body, retryAfterSeconds }: JsonAnswer): Submitted {
  if (status === 429)
    return { kind: 'unavailable', silence: 'throttled', ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  if (status === 401 || status === 403) return { kind: 'unavailable', silence: 'login-refused' };
  if (status !== 200) return { kind: 'unavailable', silence: 'http-status' };
  const answer = Answer.safeParse(body);
  if (!answer.success) return { kind: 'unavailable', silence: 'misshapen' };
  const { maKetQua, maGiaoDich, thoiGianTiepNhan, thongDiep } = answer.data;
  return {
    kind: 'answered',
    resultCode: maKetQua,
    transactionCode: maGiaoDich ?? null,
    receivedAt: thoiGianTiepNhan ?? null,
    message: thongDiep?.slice(0, LONGEST_MESSAGE) ?? null,
  };
}
