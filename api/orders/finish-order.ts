import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { hasSupplies } from '../../db/stores/cabinet-store.ts';
import { touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { cancelOrderRow, lockOrder, setOrderPerformed, type ServiceOrder } from '../../db/stores/order-store.ts';
import { listOpenDesks } from '../../db/stores/result-desk-store.ts';
import { error } from '../../domain/issue.ts';
import { deskOfGroup } from '../../domain/results/result-desks.ts';
import { chargeOrder } from '../http/charge-order.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { licenceIssues } from '../http/licence-issues.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { CancelOrder, OrderAnswer, PerformOrder } from './order-schemas.ts';

/** Notes that a service was done, with its result, and charges it at the price of the day it was ordered. */
export async function performOrder(
  ctx: ApiCtx,
  place: { encounterId: string; orderId: string },
  input: PerformOrder,
): Promise<OrderAnswer> {
  return await write(ctx, 'order.perform', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, place.encounterId);
    const order = await lockOpenOrder(tx, encounter, place.orderId);
    await refuseOfDesk(tx, order);
    // The claim names who performed by licence; without one the line would come back unpaid.
    const unlicensed = await licenceIssues(tx, ctx);
    if (unlicensed.length > 0) throw rejected(unlicensed);
    await setOrderPerformed(tx, order, { at: ctx.now, by: ctx.actor.userId, resultText: input.resultText || null });
    await chargeOrder(tx, encounter, order, { performedBy: ctx.actor.userId, performedAt: ctx.now, resultAt: ctx.now });
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: order.id });
    return { id: order.id, state: 'performed' as const };
  });
}

/** Takes an order back, with the reason; what was performed stays, and so does what supplies are used with. */
export async function cancelOrder(ctx: ApiCtx, place: { encounterId: string; orderId: string }, input: CancelOrder): Promise<OrderAnswer> {
  return await write(ctx, 'order.cancel', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, place.encounterId);
    const order = await lockOpenOrder(tx, encounter, place.orderId);
    if (await hasSupplies(tx, order)) throw conflict('order_has_supplies');
    await cancelOrderRow(tx, order, { at: ctx.now, by: ctx.actor.userId, reason: input.reason });
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: order.id, reason: 'cancelled' });
    return { id: order.id, state: 'cancelled' as const };
  });
}

/** What a desk of this facility reports is done when its result is approved: a quick note would leave out values, sample and reader. */
async function refuseOfDesk(tx: WriteTx, order: ServiceOrder): Promise<void> {
  const desk = deskOfGroup(order.serviceGroup);
  if (desk === undefined || !(await listOpenDesks(tx, order.facilityId)).includes(desk)) return;
  throw rejected([desk === 'laboratory' ? error('order_of_laboratory', '') : error('order_of_imaging', '')]);
}

async function lockOpenOrder(tx: WriteTx, encounter: Encounter, orderId: string): Promise<ServiceOrder> {
  const order = await lockOrder(tx, encounter, orderId);
  if (order === undefined) throw notFound('order_not_found');
  if (order.state !== 'ordered') throw conflict(order.state === 'performed' ? 'order_already_performed' : 'order_already_cancelled');
  return order;
}
