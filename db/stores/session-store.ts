import type { Role } from '../../domain/permissions.ts';
import { row, rows, type Db } from '../knex.ts';
import type { WriteTx } from '../doors.ts';

/**
 * Accounts and sessions, read before anybody is known: these functions take the pool itself and see no facility's rows.
 * They are the only ones that do (docs/architecture.md#doors).
 */
export interface Account {
  id: string;
  username: string;
  fullName: string;
  passwordHash: string;
  sessionVersion: number;
}

export interface Workplace {
  id: string;
  code: string;
  name: string;
  kind: string;
  isDemo: boolean;
  roles: Role[];
}

export interface LiveSession {
  userId: string;
  facilityId: string;
  sessionVersion: number;
  roles: Role[];
}

export async function findAccount(db: Db, username: string): Promise<Account | undefined> {
  return await db('users')
    .where({ username })
    .whereNull('disabledAt')
    .first('id', 'username', 'fullName', 'passwordHash', 'sessionVersion');
}

/** Where a person works and as what, by name. */
export async function listWorkplaces(db: Db, userId: string): Promise<Workplace[]> {
  return await rows<Workplace>(
    db,
    `SELECT f.id, f.code, f.name, f.kind, f.is_demo, array_agg(r.role ORDER BY r.role) AS roles
       FROM user_roles AS r JOIN facilities AS f ON f.id = r.facility_id
      WHERE r.user_id = :userId AND f.closed_at IS NULL
      GROUP BY f.id ORDER BY f.name, f.id LIMIT 300`,
    { userId },
  );
}

/** The state of a refresh family; undefined when it ended, the account was disabled or holds no role there any more. */
export async function findLiveSession(db: Db, familyId: string): Promise<LiveSession | undefined> {
  return await row<LiveSession>(
    db,
    `SELECT u.id AS user_id, t.facility_id, u.session_version, array_agg(DISTINCT r.role ORDER BY r.role) AS roles
       FROM refresh_tokens AS t
       JOIN users AS u ON u.id = t.user_id AND u.disabled_at IS NULL
       JOIN user_roles AS r ON r.user_id = u.id AND r.facility_id = t.facility_id
       JOIN facilities AS f ON f.id = t.facility_id AND f.closed_at IS NULL
      WHERE t.family_id = :familyId AND t.revoked_at IS NULL AND t.session_version = u.session_version
      GROUP BY u.id, t.facility_id, u.session_version`,
    { familyId },
  );
}

export interface RefreshToken {
  id: string;
  familyId: string;
  userId: string;
  facilityId: string;
  tokenHash: Buffer;
  sessionVersion: number;
  createdAt: string;
  expiresAt: string;
  familyExpiresAt: string;
  usedAt: string | null;
  revokedAt: string | null;
}

export async function findRefreshToken(db: Db, tokenHash: Buffer): Promise<RefreshToken | undefined> {
  return await db<RefreshToken>('refreshTokens').where({ tokenHash }).first();
}

export async function insertRefreshToken(tx: WriteTx, token: Omit<RefreshToken, 'usedAt' | 'revokedAt'>): Promise<void> {
  await tx('refreshTokens').insert(token);
}

/** Marks a token used, unless somebody was faster; false when the family has ended meanwhile. Holds the family until commit. */
export async function useRefreshToken(tx: WriteTx, token: RefreshToken, usedAt: string): Promise<boolean> {
  const family = await lockFamily(tx, token.familyId);
  if (family.some((one) => one.revokedAt !== null)) return false;
  await tx('refreshTokens').where({ id: token.id }).whereNull('usedAt').update({ usedAt });
  return true;
}

/** Ends every token of a family, also one that a refresh of this very moment has just added. */
export async function revokeFamily(tx: WriteTx, familyId: string, revokedAt: string): Promise<void> {
  await lockFamily(tx, familyId);
  await tx('refreshTokens').where({ familyId }).whereNull('revokedAt').update({ revokedAt });
}

/** The first token of a family stands for it: who holds it is alone. The update that follows sees what was added before. */
async function lockFamily(tx: WriteTx, familyId: string): Promise<Pick<RefreshToken, 'revokedAt'>[]> {
  return await tx<RefreshToken>('refreshTokens').where({ familyId }).orderBy('id').forUpdate().select('revokedAt');
}

/** Old families, out of the way of the index. */
export async function removeExpiredTokens(db: Db, before: string): Promise<number> {
  return await db('refreshTokens').where('familyExpiresAt', '<', before).delete();
}

export interface LoginAttempts {
  failed: number;
  lockedUntil: string | null;
}

export async function findLoginAttempts(db: Db, username: string): Promise<LoginAttempts | undefined> {
  return await db('loginAttempts').where({ username }).first('failed', 'lockedUntil');
}

/**
 * Counts a try as failed in one statement, so that parallel guesses all count; a right one clears the count afterwards. The
 * count starts anew after the window.
 */
export async function countLogin(
  db: Db,
  username: string,
  now: string,
  rule: { max: number; windowMinutes: number; lockMinutes: number },
): Promise<LoginAttempts> {
  const counted = await row<LoginAttempts>(
    db,
    `INSERT INTO login_attempts AS a (username, failed, first_failed_at) VALUES (:username, 1, :now)
     ON CONFLICT (username) DO UPDATE SET
       failed = CASE WHEN a.first_failed_at <= :now::timestamptz - make_interval(mins => :windowMinutes) THEN 1 ELSE a.failed + 1 END,
       first_failed_at = CASE WHEN a.first_failed_at <= :now::timestamptz - make_interval(mins => :windowMinutes) THEN :now::timestamptz ELSE a.first_failed_at END,
       locked_until = CASE WHEN a.first_failed_at > :now::timestamptz - make_interval(mins => :windowMinutes) AND a.failed + 1 >= :max
                           THEN :now::timestamptz + make_interval(mins => :lockMinutes) END
     RETURNING a.failed, a.locked_until`,
    { username, now, max: rule.max, windowMinutes: rule.windowMinutes, lockMinutes: rule.lockMinutes },
  );
  if (counted === undefined) throw new Error('a log-in was not counted');
  return counted;
}

export async function clearFailedLogins(db: Db, username: string): Promise<void> {
  await db('loginAttempts').where({ username }).delete();
}
