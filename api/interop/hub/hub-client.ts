import { z } from 'zod';
import { hubVerdictOf } from '../../../domain/health-checks/hub-answer.ts';
import { type JsonAnswer, requestJson, type Requested } from '../../http/request-json.ts';
import type { Hub, HubAnswer, HubEnvelope } from './hub.ts';

/** The account of a facility, its password in clear for the moment of asking: never logged, never answered. */
export interface HubAccount {
  baseUrl: string;
  username: string;
  password: string;
}

/** Health checks among the services of the hub. Source: QĐ 1551/QĐ-BYT annex 2 (likely) */
const SERVICE_TYPE = '100';
const LOG_IN = '/api/auth/login';
const PUSH = '/api/platform/data-sync/push';

const Token = z.object({ access_token: z.string().min(1) });
/** Bare, or inside `data` as the rest of the answers (unsure). */
const LogIn = z.union([Token, z.object({ data: Token }).transform(({ data }) => data)]);
/** `code`, or under the names that one vendor's code reads (unsure). */
const Answer = z
  .object({ code: z.string().optional(), error: z.string().optional(), name: z.string().optional() })
  .transform(({ code, error, name }) => code ?? error ?? name ?? '');

/**
 * The ministry's hub for one account. A token is kept until it is refused, then taken anew once. Whatever the network or the hub does is an answer: nothing is
 * thrown, nothing of the person or the account is logged. Source: docs/legal/health-checks.md#envelope
 */
export function hubClient(account: HubAccount): Hub {
  let token: string | undefined;
  const pushOnce = async (envelope: HubEnvelope, signal: AbortSignal): Promise<HubAnswer> => {
    if (token === undefined) {
      const taken = await logIn(account, signal);
      if ('kind' in taken) return taken;
      token = taken.access_token;
    }
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'service-type': SERVICE_TYPE };
    return readAnswer(await requestJson(account.baseUrl + PUSH, { method: 'POST', headers, body: JSON.stringify(envelope), signal }));
  };
  return {
    source: 'hub',
    push: async (envelope, timeoutMs) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const wasKept = token !== undefined;
      const first = await pushOnce(envelope, signal);
      if (first.kind !== 'log-in-refused') return first;
      token = undefined;
      return wasKept ? await pushOnce(envelope, signal) : first;
    },
  };
}

async function logIn({ baseUrl, username, password }: HubAccount, signal: AbortSignal): Promise<z.infer<typeof Token> | HubAnswer> {
  const headers = { 'content-type': 'application/json' };
  const found = await requestJson(baseUrl + LOG_IN, { method: 'POST', headers, body: JSON.stringify({ username, password }), signal });
  if ('failure' in found) return { kind: 'silent' };
  if ([400, 401, 403, 422].includes(found.status)) return { kind: 'log-in-refused' };
  const read = LogIn.safeParse(found.body);
  return found.status < 300 && read.success ? read.data : silent(found);
}

function readAnswer(found: Requested): HubAnswer {
  if ('failure' in found) return { kind: 'silent' };
  const read = Answer.safeParse(found.body);
  const code = read.success && /^[A-Z][A-Z0-9_]{0,59}$/.test(read.data) ? read.data : undefined;
  const { status, retryAfterSeconds } = found;
  if ([401, 403].includes(status) && (code === undefined || hubVerdictOf(code) === undefined)) return { kind: 'log-in-refused' };
  if (code === undefined) return silent(found);
  return { kind: 'answered', status, code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

const silent = ({ status, retryAfterSeconds }: JsonAnswer): HubAnswer => ({
  kind: 'silent',
  status,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});
