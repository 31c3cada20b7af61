import type { Day, Instant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import type { Dosage } from '../../domain/visits/visit-record.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export type OrderState = 'waiting' | 'partial' | 'done' | 'cancelled';

/** What the window owes on a prescription; its id is that of the prescription. */
export interface DispensingOrder {
  facilityId: string;
  id: string;
  version: number;
  encounterId: string;
  state: OrderState;
  signedAt: Instant;
  collectUntil: Day;
}

export async function findOrder(db: Db, facilityId: string, id: string): Promise<DispensingOrder | undefined> {
  return await db<DispensingOrder>('dispensingOrders').where({ facilityId, id }).first();
}

/** The order, held until commit: of two pharmacists the second sees what the first has done. */
export async function lockDispensingOrder(tx: WriteTx, facilityId: string, id: string): Promise<DispensingOrder | undefined> {
  return await tx<DispensingOrder>('dispensingOrders').where({ facilityId, id }).forUpdate().first();
}

export async function setOrderState(tx: WriteTx, order: Pick<DispensingOrder, 'facilityId' | 'id'>, state: OrderState): Promise<void> {
  await tx('dispensingOrders').where({ facilityId: order.facilityId, id: order.id }).update({ state });
}

/** A line of a prescription; `ordered` is false for what is bought outside. */
export interface OrderLine {
  id: string;
  sequence: number;
  ordered: boolean;
  /** As prescribed. */
  drugCode: string;
  drugName: string;
  unit: string;
  dosage: Dosage;
  dosageText: string;
  prescribed: Decimal;
  /** Owed by the window: another number after a substitution. */
  quantity: Decimal;
  given: Decimal;
  waived: Decimal;
  substituteCode: string | null;
  substituteUsage: string | null;
  substituteReason: string | null;
  consentedByName: string | null;
  consentedAt: Instant | null;
}

/** Every line of a prescription in its order, with what the window has done about it. */
export async function listOrderLines(db: Db, facilityId: string, prescriptionId: string): Promise<OrderLine[]> {
  return await rows<OrderLine>(
    db,
    `SELECT l.id, l.sequence, o.id IS NOT NULL AS ordered, l.drug_code, l.drug_name, l.unit, l.dosage, l.dosage_text, l.quantity AS prescribed,
            COALESCE(o.quantity, l.quantity) AS quantity, COALESCE(o.given, 0) AS given, COALESCE(o.waived, 0) AS waived,
            s.drug_code AS substitute_code, s.usage AS substitute_usage, s.reason AS substitute_reason, u.full_name AS consented_by_name, s.consented_at
       FROM prescription_lines AS l
       LEFT JOIN dispensing_order_lines AS o ON o.facility_id = l.facility_id AND o.id = l.id
       LEFT JOIN LATERAL (
         SELECT d.drug_code, d.usage, d.reason, d.consented_by, d.consented_at FROM drug_substitutions AS d
          WHERE d.facility_id = l.facility_id AND d.line_id = l.id ORDER BY d.recorded_at DESC, d.id DESC LIMIT 1) AS s ON true
       LEFT JOIN users AS u ON u.id = s.consented_by
      WHERE l.facility_id = :facilityId AND l.prescription_id = :prescriptionId ORDER BY l.sequence LIMIT 100`,
    { facilityId, prescriptionId },
  );
}

/** Adds to what a line has given; less than nothing takes back. */
export async function addGiven(tx: WriteTx, facilityId: string, line: { id: string; by: Decimal }): Promise<void> {
  await tx.raw(`UPDATE dispensing_order_lines SET given = given + CAST(:by AS numeric) WHERE facility_id = :facilityId AND id = :id`, {
    facilityId,
    ...line,
  });
}

/** Adds to what of a line will not be given any more. */
export async function addWaived(tx: WriteTx, facilityId: string, line: { id: string; by: Decimal; reason: string }): Promise<void> {
  await tx.raw(
    `UPDATE dispensing_order_lines SET waived = waived + CAST(:by AS numeric), waive_reason = :reason WHERE facility_id = :facilityId AND id = :id`,
    { facilityId, ...line },
  );
}

export interface Substitution {
  facilityId: string;
  id: string;
  lineId: string;
  drugCode: string;
  quantity: Decimal;
  usage: string;
  reason: string;
  consentedBy: string;
  consentedHow: 'in-person' | 'telephone' | 'written';
  consentedAt: Instant;
  recordedBy: string;
  recordedAt: Instant;
}

/** Puts another drug in place of the prescribed one; the window owes its quantity from now on. */
export async function insertSubstitution(tx: WriteTx, substitution: Substitution): Promise<void> {
  await tx('drugSubstitutions').insert(substitution);
  const { facilityId, lineId, drugCode, quantity } = substitution;
  await tx('dispensingOrderLines').where({ facilityId, id: lineId }).update({ drugCode, quantity });
}

export interface Dispensing {
  facilityId: string;
  id: string;
  orderId: string;
  collectedBy: string;
  collectorNumber: string | null;
  dispensedAt: Instant;
  dispensedBy: string;
  lateReason: string | null;
  acceptedWarnings: { code: string; path: string; reason: string }[];
}

export async function insertDispensing(tx: WriteTx, dispensing: Dispensing): Promise<void> {
  await tx('dispensings').insert({ ...dispensing, acceptedWarnings: JSON.stringify(dispensing.acceptedWarnings) });
}

/** What went over the window on a prescription and what came back, oldest first. */
export interface HandedOver {
  lineId: string;
  documentId: string;
  number: string;
  at: Instant;
  byName: string;
  collectedBy: string | null;
  lotId: string;
  lotNumber: string;
  expiresOn: Day;
  drugCode: string;
  quantity: Decimal;
}

export async function listHandedOver(db: Db, facilityId: string, prescriptionId: string): Promise<HandedOver[]> {
  return await rows<HandedOver>(
    db,
    `SELECT i.prescription_line_id AS line_id, d.id AS document_id, d.number, d.posted_at AS at, u.full_name AS by_name, g.collected_by,
            o.id AS lot_id, o.lot_number, o.expires_on, o.drug_code, CASE d.kind WHEN 'dispense' THEN i.quantity ELSE -i.quantity END AS quantity
       FROM prescription_lines AS l
       JOIN stock_document_lines AS i ON i.facility_id = l.facility_id AND i.prescription_line_id = l.id
       JOIN stock_documents AS d ON d.facility_id = i.facility_id AND d.id = i.document_id
       JOIN stock_lots AS o ON o.facility_id = i.facility_id AND o.id = i.lot_id
       JOIN users AS u ON u.id = d.posted_by
       LEFT JOIN dispensings AS g ON g.facility_id = d.facility_id AND g.id = d.id
      WHERE l.facility_id = :facilityId AND l.prescription_id = :prescriptionId ORDER BY d.posted_at, d.id, i.sequence LIMIT 500`,
    { facilityId, prescriptionId },
  );
}

/** Warnings the doctor answered at signing. */
export async function listAnswered(db: Db, facilityId: string, prescriptionId: string): Promise<{ code: string; path: string }[]> {
  return await rows<{ code: string; path: string }>(
    db,
    `SELECT o.issue_code AS code, o.issue_path AS path FROM prescription_overrides AS o
      WHERE o.facility_id = :facilityId AND o.prescription_id = :prescriptionId ORDER BY o.id LIMIT 200`,
    { facilityId, prescriptionId },
  );
}
