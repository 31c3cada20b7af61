/** Why no answer can be read; a class for the log. `lost`: the line broke after the connection stood, so the request may have arrived. */
export type RequestFailure = 'redirect' | 'too-large' | 'timeout' | 'unreachable' | 'lost';

/** What came back; `body` is undefined when it is no JSON. */
export interface JsonAnswer {
  status: number;
  body: unknown;
  retryAfterSeconds?: number;
}
export type Requested = JsonAnswer | { failure: RequestFailure };

export const MAX_ANSWER_BYTES = 2_000_000;
/** Codes of a connection that was never made. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/**
 * One request to a configured host. Nothing is thrown and nothing logged, whatever the network does. A redirect is refused: it would carry an account to a
 * host nobody configured.
 */
export async function requestJson(url: string, options: RequestInit): Promise<Requested> {
  try {
    const response = await fetch(url, { ...options, redirect: 'manual' });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return { failure: 'redirect' };
    }
    const text = await readLimited(response);
    if (text === undefined) return { failure: 'too-large' };
    return { status: response.status, body: parseJson(text), ...retryAfterOf(response.headers) };
  } catch (cause) {
    return { failure: failureOf(cause) };
  }
}

/** What kept an answer from coming, by what `fetch` threw. */
export function failureOf(cause: unknown): RequestFailure {
  const { name, cause: inner } = cause instanceof Error ? cause : { name: '', cause: undefined };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  const code = (inner as { code?: unknown } | undefined)?.code;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'too-large';
  return typeof code === 'string' && NEVER_CONNECTED.includes(code) ? 'unreachable' : 'lost';
}

/** Retry-After as seconds or as a date (RFC 9110 §10.2.3). */
export function retryAfterOf(headers: Headers): { retryAfterSeconds?: number } {
  const text = headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {};
}

async function readLimited(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      return undefined;
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return storable(JSON.parse(text) as unknown);
  } catch {
    // A page of HTML is what a broken gateway sends; the caller names it.
    return undefined;
  }
}

/** Zero bytes and halves of letters cannot be stored in the database. */
const UNSTORABLE = /[\u0000\uD800-\uDFFF]/gu;

export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.replace(UNSTORABLE, ''), storable(item)]));
}
