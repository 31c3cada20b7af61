import { fetchJson, fetchResponse, NoAnswer, Problem, type FetchOptions, type Method } from './fetch-json.ts';
import { loadMore } from './i18n/more-words.ts';
import { authorization, renewAccess } from './session.ts';

export { NoAnswer, Problem };

const API = '/api';

/** Reads. `path` begins below /api. */
export const get = <Answer>(path: string, signal?: AbortSignal): Promise<Answer> =>
  authorized((options) => fetchJson<Answer>('GET', API + path, options), { signal });

/** A question that needs a body; changes nothing on the server. */
export const ask = <Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> =>
  authorized((options) => fetchJson<Answer>('POST', API + path, options), { body, signal });

/** A change. The same key with the same body is done once, however often it is sent. */
export const change = <Answer>(method: Method, path: string, body: unknown, key: string): Promise<Answer> =>
  authorized((options) => fetchJson<Answer>(method, API + path, options), { body, headers: { 'idempotency-key': key } });

/** A file, with the name the server gives it. */
export async function download(path: string): Promise<Blob> {
  const response = await authorized((options) => fetchResponse('GET', API + path, options), {});
  return await response.blob();
}

/** True for what the same request may heal by being sent again: no answer, or a server that is busy. */
export const isPassing = (cause: unknown): boolean =>
  cause instanceof NoAnswer || (cause instanceof Problem && (cause.status === 429 || (cause.status >= 502 && cause.status <= 504)));

async function authorized<T>(work: (options: FetchOptions) => Promise<T>, options: FetchOptions): Promise<T> {
  const attempt = () => work({ ...options, headers: { ...options.headers, ...authorization() } });
  try {
    return await attempt();
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    if (cause.status !== 401) throw await withItsSentence(cause);
    await renewAccess();
    return await attempt();
  }
}

/** A refusal waits for the sentences, should a weak line still be bringing them; without them its code is shown. */
async function withItsSentence(problem: Problem): Promise<Problem> {
  await loadMore().catch(() => undefined);
  return problem;
}
