import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openPeer, type PeerSettings } from './fhir-peer.ts';
import { FhirStore, Problem, type Json } from './fhir-store.ts';

/** How the server behaves badly on purpose; each answers once per request until set back. */
export type Misbehaviour =
  | { kind: 'html' }
  | { kind: 'drop-after-commit' }
  | { kind: 'slow'; ms: number }
  | { kind: 'status'; status: number; retryAfter?: string; outcome?: Json }
  | { kind: 'entry-status'; status: string }
  | { kind: 'redirect'; to: string }
  | { kind: 'text'; status: number; body: string }
  | { kind: 'half' }
  | { kind: 'flood' };

/** TEST SERVER: holds everything in memory, knows just enough FHIR R4 to be honest about transactions. Not for use with records. */
export interface TestFhirServer {
  baseUrl: string;
  store: FhirStore;
  /** Bodies of the transactions that arrived, also of those that were refused. */
  received: Json[];
  misbehave: Misbehaviour | undefined;
  /** What it does at the transaction of that number, counted from 1; then it behaves again. */
  misbehaveAt: Map<number, Misbehaviour>;
  /** Answers 401 without `Bearer <token>` when set. */
  requiredToken: string | undefined;
  close(): Promise<void>;
}

/** Starts the server on a free loopback port. */
export async function startFhirServer(settings: PeerSettings = openPeer()): Promise<TestFhirServer> {
  const http = createServer((request, response) => {
    serve(running, request, response).catch((cause: unknown) => sendProblem(response, cause));
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const running: TestFhirServer = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/fhir`,
    store: new FhirStore(settings),
    received: [],
    misbehave: undefined,
    misbehaveAt: new Map(),
    requiredToken: undefined,
    close: async () => {
      http.closeAllConnections();
      await new Promise<void>((closed) => http.close(() => closed()));
    },
  };
  return running;
}

async function serve(running: TestFhirServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  const path = new URL(request.url ?? '/', 'http://local').pathname.replace(/^\/fhir\/?/, '');
  if (running.requiredToken !== undefined && request.headers.authorization !== `Bearer ${running.requiredToken}`) {
    throw new Problem(401, 'login', 'a token is needed');
  }
  if (request.method === 'POST' && path === '') running.received.push(body as Json);
  const bad = running.misbehaveAt.get(request.method === 'POST' ? running.received.length : 0) ?? running.misbehave;
  if (bad?.kind === 'slow') await new Promise((done) => setTimeout(done, bad.ms));
  if (bad !== undefined && answerBadly(bad, response)) return;

  const answer = route(running, request, path, body);
  if (bad?.kind === 'drop-after-commit') {
    request.socket.destroy();
    return;
  }
  if (bad?.kind === 'entry-status') failEntries(answer.body, bad.status);
  send(response, answer.status, answer.body);
}

function answerBadly(bad: Misbehaviour, response: ServerResponse): boolean {
  if (bad.kind === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in to this network</body></html>');
    return true;
  }
  if (bad.kind === 'redirect') {
    response.writeHead(307, { location: bad.to }).end('{"resourceType":"Bundle","type":"transaction-response","entry":[]}');
    return true;
  }
  if (bad.kind === 'text') {
    response.writeHead(bad.status, { 'content-type': 'application/fhir+json' }).end(bad.body);
    return true;
  }
  if (bad.kind === 'half') {
    response
      .writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '5000' })
      .write('{"resourceType":"Bundle","entry":[');
    setTimeout(() => response.destroy(), 20);
    return true;
  }
  if (bad.kind === 'flood') {
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(`{"resourceType":"Bundle","pad":"${'x'.repeat(3_000_000)}"}`);
    return true;
  }
  if (bad.kind !== 'status') return false;
  const outcome = bad.outcome ?? outcomeOf(bad.status === 429 ? 'throttled' : 'transient', 'on purpose');
  send(response, bad.status, outcome, bad.retryAfter === undefined ? {} : { 'retry-after': bad.retryAfter });
  return true;
}

/** A server that says 200 outside and something else inside. */
function failEntries(body: Json, status: string): void {
  for (const entry of (body['entry'] as Json[] | undefined) ?? []) entry['response'] = { status, outcome: outcomeOf('throttled', 'later') };
}

interface Answer {
  status: number;
  body: Json;
}

function route({ store }: TestFhirServer, request: IncomingMessage, path: string, body: unknown): Answer {
  const method = request.method ?? 'GET';
  const query = new URL(request.url ?? '/', 'http://local').searchParams;
  const [type = '', id, history] = path.split('/');
  if (method === 'GET' && path === 'metadata') return { status: 200, body: capability(store.settings) };
  if (method === 'POST' && path === '') return { status: 200, body: transact(store, body) };
  if (method === 'GET' && id === undefined) return { status: 200, body: store.search(type, query) };
  if (method === 'GET' && history === '_history' && id !== undefined) return { status: 200, body: store.history(type, id) };
  if (method === 'DELETE' && id !== undefined) {
    store.lose(type, id);
    return { status: 200, body: { resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'informational' }] } };
  }
  if (method === 'GET' && id !== undefined) return { status: 200, body: store.read(type, id) };
  throw new Problem(405, 'not-supported', 'this server cannot do that');
}

/** All or nothing, or entry by entry where the server is set to. */
function transact(store: FhirStore, bundle: unknown): Json {
  const { resourceType, type, entry } = (bundle ?? {}) as { resourceType?: string; type?: string; entry?: Json[] };
  if (resourceType !== 'Bundle' || type !== 'transaction')
    throw new Problem(400, 'structure', 'a transaction Bundle is expected', 'Bundle.type');
  if (store.settings.runsAsBatch) {
    return { resourceType: 'Bundle', id: randomUUID(), type: 'transaction-response', entry: store.putEach(entry ?? []) };
  }
  return { resourceType: 'Bundle', id: randomUUID(), type: 'transaction-response', entry: store.putAllOrNone(entry ?? []) };
}

const capability = ({ updateCreate }: PeerSettings): Json => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  kind: 'instance',
  date: '2026-11-24',
  fhirVersion: '4.0.1',
  format: ['json'],
  rest: [
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }],
      resource: [
        'Claim',
        'Condition',
        'Coverage',
        'Encounter',
        'MedicationRequest',
        'Observation',
        'Organization',
        'Patient',
        'Practitioner',
      ].map((type) => ({ type, updateCreate, conditionalUpdate: true, interaction: [{ code: 'read' }, { code: 'update' }] })),
    },
  ],
});

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'structure', 'not JSON');
  }
}

function send(response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers }).end(JSON.stringify(body));
}

function sendProblem(response: ServerResponse, cause: unknown): void {
  const problem = cause instanceof Problem ? cause : new Problem(500, 'exception', String(cause));
  send(response, problem.status, outcomeOf(problem.code, problem.message, problem.expression));
}

const outcomeOf = (code: string, diagnostics: string, expression?: string): Json => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics, ...(expression === undefined ? {} : { expression: [expression] }) }],
});
