import { read } from '../../db/doors.ts';
import { listWorkplaces } from '../../db/stores/session-store.ts';
import { findUser } from '../../db/stores/user-store.ts';
import { unauthenticated } from '../http/authenticate.ts';
import { definePublicRoute, defineRoute, type Route } from '../http/define-route.ts';
import { Login, LoginAnswer, RefreshAnswer, SessionView } from './auth-schemas.ts';
import { logIn } from './log-in.ts';
import { logOut, refreshSession } from './refresh-session.ts';
import { clearRefreshCookie, refreshCookie, setRefreshCookie, viewSession } from './session.ts';

export const authRoutes: Route[] = [
  definePublicRoute({
    method: 'post',
    path: '/auth/login',
    permission: 'public',
    summary: 'Log in, or learn which facilities to choose from',
    body: Login,
    response: LoginAnswer,
    handle: async (ctx, { body }, { response }) => {
      const { answer, session } = await logIn(ctx, body);
      if (session !== undefined) setRefreshCookie(response, ctx.services, session.refreshToken);
      return answer;
    },
  }),
  definePublicRoute({
    method: 'post',
    path: '/auth/refresh',
    permission: 'public',
    summary: 'Exchange the refresh cookie for a new access token',
    response: RefreshAnswer,
    handle: async (ctx, _input, { request, response }) => {
      const session = await refreshSession(ctx, refreshCookie(request, ctx.services));
      setRefreshCookie(response, ctx.services, session.refreshToken);
      return session.answer;
    },
  }),
  definePublicRoute({
    method: 'post',
    path: '/auth/logout',
    permission: 'public',
    summary: 'End the session of this browser',
    response: 'empty',
    handle: async (ctx, _input, { request, response }) => {
      await logOut(ctx, refreshCookie(request, ctx.services));
      clearRefreshCookie(response, ctx.services);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/session',
    permission: 'session.read',
    summary: 'Who is logged in, where, and what they may do',
    response: SessionView,
    handle: async (ctx) =>
      await read(ctx, async (tx) => {
        const account = await findUser(tx, ctx.actor.userId);
        const workplace = (await listWorkplaces(tx, ctx.actor.userId)).find((one) => one.id === ctx.facilityId);
        if (account === undefined || workplace === undefined) throw unauthenticated();
        return viewSession(account, workplace, ctx.services.now());
      }),
  }),
];
