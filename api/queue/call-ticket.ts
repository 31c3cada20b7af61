import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { lockEncounter } from '../../db/stores/encounter-store.ts';
import { findRoom } from '../../db/stores/facility-store.ts';
import { lockNextTicket, lockTicket, updateTicket, type Ticket } from '../../db/stores/queue-store.ts';
import { findQueueEntry, type QueueEntry } from '../../db/views/queue-view.ts';
import { lockNextReturned } from '../../db/views/work-list-view.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { returnedGoesFirst } from '../../domain/queue/priorities.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, Refusal } from '../http/errors.ts';
import { beginExamination } from './begin-examination.ts';
import type { Call, TicketView } from './queue-schemas.ts';

/** Brings a person into the room: the ticket is called, the examination begins and is charged at the price of the day. */
export async function callTicket(ctx: ApiCtx, roomId: string, call: Call): Promise<TicketView> {
  return await write(ctx, 'queue.call', async (tx) => {
    const room = await findRoom(tx, ctx.facilityId, roomId);
    if (room === undefined) throw notFound('room_not_found');
    const ticket = await chooseTicket(tx, ctx, roomId, call);
    const encounter = await lockEncounter(tx, ctx.facilityId, ticket.encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await beginExamination(tx, ctx, { ticket, encounter, room });
    await updateTicket(tx, ticket, { state: 'in-examination', calledAt: ctx.now, timesCalled: ticket.timesCalled + 1 });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id });
    const entry = await findQueueEntry(tx, ctx.facilityId, ticket.id);
    if (entry === undefined) throw new Error('a called ticket vanished');
    return viewTicket(entry);
  });
}

async function chooseTicket(tx: WriteTx, ctx: ApiCtx, roomId: string, call: Call): Promise<Ticket> {
  if (call.ticketId === undefined) {
    const next = await lockNext(tx, { facilityId: ctx.facilityId, roomId, day: localDay(ctx.now) });
    if (next === undefined) throw new Refusal(404, 'queue_empty', [error('queue_empty', '')]);
    return next;
  }
  const ticket = await lockTicket(tx, { facilityId: ctx.facilityId, roomId }, call.ticketId);
  if (ticket === undefined) throw notFound('ticket_not_found');
  if (ticket.state === 'done') throw conflict('ticket_done');
  if (ticket.state === 'transferred' || ticket.state === 'cancelled') throw conflict('ticket_gone');
  return ticket;
}

/** Who comes next: somebody whose results are back, or the first who waits. */
async function lockNext(tx: WriteTx, room: { facilityId: string; roomId: string; day: Day }): Promise<Ticket | undefined> {
  const waiting = await lockNextTicket(tx, room);
  return returnedGoesFirst(waiting) ? ((await lockNextReturned(tx, room)) ?? waiting) : waiting;
}

export function viewTicket({ patientId, fullName, sex, birthDate, birthPrecision, ...ticket }: QueueEntry): TicketView {
  return { ...ticket, patient: { id: patientId, fullName, sex, birthDate, birthPrecision } };
}
