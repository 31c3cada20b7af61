import { auditSubject, read, write } from '../../db/doors.ts';
import { findBook, insertBook } from '../../db/stores/result-desk-store.ts';
import { findUser } from '../../db/stores/user-store.ts';
import { countBook } from '../../db/views/result-work-view.ts';
import { addDays, localDay, startOfDay, type Day } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { groupsOfDesk, type ResultDesk } from '../../domain/results/result-desks.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, rejected } from '../http/errors.ts';
import type { BookView, CloseBook } from './result-schemas.ts';

const spanOf = (desk: ResultDesk, day: Day) => ({ groups: groupsOfDesk(desk), from: startOfDay(day), until: startOfDay(addDays(day, 1)) });

/** What stands in the book of a desk for a day, and who closed it. */
export async function viewBook(ctx: ApiCtx, desk: ResultDesk, day: Day): Promise<BookView> {
  return await read(ctx, async (tx) => {
    const book = await findBook(tx, ctx.facilityId, { desk, day });
    const counted = await countBook(tx, ctx.facilityId, spanOf(desk, day));
    const closed =
      book === undefined ? null : { at: book.closedAt, byName: (await findUser(tx, book.closedBy))?.fullName ?? '', note: book.note };
    return { day, ...counted, closed };
  });
}

/** Closes the book of a day, once: afterwards nothing more is approved on it. What is entered has to be approved or waits for the next day. */
export async function closeBook(ctx: ApiCtx, desk: ResultDesk, input: CloseBook): Promise<BookView> {
  return await write(ctx, 'result.book.close', async (tx) => {
    const { id, day } = input;
    if (day > localDay(ctx.now)) throw rejected([error('book_of_future', 'day')]);
    if ((await findBook(tx, ctx.facilityId, { desk, day })) !== undefined) throw conflict('book_already_closed', 'day');
    const { open, ...counted } = await countBook(tx, ctx.facilityId, spanOf(desk, day));
    if (open > 0) throw rejected([error('book_has_open_results', 'day', { count: open })]);
    const note = input.note || null;
    await insertBook(tx, { facilityId: ctx.facilityId, id, desk, day, closedAt: ctx.now, closedBy: ctx.actor.userId, ...counted, note });
    auditSubject(tx, { objectId: id });
    const byName = (await findUser(tx, ctx.actor.userId))?.fullName ?? '';
    return { day, ...counted, open, closed: { at: ctx.now, byName, note } };
  });
}
