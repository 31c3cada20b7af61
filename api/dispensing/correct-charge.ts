import type { WriteTx } from '../../db/doors.ts';
import { cancelCharge, findChargeOf, insertCharges, type NewCharge } from '../../db/stores/charge-store.ts';
import { findOrder, lockDispensingOrder, type DispensingOrder } from '../../db/stores/dispensing-store.ts';
import { lockEncounter, touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { compare, isZero, type Decimal } from '../../domain/money.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';

/**
 * The order with its visit, both held until commit, while the charges of the visit may still be corrected. The visit is taken first,
 * as signing does.
 */
export async function lockForCharges(tx: WriteTx, ctx: ApiCtx, id: string): Promise<{ order: DispensingOrder; encounter: Encounter }> {
  const seen = await findOrder(tx, ctx.facilityId, id);
  const encounter = seen === undefined ? undefined : await lockEncounter(tx, ctx.facilityId, seen.encounterId);
  const order = await lockDispensingOrder(tx, ctx.facilityId, id);
  if (order === undefined || encounter === undefined) throw notFound('dispensing_not_found');
  if (order.state === 'cancelled') throw conflict('dispensing_cancelled');
  if (encounter.state !== 'in-progress') throw conflict('dispensing_closed_visit');
  return { order, encounter };
}

/**
 * Brings the charge of a prescription line to a quantity: the old one is cancelled and stays visible, the new one names the same line.
 * `changes` puts another drug in its place. A line that costs nothing (a programme, outside purchase) has no charge to correct.
 */
export async function correctCharge(
  tx: WriteTx,
  ctx: ApiCtx,
  encounter: Encounter,
  to: { lineId: string; quantity: Decimal; changes?: Partial<NewCharge> },
): Promise<void> {
  const charged = await findChargeOf(tx, encounter, to.lineId);
  if (charged === undefined) return;
  if (to.changes === undefined && compare(charged.quantity, to.quantity) === 0) return;
  await cancelCharge(tx, encounter, to.lineId, ctx.now);
  // The version of the visit rises with every change of what hangs on it: it tells this charge from those before.
  const round = await touchEncounter(tx, encounter);
  if (isZero(to.quantity)) return;
  const { id: _, sequence: __, ...kept } = charged;
  await insertCharges(tx, encounter, [{ ...kept, ...to.changes, quantity: to.quantity, sourceId: to.lineId, round }]);
}
