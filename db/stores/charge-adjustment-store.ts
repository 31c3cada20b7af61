import type { Instant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

/** What of a charge can be put right, with what the list says of it. */
export interface AdjustableCharge {
  facilityId: string;
  id: string;
  encounterId: string;
  kind: string;
  quantity: Decimal;
  hospitalPrice: Decimal;
  insurancePrice: Decimal;
  scope: '1' | '2' | '3';
  insuranceRatio: Decimal;
  listedInScope: boolean;
  listedRatio: Decimal;
}
export type ChargeFields = Pick<
  AdjustableCharge,
  'quantity' | 'hospitalPrice' | 'insurancePrice' | 'scope' | 'insuranceRatio' | 'listedInScope' | 'listedRatio'
>;

/** The charge in force, held by the lock of its encounter. */
export async function findCharge(db: Db, facilityId: string, id: string): Promise<AdjustableCharge | undefined> {
  return await row<AdjustableCharge>(
    db,
    `SELECT c.facility_id, c.id, c.encounter_id, c.kind, c.quantity, c.hospital_price, c.insurance_price, c.scope, c.insurance_ratio, c.listed_in_scope,
            c.listed_ratio
       FROM charge_lines AS c WHERE c.facility_id = :facilityId AND c.id = :id AND c.cancelled_at IS NULL`,
    { facilityId, id },
  );
}

export interface Adjustment {
  facilityId: string;
  id: string;
  encounterId: string;
  chargeLineId: string;
  before: ChargeFields;
  after: ChargeFields;
  reason: string;
  adjustedAt: Instant;
  adjustedBy: string;
}

/** Puts the charge right and keeps what it was. */
export async function adjustCharge(tx: WriteTx, adjustment: Adjustment): Promise<void> {
  const { facilityId, chargeLineId, before, after } = adjustment;
  await tx('chargeLines')
    .where({ facilityId, id: chargeLineId })
    .update({ ...after });
  await tx('chargeAdjustments').insert({ ...adjustment, before: JSON.stringify(before), after: JSON.stringify(after) });
}

export interface AdjustmentRow extends Adjustment {
  chargeName: string;
  adjustedByName: string;
}

/** Every adjustment of a visit, the first one first. */
export async function listAdjustments(db: Db, facilityId: string, encounterId: string): Promise<AdjustmentRow[]> {
  return await rows<AdjustmentRow>(
    db,
    `SELECT a.facility_id, a.id, a.encounter_id, a.charge_line_id, a.before, a.after, a.reason, a.adjusted_at, a.adjusted_by, c.name AS charge_name,
            u.full_name AS adjusted_by_name
       FROM charge_adjustments AS a
       JOIN charge_lines AS c ON c.facility_id = a.facility_id AND c.id = a.charge_line_id
       JOIN users AS u ON u.id = a.adjusted_by
      WHERE a.facility_id = :facilityId AND a.encounter_id = :encounterId ORDER BY a.adjusted_at, a.id LIMIT 500`,
    { facilityId, encounterId },
  );
}
