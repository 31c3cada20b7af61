import type { Day } from '../../domain/dates.ts';
import { takeNumber, type WriteTx } from '../doors.ts';
import { row, type Db } from '../knex.ts';

export interface DeskTicket {
  facilityId: string;
  id: string;
  version: number;
  displayId: string;
  series: 'A' | 'U';
  day: Day;
  number: number;
  priority: string;
  priorityRank: number;
  state: 'waiting' | 'called' | 'done' | 'missed';
  desk: string | null;
  takenAt: string;
  calledAt: string | null;
  timesCalled: number;
}

/** Takes the next number of the series' local day. */
export async function insertDeskTicket(
  tx: WriteTx,
  ticket: Omit<DeskTicket, 'version' | 'number' | 'state' | 'desk' | 'calledAt' | 'timesCalled'>,
): Promise<number> {
  const number = await takeNumber(tx, ticket.facilityId, `desk:${ticket.series}:${ticket.day}`);
  await tx('deskTickets').insert({ ...ticket, number, state: 'waiting' });
  return number;
}

export async function findDeskTicket(db: Db, facilityId: string, id: string): Promise<DeskTicket | undefined> {
  return await db<DeskTicket>('deskTickets').where({ facilityId, id }).first();
}

export async function lockDeskTicket(tx: WriteTx, facilityId: string, id: string): Promise<DeskTicket | undefined> {
  return await tx<DeskTicket>('deskTickets').where({ facilityId, id }).forUpdate().first();
}

/** The next person at the desks, skipping whom another desk is calling this very moment. */
export async function lockNextDeskTicket(tx: WriteTx, facilityId: string, day: Day): Promise<DeskTicket | undefined> {
  return await tx<DeskTicket>('deskTickets')
    .where({ facilityId, day, state: 'waiting' })
    .orderBy([{ column: 'priorityRank' }, { column: 'number' }, { column: 'id' }])
    .forUpdate()
    .skipLocked()
    .first();
}

export async function updateDeskTicket(
  tx: WriteTx,
  ticket: Pick<DeskTicket, 'facilityId' | 'id'>,
  fields: Partial<Pick<DeskTicket, 'state' | 'desk' | 'calledAt' | 'timesCalled'>>,
): Promise<void> {
  await tx('deskTickets').where({ facilityId: ticket.facilityId, id: ticket.id }).update(fields);
}

/** Whom the desk had before is done. */
export async function finishDeskTickets(tx: WriteTx, at: { facilityId: string; day: Day; desk: string }): Promise<void> {
  await tx('deskTickets')
    .where({ ...at, state: 'called' })
    .update({ state: 'done' });
}

/** Today's numbers: called ones first, then who waits in calling order, then the missed. */
export async function listDeskTickets(db: Db, facilityId: string, day: Day, limit: number): Promise<DeskTicket[]> {
  return await db<DeskTicket>('deskTickets')
    .where({ facilityId, day })
    .whereIn('state', ['called', 'waiting', 'missed'])
    .orderByRaw(`array_position(ARRAY['called', 'waiting', 'missed'], state), priority_rank, number, id`)
    .limit(limit);
}

/** How many wait today: all, or those who are called before a new ticket of a rank. */
export async function countDeskTickets(db: Db, facilityId: string, at: { day: Day; rank: number }): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM desk_tickets AS t
      WHERE t.facility_id = :facilityId AND t.day = :day AND t.state = 'waiting' AND t.priority_rank <= :rank`,
    { facilityId, ...at },
  );
  return found?.count ?? 0;
}
