import { auditSubject, read, write } from '../../db/doors.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { listOrderSets, saveKept } from '../../db/stores/result-desk-store.ts';
import { findService } from '../../db/stores/service-catalogue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { OrderSetList, SaveOrderSet } from './order-schemas.ts';

/** The order sets of the facility with today's prices. */
export async function viewOrderSets(ctx: ApiCtx): Promise<OrderSetList> {
  return await read(ctx, async (tx) => {
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw notFound();
    const at = { facilityId: facility.id, facilityClass: facility.priceClass, day: localDay(ctx.now) };
    const sets = await listOrderSets(tx, ctx.facilityId);
    const known = new Map<string, { name: string; price: string }>();
    for (const code of new Set(sets.flatMap(({ serviceCodes }) => serviceCodes))) {
      const service = await findService(tx, code, at);
      if (service !== undefined) known.set(code, service);
    }
    return {
      items: sets.map(({ id, version, name, serviceCodes }) => ({
        ...{ id, version, name },
        services: serviceCodes.map((code) => ({ code, name: known.get(code)?.name ?? code, price: known.get(code)?.price ?? null })),
      })),
    };
  });
}

/** Makes an order set or changes the version that was seen. A service without a price today cannot be put in. */
export async function saveOrderSet(ctx: ApiCtx, setId: string, input: SaveOrderSet): Promise<{ id: string; version: number }> {
  return await write(ctx, 'order-set.save', async (tx) => {
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw notFound();
    for (const [i, code] of input.serviceCodes.entries()) {
      const service = await findService(tx, code, { facilityId: facility.id, facilityClass: facility.priceClass, day: localDay(ctx.now) });
      if (service === undefined) throw rejected([error('service_unknown', `serviceCodes.${i}`)]);
    }
    const { name, serviceCodes } = input;
    const entry = { facilityId: ctx.facilityId, id: setId, name, serviceCodes, closedAt: input.closed === true ? ctx.now : null };
    const version = await saveKept(tx, 'orderSets', entry, input.version);
    if (version === undefined) throw conflict('stale_version', 'version');
    auditSubject(tx, { objectId: setId });
    return { id: setId, version };
  });
}
