import type { Request } from 'express';
import { findLiveSession, type LiveSession } from '../../db/stores/session-store.ts';
import { permissionsOfRoles, type Permission, type Role } from '../../domain/permissions.ts';
import { verifyAccessToken } from './access-token.ts';
import type { Services } from './context.ts';
import { Refusal } from './errors.ts';

export interface Session {
  userId: string;
  facilityId: string;
  familyId: string;
  roles: Role[];
  permissions: Set<Permission>;
}

/** How long a revoked session may still be believed; the promise is 30 seconds. */
const CACHE_MS = 20_000;
const CACHE_SIZE = 10_000;
type Cached = { until: number; live: Promise<LiveSession | undefined> };
const caches = new WeakMap<object, Map<string, Cached>>();

/** Who asks, from the bearer token and the session's state in the database; 401 otherwise. */
export async function authenticate(request: Request, services: Services): Promise<Session> {
  const header = request.get('Authorization') ?? '';
  const token = header.startsWith('Bearer ') ? header.slice(7) : undefined;
  const claims = token === undefined ? undefined : verifyAccessToken(token, services.secrets.accessTokenKey, services.now());
  if (claims === undefined) throw unauthenticated();
  const live = await cachedSession(services, claims.familyId);
  if (
    live === undefined ||
    live.userId !== claims.userId ||
    live.facilityId !== claims.facilityId ||
    live.sessionVersion !== claims.sessionVersion
  ) {
    throw unauthenticated();
  }
  return {
    userId: live.userId,
    facilityId: live.facilityId,
    familyId: claims.familyId,
    roles: live.roles,
    permissions: permissionsOfRoles(live.roles),
  };
}

export const unauthenticated = (code = 'unauthenticated'): Refusal => new Refusal(401, code);

async function cachedSession(services: Services, familyId: string): Promise<LiveSession | undefined> {
  const cache = cacheOf(services);
  const now = services.now().getTime();
  const known = cache.get(familyId);
  if (known !== undefined && known.until > now) return await known.live;
  if (cache.size >= CACHE_SIZE) cache.clear();
  const live = findLiveSession(services.db, familyId);
  cache.set(familyId, { until: now + CACHE_MS, live });
  // A failed look-up is not an answer: the next request asks again.
  live.catch(() => cache.delete(familyId));
  return await live;
}

/** Forgets a session at once in this process; the others follow within CACHE_MS. */
export const forgetSession = (services: Services, familyId: string): boolean => cacheOf(services).delete(familyId);

function cacheOf(services: Services): Map<string, Cached> {
  const known = caches.get(services);
  if (known !== undefined) return known;
  const made = new Map<string, Cached>();
  caches.set(services, made);
  return made;
}
