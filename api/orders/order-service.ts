import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility, type Facility } from '../../db/stores/facility-store.ts';
import { insertOrder } from '../../db/stores/order-store.ts';
import { findService } from '../../db/stores/service-catalogue-store.ts';
import { listOrdersSince } from '../../db/views/result-view.ts';
import { localDay, startOfDay } from '../../domain/dates.ts';
import { checkOrder } from '../../domain/encounters/check-order.ts';
import { error, errorsOf, under, type Issue } from '../../domain/issue.ts';
import { checkRepeatOrder } from '../../domain/orders/check-repeat-order.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { licenceIssues } from '../http/licence-issues.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { NewOrder, NewOrders, OrderAnswer, OrdersAnswer } from './order-schemas.ts';

type Item = NewOrders['items'][number];

/** Orders a service of the facility's price list. It is charged when it is performed, not before. */
export async function orderService(ctx: ApiCtx, encounterId: string, input: NewOrder): Promise<OrderAnswer> {
  const { urgent, reason, ...item } = input;
  const issues = checkOrder({ quantity: item.quantity ?? '1' });
  if (errorsOf(issues).length > 0) throw rejected(issues);
  return await write(ctx, 'order.place', async (tx) => {
    const { encounter, facility } = await lockForOrders(tx, ctx, encounterId);
    const repeated = await checkRepeats(tx, ctx, encounter, [item]);
    if (repeated.length > 0) throw rejected(repeated.map((issue) => ({ ...issue, path: issue.path.replace('items.0.', '') })));
    const missing = await place(tx, ctx, { encounter, facility, item, asked: { urgent, reason } });
    if (missing !== undefined) throw rejected([missing]);
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: item.id });
    return { id: item.id, state: 'ordered' as const };
  });
}

/** Orders several services at once, such as a set of the facility: all of them or, when anything is wrong with one, none. */
export async function orderServices(ctx: ApiCtx, encounterId: string, { items, ...asked }: NewOrders): Promise<OrdersAnswer> {
  const shape = items.flatMap((item, i) => under(`items.${i}`, checkOrder({ quantity: item.quantity ?? '1' })));
  if (errorsOf(shape).length > 0) throw rejected(shape);
  return await write(ctx, 'order.place', async (tx) => {
    const { encounter, facility } = await lockForOrders(tx, ctx, encounterId);
    const issues = await checkRepeats(tx, ctx, encounter, items);
    for (const [i, item] of items.entries()) {
      const missing = await place(tx, ctx, { encounter, facility, item, asked });
      if (missing !== undefined) issues.push(...under(`items.${i}`, [missing]));
    }
    if (issues.length > 0) throw rejected(issues);
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId });
    return { items: items.map(({ id }) => ({ id, state: 'ordered' as const })) };
  });
}

async function lockForOrders(tx: WriteTx, ctx: ApiCtx, encounterId: string): Promise<{ encounter: Encounter; facility: Facility }> {
  const encounter = await lockInProgress(tx, ctx, encounterId);
  const unlicensed = await licenceIssues(tx, ctx);
  if (unlicensed.length > 0) throw rejected(unlicensed);
  const facility = await findFacility(tx, ctx.facilityId);
  if (facility === undefined) throw notFound();
  return { encounter, facility };
}

/** Warnings of services that the person was ordered today, in any visit here. */
async function checkRepeats(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, items: Item[]): Promise<Issue[]> {
  const earlier = await listOrdersSince(tx, ctx.facilityId, {
    patientId: encounter.patientId,
    since: startOfDay(localDay(ctx.now)),
    serviceCodes: items.map(({ serviceCode }) => serviceCode),
    // An id that is taken is refused as such, not as a repeat of itself.
    except: items.map(({ id }) => id),
  });
  return items.flatMap((item, i) => under(`items.${i}`, checkRepeatOrder(item, earlier)));
}

async function place(
  tx: WriteTx,
  ctx: ApiCtx,
  order: { encounter: Encounter; facility: Facility; item: Item; asked: Pick<NewOrders, 'urgent' | 'reason'> },
): Promise<Issue | undefined> {
  const { encounter, facility, item, asked } = order;
  const service = await findService(tx, item.serviceCode, {
    facilityId: facility.id,
    facilityClass: facility.priceClass,
    day: localDay(ctx.now),
  });
  if (service === undefined) return error('service_unknown', 'serviceCode');
  await insertOrder(tx, {
    ...{ facilityId: ctx.facilityId, id: item.id, encounterId: encounter.id },
    ...{ serviceCode: service.code, serviceName: service.name, serviceGroup: service.group, quantity: item.quantity ?? '1' },
    ...{ urgent: asked.urgent ?? false, reason: asked.reason || null, repeatReason: item.repeatReason || null },
    ...{ orderedAt: ctx.now, orderedBy: ctx.actor.userId },
  });
  return undefined;
}
