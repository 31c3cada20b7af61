import { z } from 'zod';
import { answered, definePublicRoute, defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { openStream } from './display-hub.ts';
import { openDisplay } from './display-key.ts';
import { DisplayKey, DisplayList, DisplayParams, DisplayView, NewDisplay, RenewDisplay } from './display-schemas.ts';
import { createDisplay, renewDisplay, viewDisplays } from './manage-displays.ts';
import { lookAt, paint } from './read-display.ts';

export const displayRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/displays',
    permission: 'display.write',
    summary: 'The screens and kiosks of the facility, without their keys',
    response: DisplayList,
    handle: async (ctx) => await viewDisplays(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/displays',
    permission: 'display.write',
    summary: 'Make a screen or a kiosk and tell its key once',
    status: 201,
    body: NewDisplay,
    response: DisplayKey,
    handle: async (ctx, { body }) => await createDisplay(ctx, ctx.services, body),
  }),
  defineRoute({
    method: 'post',
    path: '/displays/:displayId/renewal',
    permission: 'display.write',
    summary: 'Give a screen or a kiosk a new key and end the old one',
    params: z.strictObject({ displayId: uuid }),
    body: RenewDisplay,
    response: DisplayKey,
    handle: async (ctx, { params, body }) => await renewDisplay(ctx, ctx.services, { id: params.displayId, ...body }),
  }),
  definePublicRoute({
    method: 'get',
    path: '/displays/:displayKey',
    permission: 'public',
    summary: 'What a screen of the waiting hall shows now',
    params: DisplayParams,
    response: DisplayView,
    handle: async (ctx, { params }) => {
      const { ctx: at, facility, display } = await openDisplay(ctx, params.displayKey);
      return paint(facility, display.mode, await lookAt(at));
    },
  }),
  definePublicRoute({
    method: 'get',
    path: '/displays/:displayKey/stream',
    permission: 'public',
    summary: 'What a screen shows as server-sent events: snapshot, change, beat',
    params: DisplayParams,
    response: 'file',
    handle: async (ctx, { params }, { response }) => {
      openStream(ctx.services, await openDisplay(ctx, params.displayKey), response);
      return answered;
    },
  }),
];
