import type { ReadTx } from '../../db/doors.ts';
import type { IssueLine } from '../../db/stores/cabinet-store.ts';
import type { NewCharge } from '../../db/stores/charge-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import type { SupplyItem } from '../../db/stores/supply-store.ts';
import { cardOfCost } from '../../domain/insurance/card-of-cost.ts';
import { findBenefitLevel } from '../../domain/insurance/card.ts';
import { insuranceRatioFor } from '../../domain/insurance/insurance-ratio.ts';
import { min } from '../../domain/money.ts';
import type { ApiCtx } from '../http/context.ts';
import { readCards } from '../http/encounter-bill.ts';
import type { JudgedSupplies } from './judge-cabinet-supplies.ts';

/** MA_NHOM of supplies in the insurance list; what is outside it is told apart by its scope. */
const SUPPLY_GROUP = '10';

interface UsedSupplies extends Pick<JudgedSupplies, 'supplies' | 'orders'> {
  lines: IssueLine[];
  departmentCode: string;
  by: { orderedById: string; performedById: string };
}

/** Charges for supplies at the price of today; what a programme gives, and what the price of the service contains, costs nothing here. */
export async function supplyCharges(tx: ReadTx, ctx: ApiCtx, encounter: Encounter, used: UsedSupplies): Promise<NewCharge[]> {
  const visit = await readCards(tx, encounter);
  return used.lines.flatMap((line) => {
    const item = used.supplies.get(line.drugCode);
    if (item === undefined || line.payer === 'programme' || line.payer === 'included') return [];
    // The insurer wants the day on which the service was ordered (rule SUP-006).
    const orderedAt = (line.orderId === undefined ? undefined : used.orders.get(line.orderId)?.orderedAt) ?? ctx.now;
    const card = cardOfCost(orderedAt, visit);
    const level = card === undefined ? undefined : findBenefitLevel(card.cardNumber, visit.parameters);
    return [supplyCharge(line, item, { ...used, level, orderedAt, performedAt: ctx.now })];
  });
}

interface At extends Pick<UsedSupplies, 'departmentCode' | 'by'> {
  level: ReturnType<typeof findBenefitLevel> | undefined;
  orderedAt: string;
  performedAt: string;
}

function supplyCharge(line: IssueLine, item: SupplyItem, { level, departmentCode, by, orderedAt, performedAt }: At): NewCharge {
  // Paid by the patient's own wish: outside what the insurance is asked for.
  const listed = { inScope: line.payer === 'insurance', ratio: item.insuranceRatio };
  return {
    kind: 'supply',
    sourceId: line.id,
    costGroup: SUPPLY_GROUP,
    code: item.code,
    name: item.name,
    unit: item.unit,
    quantity: line.quantity,
    hospitalPrice: item.unitPrice,
    insurancePrice: min(item.unitPrice, item.ceilingPrice ?? item.unitPrice),
    serviceRatio: '100',
    listed,
    ...insuranceRatioFor(listed, level),
    departmentCode,
    ...by,
    ...{ orderedAt, performedAt },
    ...(line.orderId === undefined ? {} : { orderId: line.orderId }),
    supply: {
      ...(item.tender === null ? {} : { tender: item.tender }),
      ...(item.productMark === null ? {} : { productMark: item.productMark }),
    },
  };
}
