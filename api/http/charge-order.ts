import type { WriteTx } from '../../db/doors.ts';
import { insertCharges } from '../../db/stores/charge-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility, findRoom } from '../../db/stores/facility-store.ts';
import type { ServiceOrder } from '../../db/stores/order-store.ts';
import { findService } from '../../db/stores/service-catalogue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { notFound, rejected } from './errors.ts';

/** Who did an ordered service, when and with what, as the claim names it. */
export interface OrderDone {
  performedBy: string;
  performedAt: string;
  resultAt: string;
  machineCode?: string | null;
  /** Tells the charge from that of an earlier result which was withdrawn. */
  round?: number;
}

/** Charges a done order once, at the price of the day it was ordered. */
export async function chargeOrder(tx: WriteTx, encounter: Encounter, order: ServiceOrder, done: OrderDone): Promise<void> {
  const facility = await findFacility(tx, encounter.facilityId);
  const room = await findRoom(tx, encounter.facilityId, encounter.roomId);
  if (facility === undefined || room === undefined) throw notFound();
  const service = await findService(tx, order.serviceCode, {
    facilityId: facility.id,
    facilityClass: facility.priceClass,
    day: localDay(order.orderedAt),
  });
  if (service === undefined) throw rejected([error('service_unknown', 'serviceCode')]);
  await insertCharges(tx, encounter, [
    {
      kind: 'service',
      sourceId: order.id,
      costGroup: service.costGroup,
      code: service.code,
      name: service.name,
      unit: service.unit,
      quantity: order.quantity,
      hospitalPrice: service.price,
      insurancePrice: service.insurancePrice,
      serviceRatio: '100',
      insuranceRatio: '100',
      scope: '1',
      departmentCode: room.departmentCode,
      orderedById: order.orderedBy,
      performedById: done.performedBy,
      orderedAt: order.orderedAt,
      performedAt: done.performedAt,
      resultAt: done.resultAt,
      ...(done.machineCode == null ? {} : { machineCode: done.machineCode }),
      ...(done.round === undefined ? {} : { round: done.round }),
    },
  ]);
}
