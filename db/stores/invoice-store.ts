import type { Day, Instant } from '../../domain/dates.ts';
import { addDays, startOfDay } from '../../domain/dates.ts';
import type { Issue } from '../../domain/issue.ts';
import type { Decimal } from '../../domain/money.ts';
import type { InvoiceState } from '../../domain/payments/invoice-state.ts';
import { enqueue, type WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

export interface StoredInvoice {
  facilityId: string;
  id: string;
  encounterId: string;
  state: InvoiceState;
  body: string;
  total: Decimal;
  requestedAt: Instant;
  requestedBy: string;
  series: string | null;
  number: string | null;
  lookupCode: string | null;
  source: 'provider' | 'simulator' | null;
  issuedAt: Instant | null;
  attempts: number;
  lastTryAt: Instant | null;
  nextTryAt: Instant | null;
  issues: Issue[];
  cancelReason: string | null;
  cancelAskedAt: Instant | null;
  cancelAskedBy: string | null;
  cancelledAt: Instant | null;
}

type New = Pick<StoredInvoice, 'facilityId' | 'id' | 'encounterId' | 'body' | 'total' | 'requestedAt' | 'requestedBy'>;

/** Waits in the same transaction as its job; nothing is sent that was rolled back, nothing is forgotten. */
export async function insertInvoice(tx: WriteTx, invoice: New): Promise<void> {
  await tx('invoices').insert({ ...invoice, state: 'waiting', nextTryAt: invoice.requestedAt });
  await enqueueInvoice(tx, invoice);
}

/** Asks the worker for a try; a job of the invoice that has not begun is replaced. */
export async function enqueueInvoice(tx: WriteTx, invoice: Pick<StoredInvoice, 'facilityId' | 'id'>, runAt?: Instant): Promise<void> {
  const payload = { facilityId: invoice.facilityId, invoiceId: invoice.id };
  await enqueue(tx, 'send-invoice', payload, { key: `invoice:${invoice.id}`, ...(runAt === undefined ? {} : { runAt }) });
}

export async function lockInvoice(tx: WriteTx, facilityId: string, id: string): Promise<StoredInvoice | undefined> {
  return await tx<StoredInvoice>('invoices').where({ facilityId, id }).forUpdate().first();
}

export async function findInvoice(db: Db, facilityId: string, id: string): Promise<StoredInvoice | undefined> {
  return await db<StoredInvoice>('invoices').where({ facilityId, id }).first();
}

/** The invoice that counts for a visit: waiting, issued, or not yet cancelled. */
export async function findStandingInvoice(db: Db, facilityId: string, encounterId: string): Promise<{ id: string } | undefined> {
  return await row(
    db,
    `SELECT i.id FROM invoices AS i WHERE i.facility_id = :facilityId AND i.encounter_id = :encounterId AND i.state IN ('waiting', 'issued', 'cancelling')`,
    { facilityId, encounterId },
  );
}

type Changes = Partial<Omit<StoredInvoice, 'facilityId' | 'id' | 'encounterId' | 'body' | 'total' | 'requestedAt' | 'requestedBy'>>;

export async function saveInvoice(tx: WriteTx, invoice: Pick<StoredInvoice, 'facilityId' | 'id'>, changes: Changes): Promise<void> {
  const { issues, ...fields } = changes;
  await tx('invoices')
    .where({ facilityId: invoice.facilityId, id: invoice.id })
    .update({ ...fields, ...(issues === undefined ? {} : { issues: JSON.stringify(issues) }) });
}

export interface InvoiceRow extends Omit<StoredInvoice, 'body'> {
  encounterCode: string;
  requestedByName: string;
  cancelAskedByName: string | null;
}

const INVOICE = `
  SELECT i.facility_id, i.id, i.encounter_id, i.state, i.total, i.requested_at, i.requested_by, i.series, i.number, i.lookup_code, i.source, i.issued_at,
         i.attempts, i.last_try_at, i.next_try_at, i.issues, i.cancel_reason, i.cancel_asked_at, i.cancel_asked_by, i.cancelled_at,
         e.code AS encounter_code, u.full_name AS requested_by_name, c.full_name AS cancel_asked_by_name
    FROM invoices AS i
    JOIN encounters AS e ON e.facility_id = i.facility_id AND e.id = i.encounter_id
    JOIN users AS u ON u.id = i.requested_by
    LEFT JOIN users AS c ON c.id = i.cancel_asked_by`;

/** The invoices of some days by when they were asked for or cancelled, the newest first. */
export async function listInvoices(db: Db, facilityId: string, days: { from: Day; to: Day }): Promise<InvoiceRow[]> {
  return await rows<InvoiceRow>(
    db,
    `${INVOICE} WHERE i.facility_id = :facilityId
        AND ((i.requested_at >= :from AND i.requested_at < :until) OR (i.cancelled_at >= :from AND i.cancelled_at < :until))
      ORDER BY i.requested_at DESC, i.id DESC LIMIT 1000`,
    { facilityId, from: startOfDay(days.from), until: startOfDay(addDays(days.to, 1)) },
  );
}

export async function listInvoicesOf(db: Db, facilityId: string, encounterId: string): Promise<InvoiceRow[]> {
  return await rows<InvoiceRow>(
    db,
    `${INVOICE} WHERE i.facility_id = :facilityId AND i.encounter_id = :encounterId ORDER BY i.requested_at, i.id LIMIT 50`,
    { facilityId, encounterId },
  );
}
