import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { error } from '../../domain/issue.ts';
import { requestJson } from '../http/request-json.ts';
import { classifyStatus, type SendResult } from './classify-answer.ts';
import type { Credentials } from './credentials.ts';
import type { TokenSource } from './send-bundle.ts';

type ClientCredentials = Exclude<Credentials, { kind: 'bearer' }>;

const TIMEOUT_MS = 10_000;
/** A token is renewed this long before it ends, so that none ends on its way. */
const EARLY_MS = 60_000;
/** The life of a token whose server does not say. */
const DEFAULT_LIFE_SECONDS = 300;
/** Of an assertion: five minutes are the most, and clocks differ. Source: SMART App Launch 2.0, backend services */
const ASSERTION_SECONDS = 240;
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A token that was given once and for all. */
export const staticToken = (token: string): TokenSource => ({ current: async () => token, renew: () => false });

/** Tokens of a token server, each kept until shortly before it ends. Source: SMART App Launch 2.0, backend services; RFC 6749 §4.4 */
export function clientTokens(credentials: ClientCredentials, now: () => Date): TokenSource {
  let kept: { token: string; until: number } | undefined;
  return {
    current: async () => {
      if (kept !== undefined && kept.until > now().getTime()) return kept.token;
      const taken = await takeToken(credentials, now().getTime());
      if ('class' in taken) return taken;
      kept = taken;
      return taken.token;
    },
    renew: () => {
      const hadOne = kept !== undefined;
      kept = undefined;
      return hadOne;
    },
  };
}

const Answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().catch(DEFAULT_LIFE_SECONDS) });

async function takeToken(credentials: ClientCredentials, now: number): Promise<{ token: string; until: number } | SendResult> {
  const { form, headers } = proofOf(credentials, now);
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: credentials.scope, ...form });
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await requestJson(credentials.tokenUrl, {
    method: 'POST',
    body,
    headers: { accept: 'application/json', ...headers },
    signal,
  });
  if ('failure' in answer) return { class: 'transport', issues: [error('fhir_token_server_unreachable', '')] };
  const { status, retryAfterSeconds } = answer;
  if (status !== 200) {
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return { class: tokenClass(status), httpStatus: status, issues: [error('fhir_token_refused', '', { status })], ...wait };
  }
  const found = Answer.safeParse(answer.body);
  // A page of the network, or an answer that is no token.
  if (!found.success) return { class: 'transport', httpStatus: status, issues: [error('fhir_answer_incomplete', '')] };
  return { token: found.data.access_token, until: now + Math.max(0, found.data.expires_in * 1000 - EARLY_MS) };
}

/** 400 is how a token server says that it does not know us (RFC 6749 §5.2). */
function tokenClass(status: number): SendResult['class'] {
  if (status === 400 || status === 401 || status === 403) return 'auth';
  const kind = classifyStatus(status, undefined);
  return kind === 'transport' || kind === 'throttle' ? kind : 'configuration';
}

function proofOf(credentials: ClientCredentials, now: number): { form: Record<string, string>; headers: Record<string, string> } {
  if (credentials.kind === 'private-key') {
    return { form: { client_assertion_type: JWT_BEARER, client_assertion: assertionOf(credentials, now) }, headers: {} };
  }
  const { clientId, secret } = credentials;
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64');
  return { form: {}, headers: { authorization: `Basic ${basic}` } };
}

/** `aud` is the address of the token server, to the letter. */
function assertionOf({ tokenUrl, clientId, keys }: Extract<Credentials, { kind: 'private-key' }>, now: number): string {
  const [key] = keys;
  if (key === undefined) throw new Error('credentials without a key');
  const iat = Math.floor(now / 1000);
  const claims = { iss: clientId, sub: clientId, aud: tokenUrl, jti: randomUUID(), iat, exp: iat + ASSERTION_SECONDS };
  return jwt.sign(claims, key.privateKey, { algorithm: key.algorithm, keyid: key.keyId });
}
