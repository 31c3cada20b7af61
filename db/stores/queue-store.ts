import type { Day } from '../../domain/dates.ts';
import { takeNumber, type WriteTx } from '../doors.ts';
import { row, type Db } from '../knex.ts';

export type TicketStateName = 'waiting' | 'called' | 'in-examination' | 'done' | 'missed' | 'transferred' | 'cancelled';

export interface Ticket {
  facilityId: string;
  id: string;
  version: number;
  encounterId: string;
  roomId: string;
  day: Day;
  number: number;
  priority: string;
  priorityRank: number;
  state: TicketStateName;
  takenAt: string;
  calledAt: string | null;
  timesCalled: number;
  finishedAt: string | null;
  returnedAfter: number | null;
  returnedAt: string | null;
  transferredFrom: string | null;
  transferReason: string | null;
}

export type NewTicket = Pick<Ticket, 'facilityId' | 'id' | 'encounterId' | 'roomId' | 'day' | 'priority' | 'priorityRank' | 'takenAt'> &
  Partial<Pick<Ticket, 'transferredFrom' | 'transferReason'>>;

/** Order of calling inside a room's day: class, number; who came back stands behind the last number of that moment. */
export const CALLING_ORDER = `t.priority_rank, COALESCE(t.returned_after, t.number), t.returned_at NULLS FIRST, t.number`;

/** Takes the next number of the room's local day; numbers are gapless because the counter turns in the same transaction. */
export async function insertTicket(tx: WriteTx, ticket: NewTicket): Promise<number> {
  const number = await takeNumber(tx, ticket.facilityId, `ticket:${ticket.roomId}:${ticket.day}`);
  await tx('queueTickets').insert({ ...ticket, number, state: 'waiting' });
  return number;
}

/** How many wait in front of a new ticket of this rank. */
export async function countWaitingBefore(
  tx: WriteTx,
  ticket: Pick<Ticket, 'facilityId' | 'roomId' | 'day' | 'priorityRank'>,
): Promise<number> {
  const { facilityId, roomId, day, priorityRank } = ticket;
  const found = await row<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM queue_tickets AS t
      WHERE t.facility_id = :facilityId AND t.room_id = :roomId AND t.day = :day AND t.state = 'waiting' AND t.priority_rank <= :priorityRank`,
    { facilityId, roomId, day, priorityRank },
  );
  return found?.count ?? 0;
}

/** The next person of a room, skipping those whom another desk is calling this very moment. */
export async function lockNextTicket(tx: WriteTx, room: { facilityId: string; roomId: string; day: Day }): Promise<Ticket | undefined> {
  return await row<Ticket>(
    tx,
    `SELECT t.* FROM queue_tickets AS t
      WHERE t.facility_id = :facilityId AND t.room_id = :roomId AND t.day = :day AND t.state = 'waiting'
      ORDER BY ${CALLING_ORDER} LIMIT 1 FOR UPDATE SKIP LOCKED`,
    room,
  );
}

/** The ticket, held until commit; with a room only when it is that room's. */
export async function lockTicket(tx: WriteTx, place: { facilityId: string; roomId?: string }, id: string): Promise<Ticket | undefined> {
  return await tx<Ticket>('queueTickets')
    .where({ ...place, id })
    .forUpdate()
    .first();
}

/** Writes to the locked ticket. */
export async function updateTicket(
  tx: WriteTx,
  ticket: Pick<Ticket, 'facilityId' | 'id'>,
  fields: Partial<
    Pick<Ticket, 'state' | 'calledAt' | 'timesCalled' | 'finishedAt' | 'returnedAfter' | 'returnedAt' | 'priority' | 'priorityRank'>
  >,
): Promise<void> {
  await tx('queueTickets').where({ facilityId: ticket.facilityId, id: ticket.id }).update(fields);
}

/** A missed person waits again, behind everybody of the class who has a number now. */
export async function returnTicket(tx: WriteTx, ticket: Ticket, at: string): Promise<void> {
  const { facilityId, roomId, day } = ticket;
  const last = await row<{ last: number }>(
    tx,
    `SELECT max(t.number)::int AS last FROM queue_tickets AS t WHERE t.facility_id = :facilityId AND t.room_id = :roomId AND t.day = :day`,
    { facilityId, roomId, day },
  );
  await updateTicket(tx, ticket, { state: 'waiting', returnedAfter: last?.last ?? ticket.number, returnedAt: at });
}

/** True when the visit already stands in that room's queue or is inside. */
export async function hasLiveTicket(tx: WriteTx, at: { facilityId: string; encounterId: string; roomId: string }): Promise<boolean> {
  const found = await tx<Ticket>('queueTickets').where(at).whereIn('state', ['waiting', 'called', 'in-examination', 'missed']).first('id');
  return found !== undefined;
}

/** The tickets of a closed visit: who was inside is done, where nobody called there is nothing to call any more. */
export async function finishTickets(tx: WriteTx, encounter: { facilityId: string; encounterId: string }, at: string): Promise<void> {
  await tx('queueTickets').where(encounter).whereIn('state', ['called', 'in-examination']).update({ state: 'done', finishedAt: at });
  await tx('queueTickets').where(encounter).whereIn('state', ['waiting', 'missed']).update({ state: 'cancelled' });
}

/** The class a visit is called by, as its first number has it. */
export async function findVisitPriority(
  db: Db,
  encounter: { facilityId: string; encounterId: string },
): Promise<Pick<Ticket, 'priority' | 'priorityRank'>> {
  const found = await db<Ticket>('queueTickets')
    .where(encounter)
    .orderBy([{ column: 'takenAt' }, { column: 'id' }])
    .first('priority', 'priorityRank');
  if (found === undefined) throw new Error('a visit in examination without a number');
  return found;
}

/** Number of the visit's ticket in its main room. */
export async function findTicketNumber(db: Db, encounter: { facilityId: string; id: string; roomId: string }): Promise<number | undefined> {
  const found = await db<Ticket>('queueTickets')
    .where({ facilityId: encounter.facilityId, encounterId: encounter.id, roomId: encounter.roomId })
    .orderBy([{ column: 'takenAt', order: 'desc' }, { column: 'id' }])
    .first('number');
  return found?.number;
}
