import { z } from 'zod';
import { definePublicRoute, defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { callDeskTicket, completeDeskTicket, missDeskTicket, recallDeskTicket, viewDeskTickets } from './call-desk-ticket.ts';
import { DeskCall, DeskTicketList, DeskTicketTaken, DeskTicketView, NewDeskTicket, Nothing } from './display-schemas.ts';
import { takeDeskTicket } from './take-desk-ticket.ts';

const TicketParams = z.strictObject({ ticketId: uuid });
const ofTicket = {
  method: 'post',
  permission: 'registration.write',
  params: TicketParams,
  body: Nothing,
  response: DeskTicketView,
} as const;

export const deskTicketRoutes: Route[] = [
  definePublicRoute({
    method: 'post',
    path: '/desk-tickets',
    permission: 'public',
    summary: 'Take a number for the reception at a kiosk',
    status: 201,
    body: NewDeskTicket,
    response: DeskTicketTaken,
    handle: async (ctx, { body }) => await takeDeskTicket(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/desk-tickets',
    permission: 'registration.write',
    summary: 'The numbers that wait for a desk of the reception today',
    response: DeskTicketList,
    handle: async (ctx) => await viewDeskTickets(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/desk-tickets/calls',
    permission: 'registration.write',
    summary: 'Call the next number, or a named one, to a desk',
    body: DeskCall,
    response: DeskTicketView,
    handle: async (ctx, { body }) => await callDeskTicket(ctx, body),
  }),
  defineRoute({
    ...ofTicket,
    path: '/desk-tickets/:ticketId/recall',
    summary: 'Call a number to its desk again',
    handle: async (ctx, { params }) => await recallDeskTicket(ctx, params.ticketId),
  }),
  defineRoute({
    ...ofTicket,
    path: '/desk-tickets/:ticketId/miss',
    summary: 'Note that a called number did not come',
    handle: async (ctx, { params }) => await missDeskTicket(ctx, params.ticketId),
  }),
  defineRoute({
    ...ofTicket,
    path: '/desk-tickets/:ticketId/completion',
    summary: 'Note that a desk is done with a number',
    handle: async (ctx, { params }) => await completeDeskTicket(ctx, params.ticketId),
  }),
];
