import { auditSubject, read, write } from '../../db/doors.ts';
import { findLots, recallLot as markRecalled } from '../../db/stores/stock-ledger-store.ts';
import { releaseLot } from '../../db/stores/stock-store.ts';
import { listLotPatients } from '../../db/views/stock-view.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';
import type { LotPatients } from './stock-schemas.ts';

const LIST_MAX = 500;

/** Stops a lot: nothing of it is handed out any more, and what was reserved of it is free for other lots. */
export async function recallLot(ctx: ApiCtx, lotId: string, reason: string): Promise<{ id: string; released: number }> {
  return await write(ctx, 'stock.lot.recall', async (tx) => {
    if (!(await findLots(tx, ctx.facilityId, [lotId])).has(lotId)) throw notFound('stock_lot_not_found');
    const recalled = { recalledAt: ctx.now, recalledBy: ctx.actor.userId, recallReason: reason };
    if (!(await markRecalled(tx, { facilityId: ctx.facilityId, id: lotId }, recalled))) throw conflict('stock_lot_recalled');
    const released = await releaseLot(tx, { facilityId: ctx.facilityId, lotId, at: ctx.now });
    auditSubject(tx, { objectId: lotId, reason });
    return { id: lotId, released };
  });
}

/** Everybody who has something of a lot number of a drug at home, whichever delivery it came with. */
export async function viewLotPatients(ctx: ApiCtx, asked: { drugCode: string; lotNumber: string }): Promise<LotPatients> {
  return await read(ctx, async (tx) => {
    const found = await listLotPatients(tx, ctx.facilityId, { ...asked, limit: LIST_MAX + 1 });
    return { items: found.slice(0, LIST_MAX), more: found.length > LIST_MAX };
  });
}
