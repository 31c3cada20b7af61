import type { IssueLine } from '../../db/stores/cabinet-store.ts';
import type { ReadTx } from '../../db/doors.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { listOrders, type ServiceOrder } from '../../db/stores/order-store.ts';
import { findSupplies, type SupplyItem } from '../../db/stores/supply-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { itemKindOf } from '../../domain/stock/item-kind.ts';
import type { ApiCtx } from '../http/context.ts';

export interface JudgedSupplies {
  issues: Issue[];
  supplies: Map<string, SupplyItem>;
  /** Of the visit, those that supplies may be used with. */
  orders: Map<string, ServiceOrder>;
}

/** Whether the facility has the supplies today, and whether the orders they are used with are orders of this visit. */
export async function judgeCabinetSupplies(tx: ReadTx, ctx: ApiCtx, encounter: Encounter, lines: IssueLine[]): Promise<JudgedSupplies> {
  const codes = lines.map(({ drugCode }) => drugCode).filter((code) => itemKindOf(code) === 'supply');
  const supplies = await findSupplies(tx, ctx.facilityId, codes, localDay(ctx.now));
  const all = codes.length === 0 ? [] : await listOrders(tx, ctx.facilityId, encounter.id);
  const orders = new Map(all.filter(({ state }) => state !== 'cancelled').map((order) => [order.id, order]));
  const issues = lines.flatMap(({ drugCode, orderId, payer }, i) =>
    itemKindOf(drugCode) === 'drug'
      ? []
      : [
          ...(supplies.has(drugCode) ? [] : [error('supply_not_in_list', `lines.${i}.drugCode`, { supply: drugCode })]),
          ...(orderId === undefined || orders.has(orderId) ? [] : [error('supply_order_unknown', `lines.${i}.orderId`)]),
          // Only the price of a service can contain a supply.
          ...(payer === 'included' && orderId === undefined ? [error('supply_included_in_nothing', `lines.${i}.payer`)] : []),
        ],
  );
  return { issues, supplies, orders };
}
