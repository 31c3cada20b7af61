import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { parse as parseCookies } from 'cookie';
import type { WriteTx } from '../../db/doors.ts';
import { insertRefreshToken, type Account, type Workplace } from '../../db/stores/session-store.ts';
import { newId } from '../../domain/ids.ts';
import { permissionsOfRoles } from '../../domain/permissions.ts';
import { ACCESS_TOKEN_SECONDS, issueAccessToken } from '../http/access-token.ts';
import type { Services } from '../http/context.ts';
import type { RefreshAnswer, SessionView } from './auth-schemas.ts';
import { draftKeyOf } from './draft-key.ts';

/** A desk that stands still this long asks for the password again; a family never outlives one shift. */
const IDLE_MINUTES = 60;
const SHIFT_HOURS = 12;

export interface NewSession {
  refreshToken: string;
  answer: RefreshAnswer;
}

export interface Family {
  id: string;
  expiresAt: string;
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Adds a refresh token to a family (a new one unless given) and issues the access token that goes with it. */
export async function startSession(
  tx: WriteTx,
  services: Services,
  who: { account: Account; workplace: Workplace; family?: Family },
): Promise<NewSession> {
  const { account, workplace } = who;
  const now = services.now();
  const family = who.family ?? { id: newId(), expiresAt: new Date(now.getTime() + SHIFT_HOURS * 3_600_000).toISOString() };
  const idleEnd = new Date(now.getTime() + IDLE_MINUTES * 60_000).toISOString();
  const refreshToken = randomBytes(32).toString('base64url');
  await insertRefreshToken(tx, {
    id: newId(),
    familyId: family.id,
    userId: account.id,
    facilityId: workplace.id,
    tokenHash: hashToken(refreshToken),
    sessionVersion: account.sessionVersion,
    createdAt: now.toISOString(),
    expiresAt: idleEnd < family.expiresAt ? idleEnd : family.expiresAt,
    familyExpiresAt: family.expiresAt,
  });
  const claims = { userId: account.id, facilityId: workplace.id, familyId: family.id, sessionVersion: account.sessionVersion };
  const accessToken = issueAccessToken(claims, services.secrets.accessTokenKey, now);
  const draftKey = draftKeyOf(account.id, services.secrets);
  return {
    refreshToken,
    answer: { accessToken, expiresInSeconds: ACCESS_TOKEN_SECONDS, draftKey, session: viewSession(account, workplace, now) },
  };
}

export function viewSession(account: Pick<Account, 'id' | 'username' | 'fullName'>, workplace: Workplace, now: Date): SessionView {
  return {
    user: { id: account.id, username: account.username, fullName: account.fullName },
    facility: { id: workplace.id, code: workplace.code, name: workplace.name, kind: workplace.kind, isDemo: workplace.isDemo },
    roles: workplace.roles,
    permissions: [...permissionsOfRoles(workplace.roles)],
    serverTime: now.toISOString(),
  };
}

/** `__Host-` binds the cookie to this host over HTTPS; a LAN without TLS gets a plainer one, and the server says so at start. */
const cookieName = (services: Services): string => (services.config.secureCookies ? '__Host-his-refresh' : 'his-refresh');

export function setRefreshCookie(response: Response, services: Services, refreshToken: string): void {
  response.cookie(cookieName(services), refreshToken, cookieOptions(services));
}

export function clearRefreshCookie(response: Response, services: Services): void {
  response.clearCookie(cookieName(services), cookieOptions(services));
}

/** A session cookie: it ends with the browser, the server ends it by its own times. */
const cookieOptions = (services: Services) =>
  ({ httpOnly: true, secure: services.config.secureCookies, sameSite: 'strict', path: '/' }) as const;

export function refreshCookie(request: Request, services: Services): string | undefined {
  return parseCookies(request.headers.cookie ?? '')[cookieName(services)];
}
