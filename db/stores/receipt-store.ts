import type { Instant } from '../../domain/dates.ts';
import { add, type Decimal } from '../../domain/money.ts';
import { effectOf, type PayMethod, type ReceiptKind } from '../../domain/payments/receipt.ts';
import type { SupportSource } from '../../domain/payments/share-support.ts';
import type { WriteTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { row, rows, type Db } from '../knex.ts';
import type { Encounter } from './encounter-store.ts';

/** A row of the ledger of a visit. */
export interface Receipt {
  facilityId: string;
  id: string;
  encounterId: string;
  sequence: number;
  kind: ReceiptKind;
  amount: Decimal;
  /** The row this one undoes. */
  cancels: string | null;
  balance: Decimal;
  method: PayMethod;
  bookId: string | null;
  number: number | null;
  shiftId: string;
  cashierId: string;
  payerName: string | null;
  note: string | null;
  reason: string | null;
  createdAt: Instant;
}

/** A row as people see it: with its book, who wrote it and what became of it. */
export interface ReceiptRow extends Receipt {
  series: string | null;
  cashierName: string;
  cancelledAt: Instant | null;
  cancelReason: string | null;
}

const RECEIPT = `
  SELECT r.facility_id, r.id, r.encounter_id, r.sequence, r.kind, r.amount, r.cancels, r.balance, r.method, r.book_id, r.number, r.shift_id,
         r.cashier_id, r.payer_name, r.note, r.reason, r.created_at, b.series, u.full_name AS cashier_name, c.created_at AS cancelled_at,
         c.reason AS cancel_reason
    FROM receipts AS r
    JOIN users AS u ON u.id = r.cashier_id
    LEFT JOIN receipt_books AS b ON b.facility_id = r.facility_id AND b.id = r.book_id
    LEFT JOIN receipts AS c ON c.facility_id = r.facility_id AND c.cancels = r.id`;

/** The ledger of a visit from its first row. */
export async function listReceipts(db: Db, facilityId: string, encounterId: string): Promise<ReceiptRow[]> {
  return (await listReceiptsOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

export async function listReceiptsOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, ReceiptRow[]>> {
  const found = await rows<ReceiptRow>(
    db,
    `${RECEIPT} WHERE r.facility_id = :facilityId AND r.encounter_id = ANY (CAST(:encounterIds AS uuid[])) ORDER BY r.sequence LIMIT :limit`,
    { facilityId, encounterIds, limit: 1000 * encounterIds.length } as never,
  );
  return groupRows(found, (one) => one.encounterId);
}

export async function findReceipt(db: Db, facilityId: string, id: string): Promise<ReceiptRow | undefined> {
  return await row<ReceiptRow>(db, `${RECEIPT} WHERE r.facility_id = :facilityId AND r.id = :id`, { facilityId, id });
}

/** The rows of a shift in the order they were written. */
export async function listReceiptsOfShift(db: Db, facilityId: string, shiftId: string): Promise<ReceiptRow[]> {
  return await rows<ReceiptRow>(
    db,
    `${RECEIPT} WHERE r.facility_id = :facilityId AND r.shift_id = :shiftId ORDER BY r.created_at, r.id LIMIT 5000`,
    { facilityId, shiftId },
  );
}

export type NewReceipt = Omit<Receipt, 'facilityId' | 'encounterId' | 'sequence' | 'balance'>;

/** Writes the next row of the ledger of the locked encounter: it continues the last one, or the database refuses it. */
export async function insertReceipt(tx: WriteTx, encounter: Encounter, receipt: NewReceipt): Promise<void> {
  const { facilityId, id: encounterId } = encounter;
  const last = await row<{ sequence: number; balance: Decimal }>(
    tx,
    `SELECT r.sequence, r.balance FROM receipts AS r WHERE r.facility_id = :facilityId AND r.encounter_id = :encounterId
      ORDER BY r.sequence DESC LIMIT 1`,
    { facilityId, encounterId },
  );
  const balanceBefore = last?.balance ?? '0';
  const balance = add(balanceBefore, effectOf({ ...receipt, cancels: receipt.cancels !== null }));
  await tx('receipts').insert({ ...receipt, facilityId, encounterId, sequence: (last?.sequence ?? 0) + 1, balanceBefore, balance });
}

/** Notes a print and tells which copy it is; the caller holds the encounter. */
export async function insertReceiptPrint(
  tx: WriteTx,
  print: { facilityId: string; id: string; receiptId: string; printedAt: Instant; printedBy: string },
): Promise<number> {
  const { facilityId, receiptId } = print;
  const earlier = await row<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM receipt_prints AS p WHERE p.facility_id = :facilityId AND p.receipt_id = :receiptId`,
    { facilityId, receiptId },
  );
  const copy = earlier?.count ?? 0;
  await tx('receiptPrints').insert({ ...print, copy });
  return copy;
}

/** A discount of the facility or support for the person, in whole dong. */
export interface Reduction {
  facilityId: string;
  id: string;
  encounterId: string;
  kind: 'discount' | 'support';
  source: SupportSource | null;
  amount: Decimal;
  document: string | null;
  reason: string;
  cancels: string | null;
  createdAt: Instant;
  createdBy: string;
}

export interface ReductionRow extends Reduction {
  createdByName: string;
  cancelledAt: Instant | null;
}

const REDUCTION = `
  SELECT r.facility_id, r.id, r.encounter_id, r.kind, r.source, r.amount, r.document, r.reason, r.cancels, r.created_at, r.created_by,
         u.full_name AS created_by_name, c.created_at AS cancelled_at
    FROM account_reductions AS r
    JOIN users AS u ON u.id = r.created_by
    LEFT JOIN account_reductions AS c ON c.facility_id = r.facility_id AND c.cancels = r.id`;

export async function insertReduction(tx: WriteTx, reduction: Reduction): Promise<void> {
  await tx('accountReductions').insert(reduction);
}

export async function findReduction(db: Db, facilityId: string, id: string): Promise<ReductionRow | undefined> {
  return await row<ReductionRow>(db, `${REDUCTION} WHERE r.facility_id = :facilityId AND r.id = :id`, { facilityId, id });
}

/** All reductions of a visit with those that cancel, in the order they were given. */
export async function listReductions(db: Db, facilityId: string, encounterId: string): Promise<ReductionRow[]> {
  return (await listReductionsOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

export async function listReductionsOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, ReductionRow[]>> {
  const found = await rows<ReductionRow>(
    db,
    `${REDUCTION} WHERE r.facility_id = :facilityId AND r.encounter_id = ANY (CAST(:encounterIds AS uuid[])) ORDER BY r.created_at, r.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 200 * encounterIds.length } as never,
  );
  return groupRows(found, (one) => one.encounterId);
}

const counts = (reductions: ReductionRow[], kind: Reduction['kind']): ReductionRow[] =>
  reductions.filter((one) => one.kind === kind && one.cancels === null && one.cancelledAt === null);

/** What counts of a kind: dong. */
export const reducedBy = (reductions: ReductionRow[], kind: Reduction['kind']): Decimal =>
  add('0', ...counts(reductions, kind).map(({ amount }) => amount));

/** Who supports a person: the source that all of it comes from; `other` of several, undefined of none. */
export function supportSourceOf(reductions: ReductionRow[]): SupportSource | undefined {
  const sources = new Set(counts(reductions, 'support').map(({ source }) => source ?? 'other'));
  return sources.size > 1 ? 'other' : [...sources][0];
}
