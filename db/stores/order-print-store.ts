import type { WriteTx } from '../doors.ts';
import { row } from '../knex.ts';

export interface OrderPrint {
  facilityId: string;
  id: string;
  encounterId: string;
  kind: 'order-sheet' | 'result-sheet' | 'specimen-label';
  /** The encounter of an order sheet, the order of a result sheet, the specimen of a label. */
  subjectId: string;
  /** 0 is the first print. */
  copy: number;
  printedAt: string;
  printedBy: string;
}

/** Notes a print; the caller holds the encounter, so that two desks do not print the same copy. Returns which copy it is. */
export async function insertOrderPrint(tx: WriteTx, print: Omit<OrderPrint, 'copy'>): Promise<number> {
  const { facilityId, kind, subjectId } = print;
  const earlier = await row<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM order_prints AS p WHERE p.facility_id = :facilityId AND p.kind = :kind AND p.subject_id = :subjectId`,
    { facilityId, kind, subjectId },
  );
  const copy = earlier?.count ?? 0;
  await tx('orderPrints').insert({ ...print, copy });
  return copy;
}
