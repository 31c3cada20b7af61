import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { missTicket, recallTicket, returnToQueue, setPriority } from './change-ticket.ts';
import { SetPriority, TicketState, Transfer, TransferAnswer } from './queue-schemas.ts';
import { transferTicket } from './transfer-ticket.ts';

const TicketParams = z.strictObject({ ticketId: uuid });
const Nothing = z.strictObject({});

export const ticketRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/tickets/:ticketId/transfer',
    permission: 'queue.transfer',
    summary: 'Send a person on to the queue of another room',
    params: TicketParams,
    body: Transfer,
    response: TransferAnswer,
    handle: async (ctx, { params, body }) => await transferTicket(ctx, params.ticketId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/tickets/:ticketId/recall',
    permission: 'queue.call',
    summary: 'Call again somebody who was called and has not come',
    params: TicketParams,
    body: Nothing,
    response: TicketState,
    handle: async (ctx, { params }) => await recallTicket(ctx, params.ticketId),
  }),
  defineRoute({
    method: 'post',
    path: '/tickets/:ticketId/miss',
    permission: 'queue.call',
    summary: 'Note that somebody was called and did not come',
    params: TicketParams,
    body: Nothing,
    response: TicketState,
    handle: async (ctx, { params }) => await missTicket(ctx, params.ticketId),
  }),
  defineRoute({
    method: 'post',
    path: '/tickets/:ticketId/return',
    permission: 'queue.call',
    summary: 'Put somebody who was missed back at the end of their class',
    params: TicketParams,
    body: Nothing,
    response: TicketState,
    handle: async (ctx, { params }) => await returnToQueue(ctx, params.ticketId),
  }),
  defineRoute({
    method: 'put',
    path: '/tickets/:ticketId/priority',
    permission: 'registration.write',
    summary: 'Set or cancel the priority of somebody who waits',
    params: TicketParams,
    body: SetPriority,
    response: TicketState,
    handle: async (ctx, { params, body }) => await setPriority(ctx, params.ticketId, body),
  }),
];
