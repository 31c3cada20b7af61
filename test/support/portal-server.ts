import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived, as the portal saw it. */
export interface PortalRequest {
  path: string;
  query: Record<string, string>;
  body: string;
}

/** How the server answers a look-up: each is used once, then it answers well again. */
export type PortalTrick =
  | { kind: 'slow'; ms: number }
  | { kind: 'html' }
  | { kind: 'status'; status: number }
  | { kind: 'code'; body: object }
  | { kind: 'redirect'; to: string }
  | { kind: 'huge' }
  | { kind: 'drop' };

/** TEST SERVER: the insurer's portal as far as look-ups and files go. */
export interface TestPortal {
  baseUrl: string;
  requests: PortalRequest[];
  tricks: PortalTrick[];
  /** The same for files that are handed over. */
  submissionTricks: PortalTrick[];
  /** Answers the log-in instead of a token. */
  loginAnswer: object | undefined;
  answer: Record<string, unknown>;
  submissionAnswer: Record<string, unknown>;
  tokenLife: string;
  close(): Promise<void>;
}

export async function startPortal(): Promise<TestPortal> {
  const http = createServer((request, response) => void serve(portal, request, response));
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  let tokens = 0;
  const portal: TestPortal & { nextToken(): string } = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests: [],
    tricks: [],
    submissionTricks: [],
    loginAnswer: undefined,
    answer: { maKetQua: '000' },
    submissionAnswer: { maKetQua: '200', maGiaoDich: 'GD-1', thoiGianTiepNhan: '20261124090000', thongDiep: 'OK' },
    tokenLife: '2099-01-01T00:00:00',
    nextToken: () => `token-${(tokens += 1)}`,
    close: async () => {
      http.closeAllConnections();
      await new Promise<void>((closed) => http.close(() => closed()));
    },
  };
  return portal;
}

async function serve(portal: TestPortal & { nextToken(): string }, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const url = new URL(request.url ?? '/', portal.baseUrl);
  portal.requests.push({ path: url.pathname, query: Object.fromEntries(url.searchParams), body });
  if (url.pathname === '/api/token/take') return json(response, portal.loginAnswer ?? login(portal));
  const isSubmission = url.pathname.startsWith('/api/qd130/');
  const trick = (isSubmission ? portal.submissionTricks : portal.tricks).shift();
  const answer = isSubmission ? portal.submissionAnswer : portal.answer;
  if (trick === undefined) return json(response, answer);
  await play(trick, answer, response);
}

const login = (portal: TestPortal & { nextToken(): string }) => ({
  maKetQua: '200',
  APIKey: { access_token: portal.nextToken(), id_token: 'id', token_type: 'Bearer', username: '98000_BV', expires_in: portal.tokenLife },
});

async function play(trick: PortalTrick, answer: Record<string, unknown>, response: ServerResponse): Promise<void> {
  if (trick.kind === 'drop') return void response.destroy();
  if (trick.kind === 'redirect') return void response.writeHead(302, { location: trick.to }).end();
  if (trick.kind === 'status') return void response.writeHead(trick.status, { 'content-type': 'application/json' }).end('{}');
  if (trick.kind === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Bảo trì</body></html>');
  if (trick.kind === 'huge') return void response.writeHead(200).end(JSON.stringify({ maKetQua: '000', ghiChu: 'x'.repeat(3_000_000) }));
  if (trick.kind === 'code') return json(response, trick.body);
  await new Promise((done) => setTimeout(done, trick.ms));
  json(response, answer);
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
