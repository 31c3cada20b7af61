import { write } from '../../db/doors.ts';
import {
  findRefreshToken,
  listWorkplaces,
  revokeFamily,
  useRefreshToken,
  type Account,
  type RefreshToken,
  type Workplace,
} from '../../db/stores/session-store.ts';
import { findUser } from '../../db/stores/user-store.ts';
import { forgetSession, unauthenticated } from '../http/authenticate.ts';
import type { PublicCtx } from '../http/context.ts';
import { doorCtx } from './log-in.ts';
import { hashToken, startSession, type NewSession } from './session.ts';

/** A double click or two tabs send the same token twice; after this it is a stolen copy. */
const GRACE_MS = 10_000;

/** A refresh token is used once and brings its successor. The use of an old one ends the whole family and is audited. */
export async function refreshSession(ctx: PublicCtx, refreshToken: string | undefined): Promise<NewSession> {
  const token = refreshToken === undefined ? undefined : await findRefreshToken(ctx.services.db, hashToken(refreshToken));
  if (token === undefined || token.revokedAt !== null || token.expiresAt <= ctx.now) throw unauthenticated();
  if (token.usedAt !== null && Date.parse(ctx.now) - Date.parse(token.usedAt) > GRACE_MS) {
    await endFamily(ctx, token, 'session.reuse');
    throw unauthenticated('session_ended');
  }
  const { account, workplace } = await holder(ctx, token);
  return await write(doorCtx(ctx, account.id, workplace.id), 'session.refresh', async (tx) => {
    // Logged out while we looked: the family must not get a new token.
    if (!(await useRefreshToken(tx, token, ctx.now))) throw unauthenticated();
    return await startSession(tx, ctx.services, { account, workplace, family: { id: token.familyId, expiresAt: token.familyExpiresAt } });
  });
}

/** Ends the session of this browser. Safe to repeat; an unknown token is simply gone already. */
export async function logOut(ctx: PublicCtx, refreshToken: string | undefined): Promise<void> {
  const token = refreshToken === undefined ? undefined : await findRefreshToken(ctx.services.db, hashToken(refreshToken));
  if (token !== undefined && token.revokedAt === null) await endFamily(ctx, token, 'session.logout');
}

async function endFamily(ctx: PublicCtx, token: RefreshToken, action: string): Promise<void> {
  await write(doorCtx(ctx, token.userId, token.facilityId), action, async (tx) => await revokeFamily(tx, token.familyId, ctx.now));
  forgetSession(ctx.services, token.familyId);
}

async function holder(ctx: PublicCtx, token: RefreshToken): Promise<{ account: Account; workplace: Workplace }> {
  const account = await findUser(ctx.services.db, token.userId);
  if (account === undefined || account.sessionVersion !== token.sessionVersion) throw unauthenticated();
  const workplace = (await listWorkplaces(ctx.services.db, account.id)).find((one) => one.id === token.facilityId);
  if (workplace === undefined) throw unauthenticated();
  return { account, workplace };
}
