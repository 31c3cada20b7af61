import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived, as the system saw it. */
export interface NationalRequest {
  path: string;
  bearer: string | undefined;
  body: Record<string, unknown>;
  raw: string;
}

/** How the server answers a sending: each is used once, then it answers well again. `drop` takes the prescription and breaks the line. */
export type NationalTrick =
  | { kind: 'status'; status: number; body?: object; retryAfter?: number }
  | { kind: 'html'; status: number }
  | { kind: 'drop' }
  | { kind: 'slow'; ms: number };

/** TEST SERVER: the national prescription system as far as its interface is known (docs/legal/prescribing.md). */
export interface TestNational {
  baseUrl: string;
  requests: NationalRequest[];
  tricks: NationalTrick[];
  /** Prescriptions it holds, by code, with the bytes that came. */
  held: Map<string, string>;
  attached: Set<string>;
  passwords: { facility: string; doctor: string };
  /** Seconds a token lives. */
  tokenLife: number;
  close(): Promise<void>;
}

export async function startNational(): Promise<TestNational> {
  const http = createServer((request, response) => void serve(national, request, response));
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  let tokens = 0;
  const national: TestNational & { nextToken(): string } = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests: [],
    tricks: [],
    held: new Map(),
    attached: new Set(),
    passwords: { facility: 'mật-cơ-sở', doctor: 'mật-bác-sĩ' },
    tokenLife: 604_800,
    nextToken: () => {
      tokens += 1;
      const claims = { sub: tokens, exp: Math.floor(Date.now() / 1000) + national.tokenLife };
      return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s${tokens}`;
    },
    close: async () => {
      http.closeAllConnections();
      await new Promise<void>((closed) => http.close(() => closed()));
    },
  };
  return national;
}

type Serving = TestNational & { nextToken(): string };

async function serve(national: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let raw = '';
  for await (const chunk of request) raw += String(chunk);
  const body = (raw === '' ? {} : JSON.parse(raw)) as Record<string, unknown>;
  const path = request.url ?? '/';
  const bearer = request.headers.authorization?.replace('Bearer ', '');
  national.requests.push({ path, bearer, body, raw });
  if (path === '/api/auth/dang-nhap-co-so-kham-chua-benh')
    return logIn(national, response, body['password'] === national.passwords.facility);
  if (path === '/api/auth/dang-nhap-bac-si') return logInDoctor(national, response, body);
  if (path === '/api/v1/them-bac-si') {
    national.attached.add(String(body['ma_lien_thong_bac_si']));
    return json(response, 200, { success: 'ok' });
  }
  if (path !== '/api/v1/gui-don-thuoc') return json(response, 404, {});
  await take(national, response, { body, raw });
}

function logInDoctor(national: Serving, response: ServerResponse, body: Record<string, unknown>): void {
  const code = String(body['ma_lien_thong_bac_si']);
  if (!national.attached.has(code)) return json(response, 422, { error: { ma_lien_thong_bac_si: ['Bác sĩ chưa thuộc cơ sở'] } });
  logIn(national, response, body['password'] === national.passwords.doctor);
}

function logIn(national: Serving, response: ServerResponse, isGood: boolean): void {
  if (isGood) json(response, 200, { token: national.nextToken(), token_type: 'bearer' });
  else json(response, 401, { error: { password: ['Sai mật khẩu'] } });
}

async function take(national: Serving, response: ServerResponse, sent: { body: Record<string, unknown>; raw: string }): Promise<void> {
  const trick = national.tricks.shift();
  if (trick?.kind === 'status') return json(response, trick.status, trick.body ?? {}, trick.retryAfter);
  if (trick?.kind === 'html') return void response.writeHead(trick.status, { 'content-type': 'text/html' }).end('<html>Bảo trì</html>');
  const code = String(sent.body['ma_don_thuoc']);
  const isUsed = national.held.has(code);
  if (!isUsed) national.held.set(code, sent.raw);
  if (trick?.kind === 'drop') return void response.destroy();
  if (trick?.kind === 'slow') await new Promise((done) => setTimeout(done, trick.ms));
  if (isUsed) return json(response, 422, { danh_sach_cac_loi: { ma_don_thuoc: [`Mã đơn ${code} đã tồn tại`] } });
  json(response, 200, { success: 'ok', checksum: `sum-${national.held.size}` });
}

function json(response: ServerResponse, status: number, body: object, retryAfter?: number): void {
  const later = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  response.writeHead(status, { 'content-type': 'application/json', ...later }).end(JSON.stringify(body));
}
