import type { ReadTx, WriteTx } from '../../db/doors.ts';
import { lockEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { lockOrder, type ServiceOrder } from '../../db/stores/order-store.ts';
import { findWork, type WorkRow } from '../../db/views/result-work-view.ts';
import { groupsOfDesk, type ResultDesk } from '../../domain/results/result-desks.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';

/** Which order of which desk. */
export interface AtDesk {
  desk: ResultDesk;
  orderId: string;
}

/** An order of the desk; another desk's and another facility's do not exist here. */
export async function getWork(tx: ReadTx, ctx: ApiCtx, { desk, orderId }: AtDesk): Promise<WorkRow> {
  const work = await findWork(tx, ctx.facilityId, { groups: groupsOfDesk(desk), orderId });
  if (work === undefined) throw notFound('order_not_found');
  return work;
}

export interface LockedOrder {
  work: WorkRow;
  encounter: Encounter;
  order: ServiceOrder;
}

/** The order with its visit, both held until commit: two people at one item come one after the other. */
export async function lockAtDesk(tx: WriteTx, ctx: ApiCtx, at: AtDesk): Promise<LockedOrder> {
  const seen = await getWork(tx, ctx, at);
  const encounter = await lockEncounter(tx, ctx.facilityId, seen.encounterId);
  const order = encounter === undefined ? undefined : await lockOrder(tx, encounter, at.orderId);
  if (encounter === undefined || order === undefined) throw notFound('order_not_found');
  // Read again under the locks: what was seen before may have changed while waiting for them.
  return { work: await getWork(tx, ctx, at), encounter, order };
}

/** The order, still to be reported, in a visit that is not over. */
export async function lockUnreported(tx: WriteTx, ctx: ApiCtx, at: AtDesk): Promise<LockedOrder> {
  const locked = await lockAtDesk(tx, ctx, at);
  if (locked.order.state === 'cancelled') throw conflict('result_order_cancelled');
  if (locked.order.state === 'performed') throw conflict('result_already_approved');
  refuseClosed(locked.encounter);
  return locked;
}

/** A visit that is over takes no new costs, so no new results. */
export function refuseClosed({ state }: Encounter): void {
  if (state === 'finished' || state === 'cancelled') throw conflict('result_encounter_closed');
}
