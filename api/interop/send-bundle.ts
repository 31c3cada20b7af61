import type { Bundle } from '@medplum/fhirtypes';
import { error } from '../../domain/issue.ts';
import type { JsonAnswer } from '../http/request-json.ts';
import { classifyStatus, classifyTransaction, issuesOf, type SendResult } from './classify-answer.ts';
import { type FhirAnswer, requestFhir } from './fhir-request.ts';

/** Where to send. Neither the address of a request nor a token is ever logged or stored. */
export interface Peer {
  baseUrl: string;
  tokens?: TokenSource;
}

/** The token of a destination: kept until shortly before it ends, taken anew when the server refuses it. */
export interface TokenSource {
  current(): Promise<string | SendResult>;
  /** Forgets a refused token; false when there is no other one to be had. */
  renew(): boolean;
}

export const SEND_TIMEOUT_MS = 30_000;
const ASK_TIMEOUT_MS = 10_000;
const LONGEST_WAIT_SECONDS = 86_400;

/**
 * Sends one transaction and says what the answer means; never throws for anything the network or the peer does. Neither
 * address nor body is logged: both name people.
 */
export async function sendBundle(peer: Peer, bundle: Bundle, timeoutMs = SEND_TIMEOUT_MS): Promise<SendResult> {
  const answer = await askPeer(peer, '', { method: 'POST', body: bundle, timeoutMs });
  if ('class' in answer) return answer;
  const { status, body: said } = answer;
  if (status < 200 || status >= 300) return refusalOf(answer);
  return { ...classifyTransaction(status, said, bundle.entry?.length ?? 0), ...waitOf(answer) };
}

interface PeerQuestion {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: object;
  timeoutMs?: number;
}

/** What the server says it can do, a search or a transaction; undefined body where the answer is no JSON. */
export async function askPeer(peer: Peer, path: string, question: PeerQuestion = {}): Promise<JsonAnswer | SendResult> {
  const answer = await askOnce(peer, path, question);
  // A token may end before its time: once more with a new one.
  const isRefused = 'status' in answer && answer.status === 401 && peer.tokens?.renew() === true;
  return isRefused ? await askOnce(peer, path, question) : answer;
}

async function askOnce(
  { baseUrl, tokens }: Peer,
  path: string,
  { method = 'GET', body, timeoutMs = ASK_TIMEOUT_MS }: PeerQuestion,
): Promise<JsonAnswer | SendResult> {
  const token = await tokens?.current();
  if (typeof token === 'object') return token;
  const answer = await requestFhir({
    ...{ baseUrl, path, method, timeoutMs },
    ...(body === undefined ? {} : { body }),
    ...(token === undefined ? {} : { token }),
  });
  return 'failure' in answer ? silenceOf(answer.failure) : answer;
}

/** What an answer of a failing status means. */
export function refusalOf(answer: JsonAnswer): SendResult {
  const { status, body } = answer;
  const found = issuesOf(body);
  const issues = found.length === 0 ? [error('fhir_http_status', '', { status })] : found;
  return { class: classifyStatus(status, body), httpStatus: status, issues, ...waitOf(answer) };
}

type Failure = Extract<FhirAnswer, { failure: unknown }>['failure'];

/** No answer at all: nobody said no, so it is asked again. A server that cannot show who it is waits for somebody who mends that. */
function silenceOf(failure: Failure): SendResult {
  if (failure === 'timeout') return { class: 'transport', issues: [error('fhir_timeout', '')] };
  if (failure === 'certificate') return { class: 'configuration', issues: [error('fhir_certificate_refused', '')] };
  if (failure === 'redirect') return { class: 'transport', issues: [error('fhir_redirected', '')] };
  if (failure === 'too-large') return { class: 'transport', issues: [error('fhir_answer_too_large', '')] };
  return { class: 'transport', issues: [error('fhir_unreachable', '')] };
}

/** Retry-After, a day at the most. */
const waitOf = ({ retryAfterSeconds }: JsonAnswer): { retryAfterSeconds?: number } =>
  retryAfterSeconds === undefined || retryAfterSeconds === 0
    ? {}
    : { retryAfterSeconds: Math.min(retryAfterSeconds, LONGEST_WAIT_SECONDS) };
