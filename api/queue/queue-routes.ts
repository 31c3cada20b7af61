import { z } from 'zod';
import { read } from '../../db/doors.ts';
import { findRoom } from '../../db/stores/facility-store.ts';
import { listQueue, listRooms, type RoomState } from '../../db/views/queue-view.ts';
import { computeExpectedMinutes } from '../../domain/queue/expected-minutes.ts';
import { localDay } from '../../domain/dates.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { notFound } from '../http/errors.ts';
import { uuid } from '../http/schemas.ts';
import { callTicket, viewTicket } from './call-ticket.ts';
import { Call, QueueView, RoomList, TicketView, WorkListView, type RoomView } from './queue-schemas.ts';
import { viewWorkList } from './view-work-list.ts';

const RoomParams = z.strictObject({ roomId: uuid });
/** A room sees well under this on a day; what is beyond is told as "more". */
const MOST = 300;

export const queueRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/rooms',
    permission: 'queue.read',
    summary: 'The rooms of the facility and how many wait',
    response: RoomList,
    handle: async (ctx) =>
      await read(ctx, async (tx) => ({ items: (await listRooms(tx, ctx.facilityId, localDay(ctx.now))).map(viewRoom) })),
  }),
  defineRoute({
    method: 'get',
    path: '/rooms/:roomId/queue',
    permission: 'queue.read',
    summary: 'Tickets of a room today, in calling order',
    params: RoomParams,
    response: QueueView,
    handle: async (ctx, { params }) =>
      await read(ctx, async (tx) => {
        if ((await findRoom(tx, ctx.facilityId, params.roomId)) === undefined) throw notFound('room_not_found');
        const day = localDay(ctx.now);
        const entries = await listQueue(tx, ctx.facilityId, { roomId: params.roomId, day }, MOST + 1);
        return { day, items: entries.slice(0, MOST).map(viewTicket), more: entries.length > MOST };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/rooms/:roomId/work-list',
    permission: 'queue.read',
    summary: 'The people of a room today by the state of their visit',
    params: RoomParams,
    response: WorkListView,
    handle: async (ctx, { params }) => await viewWorkList(ctx, params.roomId),
  }),
  defineRoute({
    method: 'post',
    path: '/rooms/:roomId/calls',
    permission: 'queue.call',
    summary: 'Call the next person, or a named ticket, into the room',
    params: RoomParams,
    body: Call,
    response: TicketView,
    handle: async (ctx, { params, body }) => await callTicket(ctx, params.roomId, body),
  }),
];

const viewRoom = (room: RoomState): RoomView => ({ ...room, expectedMinutes: computeExpectedMinutes(room) });
