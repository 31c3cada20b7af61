import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { insertConsultation } from '../../db/stores/consultation-store.ts';
import { touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findRoom, type Room } from '../../db/stores/facility-store.ts';
import { countWaitingBefore, findVisitPriority, hasLiveTicket, insertTicket } from '../../db/stores/queue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { AskedRoom, AskRoom } from './encounter-schemas.ts';

/** Asks another room: the person gets a number there and comes back; the visit stays with the room that asks and is concluded there. */
export async function askRoom(ctx: ApiCtx, encounterId: string, input: AskRoom): Promise<AskedRoom> {
  return await write(ctx, 'encounter.ask-room', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId);
    const room = await findRoom(tx, ctx.facilityId, input.roomId);
    if (room === undefined) throw notFound('room_not_found');
    if (room.id === encounter.roomId) throw rejected([error('transfer_same_room', 'roomId')]);
    const place = { facilityId: ctx.facilityId, encounterId, roomId: room.id };
    if (await hasLiveTicket(tx, place)) throw conflict('ticket_in_room_already', 'roomId');

    const ticket = await giveNumber(tx, ctx, { encounter, room, ticketId: input.ticketId });
    const asked = { question: input.question, askedAt: ctx.now, askedBy: ctx.actor.userId };
    await insertConsultation(tx, { facilityId: ctx.facilityId, id: input.id, encounterId, ticketId: input.ticketId, ...asked });
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: input.id });
    return { id: input.id, ticket };
  });
}

async function giveNumber(
  tx: WriteTx,
  ctx: ApiCtx,
  { encounter, room, ticketId }: { encounter: Encounter; room: Room; ticketId: string },
): Promise<AskedRoom['ticket']> {
  const { priority, priorityRank } = await findVisitPriority(tx, { facilityId: ctx.facilityId, encounterId: encounter.id });
  const day = localDay(ctx.now);
  const place = { facilityId: ctx.facilityId, roomId: room.id, day, priorityRank };
  // Counted before the number is taken: the person does not stand before themselves.
  const waitingBefore = await countWaitingBefore(tx, place);
  const number = await insertTicket(tx, { ...place, id: ticketId, encounterId: encounter.id, priority, takenAt: ctx.now });
  return { id: ticketId, number, roomCode: room.code, roomName: room.name, waitingBefore };
}
