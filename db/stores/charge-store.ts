import { derivedId } from '../../domain/ids.ts';
import type { Bill, ChargeKind, ChargeLine } from '../../domain/visits/visit-record.ts';
import type { WriteTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { row, type Db } from '../knex.ts';
import { queueCheckIn } from './check-in-store.ts';
import type { Encounter } from './encounter-store.ts';

/** Something done or given, with its price of that day; `sourceId` is the order, prescription line or encounter it comes from. */
export type NewCharge = Omit<ChargeLine, 'id' | 'sequence' | 'otherSource' | 'icdCode'> & {
  sourceId: string;
  /** Tells a charge from an earlier one of the same source that was cancelled. */
  round?: number;
  /** What the list says before a card changes it; absent = the ratio and scope of the line itself. */
  listed?: { inScope: boolean; ratio: string };
};

interface ChargeRow {
  id: string;
  encounterId: string;
  sequence: number;
  kind: ChargeKind;
  sourceId: string;
  costGroup: string;
  code: string;
  name: string;
  unit: string;
  quantity: string;
  hospitalPrice: string;
  insurancePrice: string;
  serviceRatio: string;
  insuranceRatio: string;
  scope: '1' | '2' | '3';
  departmentCode: string;
  orderedBy: string;
  performedBy: string | null;
  orderedAt: string;
  performedAt: string | null;
  resultAt: string | null;
  machineCode: string | null;
  drug: ChargeLine['drug'] | null;
  supply: (NonNullable<ChargeLine['supply']> & { orderId?: string }) | null;
}

/** Adds charges to the locked encounter. The id follows from the source: the same thing is never charged twice. */
export async function insertCharges(tx: WriteTx, encounter: Encounter, charges: NewCharge[]): Promise<void> {
  if (charges.length === 0) return;
  const last = await row<{ last: number }>(
    tx,
    `SELECT COALESCE(max(c.sequence), 0) AS last FROM charge_lines AS c WHERE c.facility_id = :facilityId AND c.encounter_id = :encounterId`,
    { facilityId: encounter.facilityId, encounterId: encounter.id },
  );
  await tx('chargeLines').insert(
    charges.map(({ orderedById, performedById, drug, supply, orderId, round, listed, ...charge }, i) => ({
      ...charge,
      listedInScope: listed?.inScope ?? charge.scope === '1',
      listedRatio: listed?.ratio ?? charge.insuranceRatio,
      facilityId: encounter.facilityId,
      id: derivedId(encounter.facilityId, 'charge', charge.kind, charge.sourceId, ...(round === undefined ? [] : [String(round)])),
      encounterId: encounter.id,
      sequence: (last?.last ?? 0) + i + 1,
      orderedBy: orderedById,
      performedBy: performedById ?? null,
      drug: drug === undefined ? null : JSON.stringify(drug),
      supply: supply === undefined ? null : JSON.stringify({ ...supply, orderId }),
    })),
  );
  // The first cost of an insured visit is announced to the insurer (docs/legal/insurance.md#check-in).
  if ((last?.last ?? 0) === 0 && encounter.arrivalCategory !== '9')
    await queueCheckIn(tx, { facilityId: encounter.facilityId, encounterId: encounter.id });
}

export async function cancelCharge(tx: WriteTx, encounter: Encounter, sourceId: string, at: string): Promise<void> {
  await tx('chargeLines')
    .where({ facilityId: encounter.facilityId, encounterId: encounter.id, sourceId })
    .whereNull('cancelledAt')
    .update({ cancelledAt: at });
}

/** The charges of an open visit whose ratio may depend on the card, with what the list says of them. */
export async function listListedRatios(tx: WriteTx, encounter: Encounter): Promise<ListedCharge[]> {
  return await tx<ListedCharge>('chargeLines')
    .where({ facilityId: encounter.facilityId, encounterId: encounter.id } as never)
    .whereNull('cancelledAt' as never)
    .select('id', 'orderedAt', 'scope', 'insuranceRatio', 'listedInScope', 'listedRatio')
    .limit(2000);
}

export interface ListedCharge extends Pick<ChargeLine, 'id' | 'orderedAt' | 'scope' | 'insuranceRatio'> {
  listedInScope: boolean;
  listedRatio: string;
}

export async function setChargeRatio(
  tx: WriteTx,
  encounter: Encounter,
  id: string,
  ratio: Pick<ChargeLine, 'scope' | 'insuranceRatio'>,
): Promise<void> {
  await tx('chargeLines').where({ facilityId: encounter.facilityId, id }).update(ratio);
}

/** The charge in force of a source, if it was charged. */
export async function findChargeOf(db: Db, encounter: Encounter, sourceId: string): Promise<ChargeLine | undefined> {
  const found = await db<ChargeRow>('chargeLines')
    .where({ facilityId: encounter.facilityId, encounterId: encounter.id, sourceId } as never)
    .whereNull('cancelledAt' as never)
    .first();
  return found === undefined ? undefined : toCharge(found);
}

/** What counts on the bill, by sequence. */
export async function listCharges(db: Db, facilityId: string, encounterId: string): Promise<ChargeLine[]> {
  return (await listChargesOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

/** The same of many visits; a visit without charges is absent. */
export async function listChargesOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, ChargeLine[]>> {
  const found = await db<ChargeRow>('chargeLines')
    .where({ facilityId } as never)
    .whereIn('encounterId', encounterIds)
    .whereNull('cancelledAt' as never)
    .orderBy('sequence')
    .limit(2000 * encounterIds.length);
  return new Map([...groupRows(found, (one) => one.encounterId)].map(([id, charges]) => [id, charges.map(toCharge)]));
}

export function toCharge(stored: ChargeRow): ChargeLine {
  const { orderedBy, performedBy, performedAt, resultAt, machineCode, drug, supply, ...rest } = stored;
  // A service is charged by its order.
  const { orderId = rest.kind === 'service' ? rest.sourceId : undefined, ...ofSupply } = supply ?? {};
  return {
    id: rest.id,
    sequence: rest.sequence,
    kind: rest.kind,
    costGroup: rest.costGroup,
    code: rest.code,
    name: rest.name,
    unit: rest.unit,
    quantity: rest.quantity,
    hospitalPrice: rest.hospitalPrice,
    insurancePrice: rest.insurancePrice,
    serviceRatio: rest.serviceRatio,
    insuranceRatio: rest.insuranceRatio,
    scope: rest.scope,
    departmentCode: rest.departmentCode,
    orderedById: orderedBy,
    orderedAt: rest.orderedAt,
    ...(performedBy === null ? {} : { performedById: performedBy }),
    ...(performedAt === null ? {} : { performedAt }),
    ...(resultAt === null ? {} : { resultAt }),
    ...(machineCode === null ? {} : { machineCode }),
    ...(drug === null || drug === undefined ? {} : { drug }),
    ...(orderId === undefined ? {} : { orderId }),
    ...(supply === null || supply === undefined ? {} : { supply: ofSupply }),
  };
}

/** Stores the shares of a closed visit: one bill per closing. */
export async function insertBill(tx: WriteTx, encounter: Encounter, closureId: string, bill: Bill): Promise<void> {
  const billId = derivedId(encounter.facilityId, 'bill', closureId);
  await tx('bills').insert({
    facilityId: encounter.facilityId,
    id: billId,
    encounterId: encounter.id,
    closureId,
    benefitRate: bill.benefitRate,
    rateReason: bill.rateReason,
    ...bill.totals,
  });
  if (bill.lines.length === 0) return;
  await tx('billLines').insert(
    bill.lines.map(({ chargeId, ...line }) => ({
      ...line,
      facilityId: encounter.facilityId,
      id: derivedId(encounter.facilityId, 'bill-line', closureId, chargeId),
      billId,
      chargeLineId: chargeId,
    })),
  );
}

/** The stored bill of a closing. */
export async function findBill(db: Db, facilityId: string, closureId: string): Promise<Bill | undefined> {
  return (await findBills(db, facilityId, [closureId])).get(closureId);
}

/** The bills of many closings, by closing. */
export async function findBills(db: Db, facilityId: string, closureIds: string[]): Promise<Map<string, Bill>> {
  const bills = await db<StoredBill>('bills').where({ facilityId }).whereIn('closureId', closureIds).limit(closureIds.length);
  const found = await db('billLines')
    .join('chargeLines', (on) => on.on('chargeLines.facilityId', 'billLines.facilityId').andOn('chargeLines.id', 'billLines.chargeLineId'))
    .where({ 'billLines.facilityId': facilityId })
    .whereIn(
      'billLines.billId',
      bills.map(({ id }) => id),
    )
    .orderBy('chargeLines.sequence')
    .limit(2000 * bills.length)
    .select('billLines.*');
  const lines = groupRows(found as BillLineRow[], ({ billId }) => billId);
  return new Map(bills.map((stored) => [stored.closureId, toBill(stored, lines.get(stored.id) ?? [])]));
}

const toBill = (stored: StoredBill, lines: BillLineRow[]): Bill => ({
  benefitRate: stored.benefitRate,
  rateReason: stored.rateReason,
  totals: amounts(stored),
  lines: lines.map((line) => ({ chargeId: line.chargeLineId, benefitRate: line.benefitRate, ...amounts(line) })),
});

interface BillRow {
  benefitRate: string;
  hospitalAmount: string;
  insuranceAmount: string;
  fundAmount: string;
  copayAmount: string;
  selfPayAmount: string;
  otherSourceAmount: string;
}

interface BillLineRow extends BillRow {
  billId: string;
  chargeLineId: string;
}

interface StoredBill extends BillRow {
  facilityId: string;
  id: string;
  closureId: string;
  rateReason: string;
}

const amounts = (row: BillRow) => ({
  hospitalAmount: row.hospitalAmount,
  insuranceAmount: row.insuranceAmount,
  fundAmount: row.fundAmount,
  copayAmount: row.copayAmount,
  selfPayAmount: row.selfPayAmount,
  otherSourceAmount: row.otherSourceAmount,
});
