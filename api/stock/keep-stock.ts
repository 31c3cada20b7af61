import { write } from '../../db/doors.ts';
import { closePeriod } from '../../db/stores/stock-ledger-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, rejected } from '../http/errors.ts';

/** Closes a month of the books for good: nothing more is booked into it. Only a month that is over can be closed. */
export async function closeMonth(ctx: ApiCtx, month: string): Promise<{ month: string; closedAt: string }> {
  return await write(ctx, 'stock.period.close', async (tx) => {
    if (month >= localDay(ctx.now).slice(0, 7)) throw rejected([error('stock_month_not_over', 'month')]);
    const closed = await closePeriod(tx, ctx.facilityId, { month: `${month}-01`, by: ctx.actor.userId, at: ctx.now });
    if (!closed) throw conflict('stock_month_closed', 'month');
    return { month, closedAt: ctx.now };
  });
}
