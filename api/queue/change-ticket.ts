import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { lockEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { lockTicket, returnTicket, updateTicket, type Ticket, type TicketStateName } from '../../db/stores/queue-store.ts';
import { priorityRanks } from '../../domain/queue/priorities.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';
import { undoExamination } from './begin-examination.ts';
import type { SetPriority, TicketState } from './queue-schemas.ts';

/** Calls again somebody who was called and has not come: the public display shows it anew. */
export async function recallTicket(ctx: ApiCtx, ticketId: string): Promise<TicketState> {
  return await changeTicket(ctx, { ticketId, action: 'queue.recall', from: ['called', 'in-examination'] }, async (tx, { ticket }) => {
    await updateTicket(tx, ticket, { calledAt: ctx.now, timesCalled: ticket.timesCalled + 1 });
  });
}

/** Notes that somebody was called and did not come: the examination that the call began is taken back. */
export async function missTicket(ctx: ApiCtx, ticketId: string): Promise<TicketState> {
  const from: TicketStateName[] = ['waiting', 'called', 'in-examination'];
  return await changeTicket(ctx, { ticketId, action: 'queue.miss', from }, async (tx, held) => {
    await undoExamination(tx, ctx, held);
    await updateTicket(tx, held.ticket, { state: 'missed' });
  });
}

/** Somebody who was missed is back: waits behind those of the class who are there. */
export async function returnToQueue(ctx: ApiCtx, ticketId: string): Promise<TicketState> {
  return await changeTicket(ctx, { ticketId, action: 'queue.return', from: ['missed'] }, async (tx, { ticket }) => {
    await returnTicket(tx, ticket, ctx.now);
  });
}

/** Sets the class of somebody who waits, or takes it away with `normal`. */
export async function setPriority(ctx: ApiCtx, ticketId: string, { priority }: SetPriority): Promise<TicketState> {
  return await changeTicket(ctx, { ticketId, action: 'queue.priority', from: ['waiting', 'missed'] }, async (tx, { ticket }) => {
    await updateTicket(tx, ticket, { priority, priorityRank: priorityRanks[priority] });
  });
}

interface Held {
  ticket: Ticket;
  encounter: Encounter;
}

async function changeTicket(
  ctx: ApiCtx,
  wanted: { ticketId: string; action: string; from: TicketStateName[] },
  change: (tx: WriteTx, held: Held) => Promise<void>,
): Promise<TicketState> {
  return await write(ctx, wanted.action, async (tx) => {
    const held = await lockTicketOfVisit(tx, ctx, wanted.ticketId);
    if (!wanted.from.includes(held.ticket.state)) throw conflict('ticket_state_other');
    await change(tx, held);
    auditSubject(tx, { patientId: held.encounter.patientId, encounterId: held.encounter.id, objectId: held.ticket.id });
    const now = await lockTicket(tx, { facilityId: ctx.facilityId }, wanted.ticketId);
    if (now === undefined) throw new Error('a locked ticket vanished');
    const { id, number, priority, state, timesCalled } = now;
    return { id, number, priority, state, timesCalled };
  });
}

/** Ticket first, then its visit: every use case of the queue locks in this order. */
export async function lockTicketOfVisit(tx: WriteTx, ctx: ApiCtx, ticketId: string): Promise<Held> {
  const ticket = await lockTicket(tx, { facilityId: ctx.facilityId }, ticketId);
  if (ticket === undefined) throw notFound('ticket_not_found');
  const encounter = await lockEncounter(tx, ctx.facilityId, ticket.encounterId);
  if (encounter === undefined) throw notFound('encounter_not_found');
  return { ticket, encounter };
}
