import type { Bill } from '../../domain/visits/visit-record.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

/** What a bill said of who pays how much, as it was kept. */
export type KeptShares = Pick<Bill, 'benefitRate' | 'rateReason'> & Bill['totals'];

/** Who changed who pays, why, and what it did to the bill. Only grows. */
export interface PayerChange {
  facilityId: string;
  id: string;
  encounterId: string;
  kind: 'none' | 'card';
  cardId: string | null;
  reason: string;
  categoryBefore: string;
  categoryAfter: string;
  sharesBefore: KeptShares;
  sharesAfter: KeptShares;
  changedAt: string;
  changedBy: string;
}

export async function insertPayerChange(tx: WriteTx, change: PayerChange): Promise<void> {
  const { sharesBefore, sharesAfter, ...fields } = change;
  await tx('payerChanges').insert({ ...fields, sharesBefore: JSON.stringify(sharesBefore), sharesAfter: JSON.stringify(sharesAfter) });
}

export type PayerChangeLine = Omit<PayerChange, 'facilityId' | 'encounterId' | 'cardId' | 'changedBy'> & { changedByName: string };

const LIMIT = 50;

/** The changes of a visit with who made them, latest first. */
export async function listPayerChanges(db: Db, facilityId: string, encounterId: string): Promise<PayerChangeLine[]> {
  return await rows<PayerChangeLine>(
    db,
    `SELECT c.id, c.kind, c.reason, c.category_before, c.category_after, c.shares_before, c.shares_after, c.changed_at,
            u.full_name AS changed_by_name
       FROM payer_changes AS c
       JOIN users AS u ON u.id = c.changed_by
      WHERE c.facility_id = :facilityId AND c.encounter_id = :encounterId
      ORDER BY c.changed_at DESC, c.id DESC LIMIT :limit`,
    { facilityId, encounterId, limit: LIMIT },
  );
}
