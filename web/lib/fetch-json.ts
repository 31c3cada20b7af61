import type { Issue } from '../../domain/issue.ts';
import { learnServerTime } from './server-clock.ts';
import { createStore } from './store.ts';

export type Method = 'GET' | 'POST' | 'PUT';

/** The server understood and refused: problem+json. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly issues: Issue[];
  readonly requestId: string | undefined;
  /** What the server asks us to wait before the next try. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, body: Partial<Pick<Problem, 'code' | 'issues' | 'requestId'>>, retryAfterSeconds?: number) {
    super(body.code ?? `http_${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? (status === 404 ? 'not_found' : status >= 500 ? 'internal_error' : 'malformed');
    this.issues = body.issues ?? [];
    this.requestId = body.requestId;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer came: the request may or may not have arrived, so only the same request may be sent again. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
    this.name = 'NoAnswer';
  }
}

/** False after a request got no answer, true again after the next one did. */
export const reachable = createStore(true);

const TIMEOUT_MS = 20_000;

export interface FetchOptions {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** One request, one answer: the raw Response when it is good, Problem or NoAnswer thrown when not. */
export async function fetchResponse(method: Method, path: string, options: FetchOptions = {}): Promise<Response> {
  const response = await send(method, path, options);
  reachable.set(true);
  const date = response.headers.get('date');
  if (date !== null) learnServerTime(date);
  if (!response.ok) throw await toProblem(response);
  return response;
}

/** Like fetchResponse, with the JSON read; an empty answer gives undefined. */
export async function fetchJson<Answer>(method: Method, path: string, options: FetchOptions = {}): Promise<Answer> {
  const response = await fetchResponse(method, path, options);
  const text = await readText(response);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

async function send(method: Method, path: string, { body, headers, signal }: FetchOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (cause) {
    throw noAnswer(cause, signal);
  }
}

/** The line can also break while the answer is read; then it is as good as no answer. */
async function readText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw noAnswer(cause, undefined);
  }
}

function noAnswer(cause: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return cause;
  reachable.set(false);
  return new NoAnswer(cause);
}

async function toProblem(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  if (!isJson) return new Problem(response.status, {}, retryAfter);
  return new Problem(response.status, JSON.parse(await readText(response)) as Partial<Problem>, retryAfter);
}
