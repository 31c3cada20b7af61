import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { holdDepot } from '../../db/stores/depot-store.ts';
import {
  addGiven,
  addWaived,
  listHandedOver,
  listOrderLines,
  setOrderState,
  type DispensingOrder,
} from '../../db/stores/dispensing-store.ts';
import { holdPeriod, postMovements } from '../../db/stores/stock-ledger-store.ts';
import { releaseHeld } from '../../db/stores/stock-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { dayForPeople, localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { add, compare, isZero } from '../../domain/money.ts';
import { chargeableOf, progressOf, remainingOf } from '../../domain/stock/order-progress.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { bookAtWindow } from './book-at-window.ts';
import { correctCharge, lockForCharges } from './correct-charge.ts';
import { holdRest } from './hold-rest.ts';
import type { OrderStateAnswer, TakeBack, Waive } from './dispensing-schemas.ts';

/** What remains of some lines will not be given: nothing is held for them any more, and the charge falls to what the patient keeps. */
export async function waiveRemainder(ctx: ApiCtx, prescriptionId: string, { lineIds, reason }: Waive): Promise<OrderStateAnswer> {
  return await write(ctx, 'dispensing.waive', async (tx) => {
    const { order, encounter } = await lockForCharges(tx, ctx, prescriptionId);
    const lines = await listOrderLines(tx, ctx.facilityId, prescriptionId);
    const issues = lineIds.flatMap((id, i) => {
      const line = lines.find((one) => one.id === id && one.ordered);
      if (line === undefined) return [error('dispensing_line_unknown', `lineIds.${i}`)];
      return isZero(remainingOf(line)) ? [error('dispensing_nothing_left', `lineIds.${i}`)] : [];
    });
    if (issues.length > 0) throw rejected(issues);

    for (const line of lines.filter(({ id }) => lineIds.includes(id)))
      await addWaived(tx, ctx.facilityId, { id: line.id, by: remainingOf(line), reason });
    await releaseHeld(tx, { facilityId: ctx.facilityId, prescriptionId, at: ctx.now }, 'cancelled');
    const state = await settleCharges(tx, ctx, { order, encounter });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: prescriptionId, reason });
    return { state };
  });
}

/** Takes drugs back that the patient brings: onto the shelf of their lot, and off the charge. */
export async function takeBack(ctx: ApiCtx, prescriptionId: string, input: TakeBack): Promise<OrderStateAnswer> {
  return await write(ctx, 'dispensing.take-back', async (tx) => {
    const { order, encounter } = await lockForCharges(tx, ctx, prescriptionId);
    if ((await holdDepot(tx, ctx.facilityId, input.depotId)) === undefined) throw notFound('depot_not_found');
    const issues = await judgeReturn(tx, ctx, prescriptionId, input);
    if (issues.length > 0) throw rejected(issues);

    const day = localDay(ctx.now);
    const { lines } = await bookAtWindow(tx, ctx, { ...input, kind: 'dispense-return', day });
    const back = lines.map(({ id, lotId, quantity }) => ({ depotId: input.depotId, lotId, lineId: id, quantity }));
    await postMovements(tx, { facilityId: ctx.facilityId, day, postedAt: ctx.now }, back);
    for (const { lineId, quantity } of input.lines) {
      await addGiven(tx, ctx.facilityId, { id: lineId, by: `-${quantity}` });
      await addWaived(tx, ctx.facilityId, { id: lineId, by: quantity, reason: input.reason });
    }
    await releaseHeld(tx, { facilityId: ctx.facilityId, prescriptionId, at: ctx.now }, 'dispensed');
    const state = await settleCharges(tx, ctx, { order, encounter });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: input.id, reason: input.reason });
    return { state };
  });
}

/** No more comes back of a lot than went out for the line. */
async function judgeReturn(tx: WriteTx, ctx: ApiCtx, prescriptionId: string, { lines }: TakeBack): Promise<Issue[]> {
  const day = localDay(ctx.now);
  const { closed } = await holdPeriod(tx, ctx.facilityId, day);
  if (closed) return [error('stock_period_closed', 'lines', { month: dayForPeople(day).slice(3) })];
  const over = await listHandedOver(tx, ctx.facilityId, prescriptionId);
  return lines.flatMap((line, i) => {
    if (compare(line.quantity, '0') <= 0) return [error('stock_quantity_not_positive', `lines.${i}.quantity`)];
    const isSame = (one: { lineId: string; lotId: string }) => one.lineId === line.lineId && one.lotId === line.lotId;
    const kept = add('0', ...over.filter(isSame).map(({ quantity }) => quantity));
    const together = add('0', ...lines.filter(isSame).map(({ quantity }) => quantity));
    return compare(together, kept) > 0 ? [error('dispensing_return_too_much', `lines.${i}.quantity`, { max: kept })] : [];
  });
}

/** Every charge of the order at what the patient keeps, what remains held again, and where the order stands now. */
async function settleCharges(
  tx: WriteTx,
  ctx: ApiCtx,
  { order, encounter }: { order: DispensingOrder; encounter: Encounter },
): Promise<'waiting' | 'partial' | 'done'> {
  const owed = (await listOrderLines(tx, ctx.facilityId, order.id)).filter((line) => line.ordered);
  for (const line of owed) await correctCharge(tx, ctx, encounter, { lineId: line.id, quantity: chargeableOf(line) });
  const state = progressOf(owed);
  await setOrderState(tx, order, state);
  await holdRest(tx, ctx, order, owed);
  return state;
}
