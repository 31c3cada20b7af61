import { error } from '../../domain/issue.ts';
import { requestJson, type JsonAnswer, type Requested } from '../http/request-json.ts';
import { attachDoctor, isNotIn, logInDoctor, logInFacility, type NotIn, type Token } from './national-log-in.ts';
import type { NationalAccounts, NationalSystem, SendOutcome } from './national-system.ts';
import { readRefusal } from './read-refusal.ts';

const TIMEOUT_MS = 30_000;

/** Tokens of the accounts in force, by account; shared by all that send with them in a process. */
export type TokenStore = Map<string, Token>;

interface Session {
  accounts: NationalAccounts;
  now: () => Date;
  tokens: TokenStore;
  /** Names of the accounts in the store; a changed account has another one. */
  keys: { facility: string; doctor: string };
}

/**
 * The national system for one doctor at one facility. Tokens are kept and taken anew once when one is refused; a doctor who is not let in is attached to the
 * facility once and tried once more. Whatever the network or the system does becomes a class: nothing is thrown, nothing of the person or the account is
 * logged. Source: docs/legal/prescribing.md#national-system
 */
export function nationalClient(session: Session): NationalSystem {
  return {
    source: 'system',
    send: async (body) => {
      const first = await sendOnce(session, body);
      if (first !== 'token-refused') return first;
      session.tokens.delete(session.keys.doctor);
      const second = await sendOnce(session, body);
      return second === 'token-refused' ? { class: 'doctor-login-refused', httpStatus: 401, issues: [] } : second;
    },
    tryLogIn: async () => {
      session.tokens.delete(session.keys.doctor);
      session.tokens.delete(session.keys.facility);
      const token = session.accounts.doctor === undefined ? await facilityToken(session) : await doctorToken(session);
      return isNotIn(token) ? { ...token, issues: [] } : { class: 'accepted', issues: [] };
    },
  };
}

async function facilityToken({ accounts, now, tokens, keys }: Session): Promise<Token | NotIn> {
  return await kept(tokens, keys.facility, now, async (at) => await logInFacility(accounts, at));
}

async function doctorToken(session: Session): Promise<Token | NotIn> {
  const { accounts, now, tokens, keys } = session;
  return await kept(tokens, keys.doctor, now, async (at) => {
    const first = await logInDoctor(accounts, at);
    if (!isNotIn(first) || first.class !== 'doctor-login-refused') return first;
    // The usual reason of the first refusal: the doctor is not attached to this facility yet.
    const failed = await attach(session);
    return failed ?? (await logInDoctor(accounts, at));
  });
}

async function attach(session: Session): Promise<NotIn | undefined> {
  const token = await facilityToken(session);
  if (isNotIn(token)) return token;
  const failed = await attachDoctor(session.accounts, token.token);
  if (failed?.httpStatus !== 401) return failed;
  session.tokens.delete(session.keys.facility);
  const renewed = await facilityToken(session);
  return isNotIn(renewed) ? renewed : await attachDoctor(session.accounts, renewed.token);
}

async function kept(
  tokens: TokenStore,
  key: string,
  now: () => Date,
  take: (at: number) => Promise<Token | NotIn>,
): Promise<Token | NotIn> {
  const at = now().getTime();
  const held = tokens.get(key);
  if (held !== undefined && held.until > at) return held;
  const taken = await take(at);
  if (isNotIn(taken)) tokens.delete(key);
  else tokens.set(key, taken);
  return taken;
}

async function sendOnce(session: Session, body: string): Promise<SendOutcome | 'token-refused'> {
  const token = await doctorToken(session);
  if (isNotIn(token)) return { ...token, issues: [] };
  const found = await requestJson(`${session.accounts.baseUrl}/api/v1/gui-don-thuoc`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', Authorization: `Bearer ${token.token}` },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return 'status' in found && found.status === 401 ? 'token-refused' : readSent(found);
}

function readSent(found: Requested): SendOutcome {
  if ('failure' in found) {
    if (found.failure === 'redirect') return { class: 'wrong-address', issues: [] };
    return { class: found.failure === 'too-large' ? 'unreadable' : found.failure, issues: [] };
  }
  const { status: httpStatus, retryAfterSeconds } = found;
  const later = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (httpStatus === 200) return readAccepted(found);
  if (httpStatus === 422) return { httpStatus, ...readRefusal(found.body) };
  if (httpStatus === 429) return { class: 'throttled', httpStatus, issues: [], ...later };
  if (httpStatus === 404 || httpStatus === 405) return { class: 'wrong-address', httpStatus, issues: [] };
  if (httpStatus === 403) return { class: 'doctor-login-refused', httpStatus, issues: [] };
  if (httpStatus >= 500) return { class: 'server-error', httpStatus, issues: [], ...later };
  return { class: 'field-errors', httpStatus, issues: [error('national_http_status', '', { status: httpStatus })] };
}

/** A page of a gateway comes with 200 as well: only an answer in the system's own shape is one. */
function readAccepted({ status: httpStatus, body }: JsonAnswer): SendOutcome {
  const answer = (typeof body === 'object' && body !== null ? body : {}) as { success?: unknown; checksum?: unknown };
  if (typeof answer.checksum !== 'string' && typeof answer.success !== 'string') return { class: 'unreadable', httpStatus, issues: [] };
  return { class: 'accepted', httpStatus, issues: [], ...(typeof answer.checksum === 'string' ? { checksum: answer.checksum } : {}) };
}
