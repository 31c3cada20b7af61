import { Client } from 'fhir-kit-client';
import { Agent } from 'undici';
import { failureOf, type JsonAnswer, MAX_ANSWER_BYTES, type RequestFailure, retryAfterOf, storable } from '../http/request-json.ts';

/** What a server sends back is read up to a limit; a longer one is no answer to anything we ask. */
const dispatcher = new Agent({ maxResponseSize: MAX_ANSWER_BYTES });

/** Why no answer can be read; `certificate`: the server could not show that it is the one that was asked, so nothing was said to it. */
export type FhirAnswer = JsonAnswer | { failure: RequestFailure | 'certificate' };

export interface FhirQuestion {
  baseUrl: string;
  /** Below the base; empty for a transaction. */
  path: string;
  method: 'GET' | 'POST' | 'DELETE';
  /** A resource, as an object. */
  body?: object;
  token?: string;
  timeoutMs: number;
}

/**
 * One request to a FHIR server. Nothing is thrown and nothing logged, whatever the network does: what the client throws names the
 * address, and with it people. A redirect is refused: it would carry the body to a host nobody configured.
 */
export async function requestFhir({ baseUrl, path, method, body, token, timeoutMs }: FhirQuestion): Promise<FhirAnswer> {
  const requestOptions = { redirect: 'manual', dispatcher };
  const client = new Client({
    ...{ baseUrl, requestOptions, customHeaders: { prefer: 'return=minimal' } },
    ...(token === undefined ? {} : { bearerToken: token }),
  });
  const options = { signal: AbortSignal.timeout(timeoutMs) };
  try {
    const url = path === '' ? `${baseUrl}/` : path;
    const answer = await client.request(url, { method, options, ...(body === undefined ? {} : { body: body }) });
    const response = Client.httpFor(answer).response;
    return answerOf(response?.status ?? 0, answer, response?.headers);
  } catch (cause) {
    return thrown(cause);
  }
}

/** What a throw of the client means: an answer of another status, a page that is no JSON, or no answer at all. */
function thrown(cause: unknown): FhirAnswer {
  const { response, config } = cause as { response?: { status: number; data: unknown }; config?: { headers?: unknown } };
  if (response === undefined) return { failure: isCertificate(cause) ? 'certificate' : failureOf(cause) };
  const headers = config?.headers instanceof Headers ? config.headers : undefined;
  return answerOf(response.status, response.data, headers);
}

/** Codes that a TLS handshake ends with. Source: Node.js, tls and X509 error codes */
const CERTIFICATE_CODES = [
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_UNTRUSTED', 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

function isCertificate(cause: unknown): boolean {
  const code = (cause as { cause?: { code?: unknown } }).cause?.code;
  return typeof code === 'string' && CERTIFICATE_CODES.includes(code);
}

function answerOf(status: number, data: unknown, headers: Headers | undefined): FhirAnswer {
  if (status >= 300 && status < 400) return { failure: 'redirect' };
  const retryAfter = headers === undefined ? {} : retryAfterOf(headers);
  return { status, body: typeof data === 'object' && data !== null ? storable(data) : undefined, ...retryAfter };
}
