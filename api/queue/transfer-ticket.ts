import { auditSubject, write } from '../../db/doors.ts';
import { lockConsultationOf, updateConsultation } from '../../db/stores/consultation-store.ts';
import { updateEncounter } from '../../db/stores/encounter-store.ts';
import { findRoom } from '../../db/stores/facility-store.ts';
import { countWaitingBefore, hasLiveTicket, insertTicket, updateTicket, type TicketStateName } from '../../db/stores/queue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { lockTicketOfVisit } from './change-ticket.ts';
import type { Transfer, TransferAnswer } from './queue-schemas.ts';

const movable: TicketStateName[] = ['waiting', 'called', 'in-examination', 'missed'];

/**
 * Sends a person on to another room: a number of that room's series, the same class. What the first room examined stays charged;
 * the visit follows when it was its main room.
 */
export async function transferTicket(ctx: ApiCtx, ticketId: string, input: Transfer): Promise<TransferAnswer> {
  return await write(ctx, 'queue.transfer', async (tx) => {
    const { ticket, encounter } = await lockTicketOfVisit(tx, ctx, ticketId);
    const room = await findRoom(tx, ctx.facilityId, input.roomId);
    if (room === undefined) throw notFound('room_not_found');
    if (!movable.includes(ticket.state)) throw conflict('ticket_gone');
    if (input.roomId === ticket.roomId) throw rejected([error('transfer_same_room', 'roomId')]);
    const place = { facilityId: ctx.facilityId, encounterId: encounter.id, roomId: input.roomId };
    if (await hasLiveTicket(tx, place)) throw conflict('ticket_in_room_already', 'roomId');

    const wasInside = ticket.state === 'in-examination';
    await updateTicket(tx, ticket, { state: 'transferred', ...(wasInside ? { finishedAt: ctx.now } : {}) });
    const day = localDay(ctx.now);
    const { priority, priorityRank } = ticket;
    const moved = { transferredFrom: ticket.id, transferReason: input.reason || null };
    const number = await insertTicket(tx, { ...place, ...moved, id: input.id, day, priority, priorityRank, takenAt: ctx.now });
    // What was asked goes along.
    const asked = await lockConsultationOf(tx, ticket);
    if (asked !== undefined) await updateConsultation(tx, asked, { ticketId: input.id });
    if (encounter.roomId === ticket.roomId) await updateEncounter(tx, encounter, { roomId: input.roomId });
    const before = await countWaitingBefore(tx, { facilityId: ctx.facilityId, roomId: input.roomId, day, priorityRank });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: input.id });
    // The new ticket waits too: it does not stand before itself.
    return { ticket: { id: input.id, number, roomCode: room.code, roomName: room.name, waitingBefore: before - 1 } };
  });
}
