import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HubEnvelope } from '../../api/interop/hub/hub.ts';

/** How the server answers an envelope: status and body, a page of the network, or nothing at all. */
export type HubTrick = { status: number; body?: object; headers?: Record<string, string> } | 'page' | 'drop';

/** TEST SERVER: the ministry's hub as far as logging in and health checks go. */
export interface TestHub {
  baseUrl: string;
  logIns: { username: string; password: string }[];
  pushes: { headers: IncomingMessage['headers']; envelope: HubEnvelope }[];
  /** Each is used once, then it takes what comes. */
  tricks: HubTrick[];
  /** Status of the log-in. */
  logInStatus: number;
  /** Whether the token lies in `data`. */
  wrapped: boolean;
  close(): Promise<void>;
}

export async function startHub(): Promise<TestHub> {
  const http = createServer((request, response) => void serve(hub, request, response));
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const hub: TestHub = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    logIns: [],
    pushes: [],
    tricks: [],
    logInStatus: 200,
    wrapped: false,
    close: async () => {
      http.closeAllConnections();
      await new Promise<void>((closed) => http.close(() => closed()));
    },
  };
  return hub;
}

async function serve(hub: TestHub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  if (request.url === '/api/auth/login') {
    hub.logIns.push(JSON.parse(body) as TestHub['logIns'][number]);
    const token = { access_token: `token-${hub.logIns.length}` };
    return answer(response, hub.logInStatus, hub.wrapped ? { data: token } : token);
  }
  if (request.url !== '/api/platform/data-sync/push') return answer(response, 404, {});
  if (request.headers.authorization !== `Bearer token-${hub.logIns.length}`) return answer(response, 401, {});
  hub.pushes.push({ headers: request.headers, envelope: JSON.parse(body) as HubEnvelope });
  const trick = hub.tricks.shift() ?? { status: 200, body: { code: 'CM_SUCCESS' } };
  if (trick === 'drop') return void response.destroy();
  if (trick === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Bảo trì</body></html>');
  answer(response, trick.status, trick.body, trick.headers);
}

function answer(response: ServerResponse, status: number, body: object = {}, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
