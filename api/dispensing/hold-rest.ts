import type { WriteTx } from '../../db/doors.ts';
import { findCounter } from '../../db/stores/depot-store.ts';
import type { DispensingOrder, OrderLine } from '../../db/stores/dispensing-store.ts';
import { reserveLines } from '../../db/stores/stock-store.ts';
import { localDay } from '../../domain/dates.ts';
import { isZero } from '../../domain/money.ts';
import { remainingOf } from '../../domain/stock/order-progress.ts';
import type { ApiCtx } from '../http/context.ts';
import { drugOf } from './read-order.ts';

/** Reserves what remains at the counter while the days to collect last; what was held before has been released. */
export async function holdRest(tx: WriteTx, ctx: ApiCtx, order: DispensingOrder, owed: OrderLine[]): Promise<void> {
  const rest = owed.filter((line) => !isZero(remainingOf(line)));
  const counter = await findCounter(tx, ctx.facilityId);
  if (counter === undefined || rest.length === 0 || localDay(ctx.now) > order.collectUntil) return;
  await reserveLines(
    tx,
    { facilityId: ctx.facilityId, depotId: counter.id, at: ctx.now, until: order.collectUntil },
    rest.map((line) => ({ id: line.id, drugCode: drugOf(line), quantity: remainingOf(line) })),
  );
}
