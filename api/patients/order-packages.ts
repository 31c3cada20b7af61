import type { WriteTx } from '../../db/doors.ts';
import type { Facility, Room } from '../../db/stores/facility-store.ts';
import { insertOrder } from '../../db/stores/order-store.ts';
import { findService } from '../../db/stores/service-catalogue-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { warning, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';

/**
 * The services that belong to the rooms of a visit, each once. They cost nothing until they are performed; the doctor who opens the
 * visit answers for them. A service without a price today is left out and named.
 */
export async function orderPackages(
  tx: WriteTx,
  ctx: ApiCtx,
  visit: { encounterId: string; facility: Facility; rooms: readonly Room[] },
): Promise<Issue[]> {
  const { encounterId, facility } = visit;
  const issues: Issue[] = [];
  for (const code of new Set(visit.rooms.flatMap((room) => room.packageServiceCodes))) {
    const service = await findService(tx, code, { facilityId: facility.id, facilityClass: facility.priceClass, day: localDay(ctx.now) });
    if (service === undefined) {
      issues.push(warning('package_service_unpriced', 'visit.roomId', { service: code }));
      continue;
    }
    await insertOrder(tx, {
      ...{ facilityId: ctx.facilityId, id: derivedId(ctx.facilityId, 'package-order', encounterId, code), encounterId },
      ...{ serviceCode: service.code, serviceName: service.name, serviceGroup: service.group, quantity: '1', fromPackage: true },
      ...{ orderedAt: ctx.now, orderedBy: ctx.actor.userId },
    });
  }
  return issues;
}
