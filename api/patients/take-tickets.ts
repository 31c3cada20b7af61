import type { WriteTx } from '../../db/doors.ts';
import { findFacility, findRoom, type Facility, type Room } from '../../db/stores/facility-store.ts';
import { countWaitingBefore, insertTicket } from '../../db/stores/queue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { error } from '../../domain/issue.ts';
import { priorityRanks } from '../../domain/queue/priorities.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import type { Registration, RegistrationAnswer } from './registration-schemas.ts';

type Taken = RegistrationAnswer['ticket'];
/** The main room first; a visit has one at least. */
export type Rooms = [Room, ...Room[]];

/** Facility and rooms of a registration; a room twice is a slip of the desk. */
export async function placeOf(tx: WriteTx, ctx: ApiCtx, { visit }: Registration): Promise<{ facility: Facility; rooms: Rooms }> {
  const more = visit.extraRoomIds ?? [];
  more.forEach((id, i) => {
    if (id === visit.roomId || more.indexOf(id) < i) throw rejected([error('room_repeated', `visit.extraRoomIds.${i}`)]);
  });
  const facility = await findFacility(tx, ctx.facilityId);
  if (facility === undefined) throw notFound('room_not_found');
  const rooms: Rooms = [await getRoom(tx, ctx, visit.roomId)];
  for (const id of more) rooms.push(await getRoom(tx, ctx, id));
  return { facility, rooms };
}

async function getRoom(tx: WriteTx, ctx: ApiCtx, id: string): Promise<Room> {
  const room = await findRoom(tx, ctx.facilityId, id);
  if (room === undefined) throw notFound('room_not_found');
  return room;
}

/** One ticket a room. The facility's visit number was taken before, so that two registrations never cross in these series. */
export async function takeTickets(tx: WriteTx, ctx: ApiCtx, input: Registration, [main, ...more]: Rooms): Promise<[Taken, ...Taken[]]> {
  const tickets: [Taken, ...Taken[]] = [await takeTicket(tx, ctx, input, main)];
  for (const room of more) tickets.push(await takeTicket(tx, ctx, input, room));
  return tickets;
}

async function takeTicket(tx: WriteTx, ctx: ApiCtx, { visit }: Registration, room: Room): Promise<Taken> {
  const ticket = {
    facilityId: ctx.facilityId,
    id: derivedId(ctx.facilityId, 'ticket', visit.id, room.id),
    encounterId: visit.id,
    roomId: room.id,
    day: localDay(ctx.now),
    priority: visit.priority,
    priorityRank: priorityRanks[visit.priority],
    takenAt: ctx.now,
  };
  const number = await insertTicket(tx, ticket);
  // The new ticket waits too: it does not stand before itself.
  const waitingBefore = (await countWaitingBefore(tx, ticket)) - 1;
  return { id: ticket.id, number, roomCode: room.code, roomName: room.name, waitingBefore };
}
