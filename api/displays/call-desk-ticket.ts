import { auditSubject, read, write, type WriteTx } from '../../db/doors.ts';
import {
  countDeskTickets,
  findDeskTicket,
  finishDeskTickets,
  listDeskTickets,
  lockDeskTicket,
  lockNextDeskTicket,
  updateDeskTicket,
  type DeskTicket,
} from '../../db/stores/desk-ticket-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { priorityRanks } from '../../domain/queue/priorities.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, Refusal } from '../http/errors.ts';
import type { DeskCall, DeskTicketList, DeskTicketView } from './display-schemas.ts';

/** Calls the next number to a desk, or a named one; whom the desk had before is done. */
export async function callDeskTicket(ctx: ApiCtx, { desk, ticketId }: DeskCall): Promise<DeskTicketView> {
  return await write(ctx, 'desk-ticket.call', async (tx) => {
    const day = localDay(ctx.now);
    const ticket =
      ticketId === undefined ? await lockNextDeskTicket(tx, ctx.facilityId, day) : await lockDeskTicket(tx, ctx.facilityId, ticketId);
    if (ticket === undefined && ticketId !== undefined) throw notFound('ticket_not_found');
    if (ticket === undefined) throw new Refusal(404, 'desk_queue_empty', [error('desk_queue_empty', '')]);
    if (ticket.state === 'done') throw conflict('ticket_done');
    if (ticket.state === 'called' && ticket.desk !== desk) throw conflict('ticket_at_other_desk');
    await finishDeskTickets(tx, { facilityId: ctx.facilityId, day, desk });
    await updateDeskTicket(tx, ticket, { state: 'called', desk, calledAt: ctx.now, timesCalled: ticket.timesCalled + 1 });
    return await changed(tx, ctx, ticket.id);
  });
}

/** Calls again whom a desk called and who has not come. */
export async function recallDeskTicket(ctx: ApiCtx, id: string): Promise<DeskTicketView> {
  return await changeCalled(ctx, { id, action: 'desk-ticket.recall' }, async (tx, ticket) => {
    await updateDeskTicket(tx, ticket, { calledAt: ctx.now, timesCalled: ticket.timesCalled + 1 });
  });
}

/** Notes that the called person did not come; a desk may call the number by name later. */
export async function missDeskTicket(ctx: ApiCtx, id: string): Promise<DeskTicketView> {
  return await changeCalled(ctx, { id, action: 'desk-ticket.miss' }, async (tx, ticket) => {
    await updateDeskTicket(tx, ticket, { state: 'missed' });
  });
}

/** The desk is done with the person. */
export async function completeDeskTicket(ctx: ApiCtx, id: string): Promise<DeskTicketView> {
  return await changeCalled(ctx, { id, action: 'desk-ticket.complete' }, async (tx, ticket) => {
    await updateDeskTicket(tx, ticket, { state: 'done' });
  });
}

async function changeCalled(
  ctx: ApiCtx,
  { id, action }: { id: string; action: string },
  change: (tx: WriteTx, ticket: DeskTicket) => Promise<void>,
): Promise<DeskTicketView> {
  return await write(ctx, action, async (tx) => {
    const ticket = await lockDeskTicket(tx, ctx.facilityId, id);
    if (ticket === undefined) throw notFound('ticket_not_found');
    if (ticket.state !== 'called') throw conflict('ticket_state_other');
    await change(tx, ticket);
    return await changed(tx, ctx, id);
  });
}

async function changed(tx: WriteTx, ctx: ApiCtx, id: string): Promise<DeskTicketView> {
  auditSubject(tx, { objectId: id });
  const ticket = await findDeskTicket(tx, ctx.facilityId, id);
  if (ticket === undefined) throw new Error('a locked desk ticket vanished');
  return ticket;
}

/** A desk sees well under this on a day. */
const MOST = 300;

export async function viewDeskTickets(ctx: ApiCtx): Promise<DeskTicketList> {
  return await read(ctx, async (tx) => {
    const day = localDay(ctx.now);
    const items = await listDeskTickets(tx, ctx.facilityId, day, MOST + 1);
    const waiting = await countDeskTickets(tx, ctx.facilityId, { day, rank: priorityRanks.normal });
    return { day, items: items.slice(0, MOST), waiting, more: items.length > MOST };
  });
}
