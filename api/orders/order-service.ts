import { auditSubject, write } from '../../db/doors.ts';
import { touchEncounter } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { insertOrder } from '../../db/stores/order-store.ts';
import { findService } from '../../db/stores/service-catalogue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { checkOrder } from '../../domain/encounters/check-order.ts';
import { error } from '../../domain/issue.ts';
import { errorsOf } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { NewOrder, OrderAnswer } from './order-schemas.ts';

/** Orders a service of the facility's price list. It is charged when it is performed, not before. */
export async function orderService(ctx: ApiCtx, encounterId: string, input: NewOrder): Promise<OrderAnswer> {
  const quantity = input.quantity ?? '1';
  const issues = checkOrder({ quantity });
  if (errorsOf(issues).length > 0) throw rejected(issues);
  return await write(ctx, 'order.place', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId);
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw notFound();
    const service = await findService(tx, input.serviceCode, { facilityClass: facility.priceClass, day: localDay(ctx.now) });
    if (service === undefined) throw rejected([error('service_unknown', 'serviceCode')]);
    await insertOrder(tx, {
      facilityId: ctx.facilityId,
      id: input.id,
      encounterId,
      serviceCode: service.code,
      serviceName: service.name,
      quantity,
      orderedAt: ctx.now,
      orderedBy: ctx.actor.userId,
    });
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: input.id });
    return { id: input.id, state: 'ordered' as const };
  });
}
