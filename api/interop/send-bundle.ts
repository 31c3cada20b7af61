import { Client, type FhirResource } from 'fhir-kit-client';
import type { Bundle } from '@medplum/fhirtypes';
import { error } from '../../domain/issue.ts';
import { classifyStatus, classifyTransaction, issuesOf, type SendResult } from './classify-answer.ts';

/** Where to send, with the token in clear: never logged, never stored. */
export interface Peer {
  baseUrl: string;
  bearerToken?: string;
}

export const SEND_TIMEOUT_MS = 30_000;

/**
 * Sends one transaction and says what the answer means; never throws for anything the network or the peer does. Neither
 * address nor body is logged: both name people.
 */
export async function sendBundle(peer: Peer, bundle: Bundle, timeoutMs = SEND_TIMEOUT_MS): Promise<SendResult> {
  const client = clientFor(peer);
  try {
    // The two libraries describe one JSON shape with unrelated types.
    const body = bundle as unknown as FhirResource;
    const answer = await client.transaction({ body, options: { signal: AbortSignal.timeout(timeoutMs) } });
    const status = Client.httpFor(answer).response?.status ?? 200;
    return classifyTransaction(status, answer, bundle.entry?.length ?? 0);
  } catch (cause) {
    return classifyFailure(cause);
  }
}

/** A client of this peer and no other: a redirect is an error, since it would carry the body to a host nobody configured. */
export function clientFor({ baseUrl, bearerToken }: Peer): Client {
  return new Client({ baseUrl, requestOptions: { redirect: 'error' }, ...(bearerToken === undefined ? {} : { bearerToken }) });
}

/** What a throw of the client means: an answer of another status, a page that is not JSON, or no answer at all. */
export function classifyFailure(cause: unknown): SendResult {
  const { response, config } = cause as { response?: { status?: number; data?: unknown }; config?: { headers?: unknown } };
  const status = response?.status;
  if (status === undefined) return { class: 'transport', issues: [error(isTimeout(cause) ? 'fhir_timeout' : 'fhir_unreachable', '')] };
  // 2xx and a throw: the body was no JSON, as from the log-in page of a network.
  if (status >= 200 && status < 300) return { class: 'transport', httpStatus: status, issues: [error('fhir_answer_incomplete', '')] };
  const found = issuesOf(response?.data);
  const issues = found.length === 0 ? [error('fhir_http_status', '', { status })] : found;
  return { class: classifyStatus(status, response?.data), httpStatus: status, issues, ...retryAfter(config?.headers) };
}

const isTimeout = (cause: unknown): boolean => cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError');

/** Retry-After as seconds or as a date (RFC 9110 §10.2.3); a day at the most. */
function retryAfter(headers: unknown): { retryAfterSeconds?: number } {
  const text = headers instanceof Headers ? headers.get('retry-after') : null;
  if (text === null) return {};
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterSeconds: Math.min(seconds, 86_400) } : {};
}
