import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

export interface ServiceOrder {
  facilityId: string;
  id: string;
  version: number;
  encounterId: string;
  serviceCode: string;
  serviceName: string;
  /** Group of the price list: decides which desk reports it. */
  serviceGroup: string;
  quantity: string;
  urgent: boolean;
  /** The clinical question. */
  reason: string | null;
  state: 'ordered' | 'performed' | 'cancelled';
  orderedAt: string;
  orderedBy: string;
  performedAt: string | null;
  performedBy: string | null;
  resultText: string | null;
}

const columns = [
  'facilityId',
  'id',
  'version',
  'encounterId',
  'serviceCode',
  'serviceName',
  'serviceGroup',
  'quantity',
  'urgent',
  'reason',
  'state',
  'orderedAt',
  'orderedBy',
  'performedAt',
  'performedBy',
  'resultText',
] as const;

export async function insertOrder(
  tx: WriteTx,
  order: Omit<ServiceOrder, 'version' | 'state' | 'urgent' | 'reason' | 'performedAt' | 'performedBy' | 'resultText'> & {
    fromPackage?: boolean;
    urgent?: boolean;
    reason?: string | null;
    repeatReason?: string | null;
  },
): Promise<void> {
  await tx('serviceOrders').insert({ ...order, state: 'ordered' });
}

/** The doctor who opens the visit answers for what the desk ordered as a package. */
export async function adoptPackageOrders(tx: WriteTx, encounter: { facilityId: string; id: string }, orderedBy: string): Promise<void> {
  await tx('serviceOrders')
    .where({ facilityId: encounter.facilityId, encounterId: encounter.id, fromPackage: true, state: 'ordered' })
    .update({ orderedBy });
}

export async function lockOrder(tx: WriteTx, encounter: { facilityId: string; id: string }, id: string): Promise<ServiceOrder | undefined> {
  return await tx<ServiceOrder>('serviceOrders')
    .where({ facilityId: encounter.facilityId, encounterId: encounter.id, id })
    .forUpdate()
    .first(...columns);
}

export async function findOrder(db: Db, facilityId: string, id: string): Promise<ServiceOrder | undefined> {
  return await db<ServiceOrder>('serviceOrders')
    .where({ facilityId, id })
    .first(...columns);
}

export async function listOrders(db: Db, facilityId: string, encounterId: string): Promise<ServiceOrder[]> {
  return await db<ServiceOrder>('serviceOrders')
    .where({ facilityId, encounterId })
    .orderBy([{ column: 'orderedAt' }, { column: 'id' }])
    .limit(200)
    .select(...columns);
}

export async function setOrderPerformed(
  tx: WriteTx,
  order: ServiceOrder,
  done: { at: string; by: string; resultText: string | null },
): Promise<void> {
  await tx('serviceOrders')
    .where({ facilityId: order.facilityId, id: order.id })
    .update({ state: 'performed', performedAt: done.at, performedBy: done.by, resultText: done.resultText });
}

/** The result was withdrawn: the service has to be done again. */
export async function reopenOrder(tx: WriteTx, order: Pick<ServiceOrder, 'facilityId' | 'id'>): Promise<void> {
  await tx('serviceOrders')
    .where({ facilityId: order.facilityId, id: order.id })
    .update({ state: 'ordered', performedAt: null, performedBy: null, resultText: null });
}

export async function cancelOrderRow(
  tx: WriteTx,
  order: ServiceOrder,
  cancelled: { at: string; by: string; reason: string },
): Promise<void> {
  await tx('serviceOrders').where({ facilityId: order.facilityId, id: order.id }).update({
    state: 'cancelled',
    performedAt: null,
    cancelledAt: cancelled.at,
    cancelledBy: cancelled.by,
    cancelReason: cancelled.reason,
  });
}
