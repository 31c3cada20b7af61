import type { SendClass } from '../../domain/prescriptions/national-state.ts';
import { requestJson, type Requested } from '../http/request-json.ts';
import type { NationalAccounts } from './national-system.ts';

const TIMEOUT_MS = 20_000;
const DAY_MS = 24 * 60 * 60_000;
const DEFAULT_LIFE_MS = 7 * DAY_MS;

export interface Token {
  token: string;
  /** Renewed from here on: a day before it ends, or a seventh of a short life. */
  until: number;
}
/** Why nobody was let in, in the classes of a try: nothing has been sent yet, so its outcome is known. */
export interface NotIn {
  class: SendClass;
  httpStatus?: number;
  retryAfterSeconds?: number;
}

export const isNotIn = (value: Token | NotIn): value is NotIn => 'class' in value;

const post = async (url: string, body: object, bearer?: string): Promise<Requested> =>
  await requestJson(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });

/** Source: docs/legal/prescribing.md#national-system (loginFacility) */
export async function logInFacility(accounts: NationalAccounts, now: number): Promise<Token | NotIn> {
  const found = await post(`${accounts.baseUrl}/api/auth/dang-nhap-co-so-kham-chua-benh`, {
    ma_lien_thong_co_so_kham_chua_benh: accounts.facilityLinkCode,
    password: accounts.facilityPassword,
  });
  return readToken(found, now, 'facility-login-refused');
}

/** Source: docs/legal/prescribing.md#national-system (loginDoctor) */
export async function logInDoctor(accounts: NationalAccounts, now: number): Promise<Token | NotIn> {
  if (accounts.doctor === undefined) return { class: 'doctor-account-missing' };
  const found = await post(`${accounts.baseUrl}/api/auth/dang-nhap-bac-si`, {
    ma_lien_thong_bac_si: accounts.doctor.linkCode,
    ma_lien_thong_co_so_kham_chua_benh: accounts.facilityLinkCode,
    password: accounts.doctor.password,
  });
  return readToken(found, now, 'doctor-login-refused');
}

/** Attaches the doctor to the facility, once for the whole country; undefined when it is done. */
export async function attachDoctor(accounts: NationalAccounts, facilityToken: string): Promise<NotIn | undefined> {
  const found = await post(
    `${accounts.baseUrl}/api/v1/them-bac-si`,
    { ma_lien_thong_bac_si: accounts.doctor?.linkCode ?? '' },
    facilityToken,
  );
  return 'status' in found && found.status === 200 ? undefined : notIn(found, 'doctor-login-refused');
}

function readToken(found: Requested, now: number, refused: SendClass): Token | NotIn {
  if ('failure' in found || found.status !== 200) return notIn(found, refused);
  const token: unknown = typeof found.body === 'object' && found.body !== null ? (found.body as { token?: unknown }).token : undefined;
  // A page of HTML, or JSON of a captive portal: the system itself was not reached.
  if (typeof token !== 'string' || token === '') return { class: 'unreachable', httpStatus: found.status };
  const life = Math.max(0, (endOf(token) ?? now + DEFAULT_LIFE_MS) - now);
  return { token, until: now + life - Math.min(DAY_MS, life / 7) };
}

/** `exp` of a JWT, in milliseconds; undefined for anything that is none. */
function endOf(token: string): number | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { exp?: unknown };
    return typeof claims.exp === 'number' ? claims.exp * 1000 : undefined;
  } catch {
    // Not a JWT: then the usual life counts, and a 401 says when it was shorter.
    return undefined;
  }
}

function notIn(found: Requested, refused: SendClass): NotIn {
  if ('failure' in found) return { class: found.failure === 'redirect' ? 'wrong-address' : 'unreachable' };
  const { status: httpStatus, retryAfterSeconds } = found;
  const later = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (httpStatus === 429) return { class: 'throttled', httpStatus, ...later };
  if (httpStatus === 404 || httpStatus === 405) return { class: 'wrong-address', httpStatus };
  if (httpStatus >= 400 && httpStatus < 500) return { class: refused, httpStatus };
  return { class: 'unreachable', httpStatus, ...later };
}
