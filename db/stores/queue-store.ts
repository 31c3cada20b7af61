import type { Day } from '../../domain/dates.ts';
import { takeNumber, type WriteTx } from '../doors.ts';
import { row, type Db } from '../knex.ts';

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
  state: 'waiting' | 'called' | 'in-examination' | 'done' | 'missed';
  takenAt: string;
  calledAt: string | null;
}

/** Takes the next number of the room's local day; numbers are gapless because the counter turns in the same transaction. */
export async function insertTicket(tx: WriteTx, ticket: Omit<Ticket, 'version' | 'number' | 'state' | 'calledAt'>): Promise<number> {
  const number = await takeNumber(tx, ticket.facilityId, `ticket:${ticket.roomId}:${ticket.day}`);
  await tx('queueTickets').insert({ ...ticket, number, state: 'waiting' });
  return number;
}

/** How many wait in front of a new ticket of this rank. */
export async function countWaitingBefore(
  tx: WriteTx,
  ticket: Pick<Ticket, 'facilityId' | 'roomId' | 'day' | 'priorityRank'>,
): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM queue_tickets AS t
      WHERE t.facility_id = :facilityId AND t.room_id = :roomId AND t.day = :day AND t.state = 'waiting' AND t.priority_rank <= :priorityRank`,
    ticket as Record<string, string | number> as never,
  );
  return found?.count ?? 0;
}

/** The next person of a room, skipping those whom another desk is calling this very moment. */
export async function lockNextTicket(tx: WriteTx, room: { facilityId: string; roomId: string; day: Day }): Promise<Ticket | undefined> {
  return await tx<Ticket>('queueTickets')
    .where({ ...room, state: 'waiting' })
    .orderBy([{ column: 'priorityRank' }, { column: 'number' }])
    .forUpdate()
    .skipLocked()
    .first();
}

export async function lockTicket(tx: WriteTx, room: { facilityId: string; roomId: string }, id: string): Promise<Ticket | undefined> {
  return await tx<Ticket>('queueTickets')
    .where({ ...room, id })
    .forUpdate()
    .first();
}

export async function setTicketState(
  tx: WriteTx,
  ticket: Pick<Ticket, 'facilityId' | 'id'>,
  fields: Partial<Pick<Ticket, 'state' | 'calledAt'>>,
): Promise<void> {
  await tx('queueTickets').where({ facilityId: ticket.facilityId, id: ticket.id }).update(fields);
}

/** The tickets of a closed visit are done. */
export async function finishTickets(tx: WriteTx, facilityId: string, encounterId: string): Promise<void> {
  await tx('queueTickets')
    .where({ facilityId, encounterId })
    .whereIn('state', ['waiting', 'called', 'in-examination'])
    .update({ state: 'done' });
}

/** Number of the newest ticket of a visit. */
export async function findTicketNumber(db: Db, facilityId: string, encounterId: string): Promise<number | undefined> {
  const found = await db<Ticket>('queueTickets')
    .where({ facilityId, encounterId })
    .orderBy([{ column: 'takenAt', order: 'desc' }, { column: 'id' }])
    .first('number');
  return found?.number;
}
