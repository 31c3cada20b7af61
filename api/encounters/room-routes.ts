import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { askRoom } from './ask-room.ts';
import { concludeRoom, withdrawRoom } from './conclude-room.ts';
import { AskedRoom, AskRoom, ConcludeRoom, VersionView, WithdrawRoom } from './encounter-schemas.ts';

const RoomParams = z.strictObject({ encounterId: uuid, ticketId: uuid });

/** Several rooms in one visit. */
export const visitRoomRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/consultations',
    permission: 'encounter.write',
    summary: 'Ask another room; the person goes there and comes back',
    status: 201,
    params: z.strictObject({ encounterId: uuid }),
    body: AskRoom,
    response: AskedRoom,
    handle: async (ctx, { params, body }) => await askRoom(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/rooms/:ticketId/conclusion',
    permission: 'encounter.write',
    summary: 'Write what another room of the visit found and concludes',
    params: RoomParams,
    body: ConcludeRoom,
    response: VersionView,
    handle: async (ctx, { params, body }) => await concludeRoom(ctx, params, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/rooms/:ticketId/withdrawal',
    permission: 'encounter.write',
    summary: 'Take a person out of the row of another room before it called them',
    params: RoomParams,
    body: WithdrawRoom,
    response: VersionView,
    handle: async (ctx, { params, body }) => await withdrawRoom(ctx, params, body),
  }),
];
