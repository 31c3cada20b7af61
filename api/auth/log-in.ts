import { write } from '../../db/doors.ts';
import {
  clearFailedLogins,
  countLogin,
  findAccount,
  findLoginAttempts,
  listWorkplaces,
  type Account,
  type Workplace,
} from '../../db/stores/session-store.ts';
import { error } from '../../domain/issue.ts';
import type { PublicCtx } from '../http/context.ts';
import { forbidden, Refusal } from '../http/errors.ts';
import type { Login, LoginAnswer } from './auth-schemas.ts';
import { verifyPassword } from '../http/password.ts';
import { startSession, type NewSession } from './session.ts';

/** Ten failures in ten minutes close an account for ten minutes. Per account, because a hospital sits behind one address. */
const LOCK_RULE = { max: 10, windowMinutes: 10, lockMinutes: 10 };

/** Checks the password and starts a session at the one workplace, or at the chosen one, or asks which. */
export async function logIn(ctx: PublicCtx, input: Login): Promise<{ answer: LoginAnswer; session?: NewSession }> {
  const account = await verifiedAccount(ctx, input);
  const workplaces = await listWorkplaces(ctx.services.db, account.id);
  if (workplaces.length === 0) throw forbidden('no_workplace');
  const chosen =
    input.facilityId === undefined && workplaces.length === 1 ? workplaces[0] : workplaces.find((one) => one.id === input.facilityId);
  if (chosen === undefined) {
    if (input.facilityId !== undefined) throw forbidden('no_workplace');
    return { answer: { kind: 'choose-facility', facilities: workplaces } };
  }
  const session = await openSession(ctx, account, chosen);
  return { answer: { kind: 'session', ...session.answer }, session };
}

async function verifiedAccount(ctx: PublicCtx, input: Login): Promise<Account> {
  const { db, config } = ctx.services;
  const username = input.username.toLowerCase();
  const attempts = await findLoginAttempts(db, username);
  if (attempts?.lockedUntil != null && attempts.lockedUntil > ctx.now) throw locked(ctx.now, attempts.lockedUntil);
  // Counted before it is verified: guesses sent side by side get no more tries than guesses sent one after the other.
  const counted = await countLogin(db, username, ctx.now, LOCK_RULE);
  if (counted.failed > LOCK_RULE.max) throw locked(ctx.now, counted.lockedUntil ?? ctx.now);
  const account = await findAccount(db, username);
  if (await verifyPassword(input.password, account?.passwordHash, config.bcryptCost)) {
    await clearFailedLogins(db, username);
    // No account has no password, so a verified one is there.
    if (account !== undefined) return account;
  }
  // The name that was typed may be a password: only the account's id is logged, and only when there is one.
  ctx.services.log.warn({ requestId: ctx.requestId, userId: account?.id, failed: counted.failed }, 'log-in refused');
  if (counted.lockedUntil === null) throw new Refusal(401, 'wrong_credentials', [error('wrong_credentials', '')]);
  if (account !== undefined) await auditLock(ctx, account);
  throw locked(ctx.now, counted.lockedUntil);
}

function locked(now: string, until: string): Refusal {
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 60_000));
  return new Refusal(429, 'account_locked', [error('account_locked', '', { minutes })]);
}

async function openSession(ctx: PublicCtx, account: Account, workplace: Workplace): Promise<NewSession> {
  return await write(
    doorCtx(ctx, account.id, workplace.id),
    'session.login',
    async (tx) => await startSession(tx, ctx.services, { account, workplace }),
  );
}

/** The lock stands in the audit of the facility where the person works first. */
async function auditLock(ctx: PublicCtx, account: Account): Promise<void> {
  const [workplace] = await listWorkplaces(ctx.services.db, account.id);
  if (workplace !== undefined) await write(doorCtx(ctx, account.id, workplace.id), 'session.locked', async () => undefined);
}

export const doorCtx = (ctx: PublicCtx, userId: string, facilityId: string) => ({
  db: ctx.services.db,
  actor: { userId, facilityId },
  facilityId,
  requestId: ctx.requestId,
  now: ctx.now,
});
