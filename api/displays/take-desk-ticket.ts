import { createHash } from 'node:crypto';
import { MemoryStore, type Options } from 'express-rate-limit';
import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { countDeskTickets, insertDeskTicket } from '../../db/stores/desk-ticket-store.ts';
import { localDay } from '../../domain/dates.ts';
import { priorityRanks } from '../../domain/queue/priorities.ts';
import type { PublicCtx } from '../http/context.ts';
import { Refusal } from '../http/errors.ts';
import { openDisplay } from './display-key.ts';
import type { DeskTicketTaken, NewDeskTicket } from './display-schemas.ts';

/** A kiosk gives a number every few seconds; somebody who empties the roll of paper is stopped. */
export const MOST_A_MINUTE = 40;
const taken = new MemoryStore();
taken.init({ windowMs: 60_000 } as Options);

/** Gives a number at the kiosk. The same id again gets the same number: a lost answer costs no second one. */
export async function takeDeskTicket(ctx: PublicCtx, { displayKey, id, priority }: NewDeskTicket): Promise<DeskTicketTaken> {
  const { ctx: at, facility, display } = await openDisplay(ctx, displayKey);
  const bodyHash = createHash('sha256').update(`${display.id}|${priority}`).digest();
  const repeatable: Ctx = { ...at, repeat: { key: `desk-ticket:${id}`, route: 'post /desk-tickets', bodyHash } };
  return await write(repeatable, 'desk-ticket.take', async (tx): Promise<DeskTicketTaken> => {
    const { totalHits } = await taken.increment(display.id);
    if (totalHits > MOST_A_MINUTE) throw new Refusal(429, 'too_many_requests');
    const series = priority === 'normal' ? 'A' : 'U';
    const ticket = { facilityId: at.facilityId, id, displayId: display.id, series, day: localDay(at.now), takenAt: at.now } as const;
    const priorityRank = priorityRanks[priority];
    const number = await insertDeskTicket(tx, { ...ticket, priority, priorityRank });
    // The new number waits too: it does not stand before itself.
    const waitingBefore = (await countDeskTickets(tx, at.facilityId, { day: ticket.day, rank: priorityRank })) - 1;
    auditSubject(tx, { objectId: id });
    return { id, series, number, waitingBefore, takenAt: at.now, facilityName: facility.name };
  });
}
