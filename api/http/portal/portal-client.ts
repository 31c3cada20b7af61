import { z } from 'zod';
import { type JsonAnswer, requestJson } from '../request-json.ts';
import type { CardQuestion, LookUp, Portal, Silence } from './portal.ts';
import { readSubmitted, submission } from './portal-submission.ts';
import { readPortalJson } from './read-portal-json.ts';

/** The account of a facility, its secrets in clear for the moment of asking: never logged, never answered. */
export interface PortalAccount {
  baseUrl: string;
  username: string;
  /** Uppercase hexadecimal MD5 of the password, as the portal takes it. */
  passwordDigest: string;
  officerName: string;
  officerNumber: string;
}

/** A token is renewed this long before it ends, so that none ends on its way. */
const EARLY_MS = 60_000;
const SHORTEST_MS = 30_000;
const DEFAULT_LIFE_MS = 10 * 60_000;

const Login = z.object({
  maKetQua: z.union([z.string(), z.number()]).transform(String),
  APIKey: z.object({
    access_token: z.string().min(1),
    id_token: z.string().min(1),
    expires_in: z.union([z.string(), z.number()]).nullish(),
  }),
});

export interface Token {
  accessToken: string;
  idToken: string;
  until: number;
}
type Failed = { silence: Silence };
type Json = JsonAnswer;

const isFailed = (value: object): value is Failed => 'silence' in value;

/**
 * The insurer's portal for one account. A token is kept until shortly before it ends and taken anew once when it is refused. Whatever the network or
 * the portal does becomes a class of silence: nothing is thrown, nothing of the person or the account is logged.
 * Source: docs/legal/insurance.md#portal
 */
export function portalClient(account: PortalAccount, now: () => Date): Portal {
  let token: Token | undefined;

  const fresh = async (signal: AbortSignal): Promise<Token | Failed> => {
    if (token !== undefined && token.until > now().getTime()) return token;
    const taken = await takeToken(account, now, signal);
    token = isFailed(taken) ? undefined : taken;
    return taken;
  };

  /** Asks with the token in hand, and once more with a new one when it is refused. */
  const ask = async (work: (held: Token) => Promise<Json | Failed>, signal: AbortSignal): Promise<Json | Failed> => {
    const held = await fresh(signal);
    if (isFailed(held)) return held;
    const found = await work(held);
    if (isFailed(found) || !isUnauthorised(found)) return found;
    token = undefined;
    const renewed = await fresh(signal);
    return isFailed(renewed) ? renewed : await work(renewed);
  };

  return {
    source: 'portal',
    lookUp: async (question, timeoutMs) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const found = await ask(async (held) => await askCard(account, held, { question, signal }), signal);
      return isFailed(found) ? { kind: 'unavailable', silence: found.silence } : readAnswer(found);
    },
    submit: async (document, timeoutMs) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const found = await ask(async (held) => await send(...submission(account, held, { document, signal })), signal);
      return isFailed(found) ? { kind: 'unavailable', silence: found.silence } : readSubmitted(found);
    },
  };
}

async function takeToken(
  { baseUrl, username, passwordDigest }: PortalAccount,
  now: () => Date,
  signal: AbortSignal,
): Promise<Token | Failed> {
  const body = new URLSearchParams({ username, password: passwordDigest });
  const found = await send(`${baseUrl}/api/token/take`, { method: 'POST', body, signal });
  if (isFailed(found)) return found;
  if (found.status === 401 || found.status === 403) return { silence: 'login-refused' };
  if (found.status !== 200) return { silence: 'http-status' };
  const login = Login.safeParse(found.body);
  // A refused log-in is a code without a key.
  if (!login.success) return { silence: isObject(found.body) && 'maKetQua' in found.body ? 'login-refused' : 'misshapen' };
  const { access_token: accessToken, id_token: idToken, expires_in: expires } = login.data.APIKey;
  return { accessToken, idToken, until: endOf(expires, now().getTime()) };
}

/** `expires_in` is a moment in UTC in the portal's answers, seconds in others. */
function endOf(expires: string | number | null | undefined, now: number): number {
  const text = String(expires ?? '');
  const end = /^\d{1,7}$/.test(text) ? now + Number(text) * 1000 : Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  return Math.max(now + SHORTEST_MS, (Number.isFinite(end) ? end : now + DEFAULT_LIFE_MS) - EARLY_MS);
}

async function askCard(
  account: PortalAccount,
  token: Token,
  { question, signal }: { question: CardQuestion; signal: AbortSignal },
): Promise<Json | Failed> {
  const query = new URLSearchParams({
    token: token.accessToken,
    id_token: token.idToken,
    username: account.username,
    password: account.passwordDigest,
  });
  const body = JSON.stringify({
    maThe: question.number,
    hoTen: question.fullName,
    ngaySinh: question.birthDate,
    hoTenCb: account.officerName,
    cccdCb: account.officerNumber,
  });
  const headers = { 'Content-Type': 'application/json' };
  return await send(`${account.baseUrl}/api/egw/KQNhanLichSuKCB2024?${query.toString()}`, { method: 'POST', headers, body, signal });
}

/** 401 as the portal says it: by status, or by code in an answer of status 200. */
const isUnauthorised = ({ status, body }: Json): boolean =>
  status === 401 || (isObject(body) && String((body as { maKetQua?: unknown }).maKetQua) === '401');

function readAnswer({ status, body }: Json): LookUp {
  if (status === 401 || status === 403) return { kind: 'unavailable', silence: 'login-refused' };
  if (status !== 200) return { kind: 'unavailable', silence: 'http-status' };
  const answer = readPortalJson(body);
  return answer === undefined ? { kind: 'unavailable', silence: 'misshapen' } : { kind: 'answered', answer, raw: body };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** One request as the portal's answers are classed: a status that is an answer by itself needs no body. */
async function send(url: string, options: RequestInit): Promise<Json | Failed> {
  const found = await requestJson(url, options);
  if ('failure' in found) return { silence: found.failure === 'lost' ? 'unreachable' : found.failure };
  if (found.body === undefined && found.status === 200) return { silence: 'not-json' };
  return { ...found, body: found.body ?? null };
}
