import type { WriteTx } from '../doors.ts';

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
  sharesBefore: object;
  sharesAfter: object;
  changedAt: string;
  changedBy: string;
}

export async function insertPayerChange(tx: WriteTx, change: PayerChange): Promise<void> {
  const { sharesBefore, sharesAfter, ...fields } = change;
  await tx('payerChanges').insert({ ...fields, sharesBefore: JSON.stringify(sharesBefore), sharesAfter: JSON.stringify(sharesAfter) });
}
