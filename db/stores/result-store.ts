import { derivedId } from '../../domain/ids.ts';
import type { Comparator, Flag, ValueKind } from '../../domain/results/indicator.ts';
import type { WriteTx } from '../doors.ts';
import { row, type Db } from '../knex.ts';

/** One issue of the result of an order; the highest number counts. */
export interface OrderResult {
  facilityId: string;
  id: string;
  version: number;
  encounterId: string;
  orderId: string;
  number: number;
  kind: 'result' | 'correction' | 'withdrawal';
  changeReason: string | null;
  description: string | null;
  conclusion: string | null;
  machineCode: string | null;
  collectedAt: string | null;
  performedAt: string;
  performedBy: string;
  enteredAt: string;
  enteredBy: string;
  approvedAt: string | null;
  approvedBy: string | null;
  isCritical: boolean;
}

export interface StoredValue {
  position: number;
  indicatorCode: string;
  name: string;
  loinc: string | null;
  unit: string | null;
  ucum: string | null;
  valueKind: ValueKind;
  comparator: Comparator | null;
  number: string | null;
  text: string | null;
  flag: Flag | null;
  low: string | null;
  high: string | null;
  highOpen: boolean;
  criticalLow: string | null;
  criticalHigh: string | null;
  normalChoice: string | null;
  rangeOrigin: string | null;
}

export type NewResult = Omit<OrderResult, 'version' | 'approvedAt' | 'approvedBy'>;

export async function insertResult(tx: WriteTx, result: NewResult): Promise<void> {
  await tx('orderResults').insert(result);
}

/** Writes to a draft. The database refuses to change an approved issue. */
export async function updateResult(
  tx: WriteTx,
  { facilityId, id }: Pick<OrderResult, 'facilityId' | 'id'>,
  fields: Partial<Omit<OrderResult, 'facilityId' | 'id' | 'version'>>,
): Promise<number> {
  const [updated] = await tx<OrderResult>('orderResults').where({ facilityId, id }).update(fields).returning('version');
  if (updated === undefined) throw new Error('a result vanished');
  return updated.version;
}

/** The newest issue of an order. The caller holds the order, so nobody adds another meanwhile. */
export async function findLastResult(db: Db, facilityId: string, orderId: string): Promise<OrderResult | undefined> {
  return await db<OrderResult>('orderResults').where({ facilityId, orderId }).orderBy('number', 'desc').first();
}

export async function findResult(db: Db, facilityId: string, id: string): Promise<OrderResult | undefined> {
  return await db<OrderResult>('orderResults').where({ facilityId, id }).first();
}

/** The values of a draft as they are now; one that was emptied is dropped, not deleted. */
export async function saveValues(tx: WriteTx, result: Pick<OrderResult, 'facilityId' | 'id'>, values: StoredValue[]): Promise<void> {
  await tx('resultValues').where({ facilityId: result.facilityId, resultId: result.id }).update({ dropped: true });
  if (values.length === 0) return;
  const made = values.map((value) => ({
    ...value,
    dropped: false,
    facilityId: result.facilityId,
    id: derivedId(result.id, value.indicatorCode),
    resultId: result.id,
  }));
  await tx('resultValues').insert(made).onConflict(['facility_id', 'result_id', 'indicator_code']).merge();
}

export async function listValues(db: Db, facilityId: string, resultIds: string[]): Promise<(StoredValue & { resultId: string })[]> {
  return await db<StoredValue & { resultId: string }>('resultValues')
    .where({ facilityId, dropped: false } as never)
    .whereIn('resultId', resultIds)
    .orderBy([{ column: 'resultId' }, { column: 'position' }])
    .limit(200 * resultIds.length);
}

export interface CriticalNotice {
  facilityId: string;
  id: string;
  resultId: string;
  kind: 'told' | 'acknowledged';
  at: string;
  byUser: string;
  toldTo: string | null;
  readBack: boolean | null;
  action: string | null;
}

export async function insertCriticalNotice(tx: WriteTx, notice: CriticalNotice): Promise<void> {
  await tx('criticalNotices').insert(notice);
}

export async function hasNotice(db: Db, facilityId: string, of: Pick<CriticalNotice, 'resultId' | 'kind'>): Promise<boolean> {
  return (
    (await db<CriticalNotice>('criticalNotices')
      .where({ facilityId, ...of })
      .first('id')) !== undefined
  );
}

/** Notes who has seen which results; seen twice is seen once. Returns how many were new. */
export async function insertReadings(
  tx: WriteTx,
  by: { facilityId: string; readBy: string; readAt: string },
  resultIds: string[],
): Promise<number> {
  const made = resultIds.map((resultId) => ({ ...by, id: derivedId(resultId, by.readBy), resultId }));
  const stored = await tx('resultReadings').insert(made).onConflict(['facility_id', 'result_id', 'read_by']).ignore().returning('id');
  return stored.length;
}

/** The newest approved number of an indicator of a person here since a moment; a correction counts instead of what it corrects. */
export async function findNewestNumber(
  db: Db,
  at: { facilityId: string; patientId: string; loinc: string; since: string },
): Promise<string | undefined> {
  const found = await row<{ number: string }>(
    db,
    `SELECT v.number
       FROM encounters AS e
       JOIN order_results AS r ON r.facility_id = e.facility_id AND r.encounter_id = e.id
       JOIN result_values AS v ON v.facility_id = r.facility_id AND v.result_id = r.id
      WHERE e.facility_id = :facilityId AND e.patient_id = :patientId AND e.started_at > CAST(:since AS timestamptz) - interval '1 day'
        AND r.approved_at > CAST(:since AS timestamptz) AND r.kind <> 'withdrawal' AND v.loinc = :loinc AND NOT v.dropped
        AND v.number IS NOT NULL AND v.comparator IS NULL
        AND NOT EXISTS (SELECT 1 FROM order_results AS later
                         WHERE later.facility_id = r.facility_id AND later.order_id = r.order_id AND later.number > r.number AND later.approved_at IS NOT NULL)
      ORDER BY r.approved_at DESC, r.id DESC LIMIT 1`,
    at,
  );
  return found?.number;
}
