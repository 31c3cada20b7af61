import type { Day, Instant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import type { DocumentLine } from '../../domain/stock/check-document.ts';
import { documentNumber, rulesOfKind, type DocumentKind } from '../../domain/stock/document-kinds.ts';
import { takeNumber, type WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export type DocumentState = 'draft' | 'submitted' | 'posted' | 'cancelled';

export interface StockDocumentRow {
  facilityId: string;
  id: string;
  version: number;
  kind: DocumentKind;
  state: DocumentState;
  number: string | null;
  day: Day;
  depotId: string;
  toDepotId: string | null;
  partner: string | null;
  invoiceNumber: string | null;
  reason: string | null;
  /** The booked document that this one puts right. */
  reversesId: string | null;
  draft: DocumentLine[];
  createdBy: string;
  createdAt: Instant;
  postedBy: string | null;
  postedAt: Instant | null;
  cancelledBy: string | null;
  cancelledAt: Instant | null;
  cancelReason: string | null;
}

type Head = Pick<
  StockDocumentRow,
  | 'facilityId'
  | 'id'
  | 'kind'
  | 'day'
  | 'depotId'
  | 'toDepotId'
  | 'partner'
  | 'invoiceNumber'
  | 'reason'
  | 'draft'
  | 'createdBy'
  | 'createdAt'
> &
  Partial<Pick<StockDocumentRow, 'reversesId'>>;

export async function insertDocument(tx: WriteTx, head: Head): Promise<void> {
  await tx('stockDocuments').insert({ ...head, draft: JSON.stringify(head.draft), state: 'draft' });
}

/** The document, held until commit, so that it is posted once. */
export async function lockDocument(tx: WriteTx, facilityId: string, id: string): Promise<StockDocumentRow | undefined> {
  return await tx<StockDocumentRow>('stockDocuments').where({ facilityId, id }).forUpdate().first();
}

type Changes = Partial<Omit<StockDocumentRow, 'facilityId' | 'id' | 'version' | 'createdBy' | 'createdAt'>>;

/** Writes to the locked document and returns its new version. */
export async function updateDocument(
  tx: WriteTx,
  document: Pick<StockDocumentRow, 'facilityId' | 'id'>,
  changes: Changes,
): Promise<number> {
  const { draft, ...fields } = changes;
  const [updated] = await tx<StockDocumentRow>('stockDocuments')
    .where({ facilityId: document.facilityId, id: document.id })
    .update({ ...fields, ...(draft === undefined ? {} : { draft: JSON.stringify(draft) as never }) })
    .returning('version');
  if (updated === undefined) throw new Error('a locked document vanished');
  return updated.version;
}

export interface PostedLine {
  id: string;
  lotId: string;
  quantity: Decimal;
  counted?: Decimal | undefined;
  prescriptionLineId?: string | undefined;
  reversesLineId?: string | undefined;
}

/** The lines of a document as they are booked; they are never changed. */
export async function insertPostedLines(
  tx: WriteTx,
  document: Pick<StockDocumentRow, 'facilityId' | 'id'>,
  lines: PostedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx('stockDocumentLines').insert(
    lines.map((line, i) => ({
      facilityId: document.facilityId,
      id: line.id,
      documentId: document.id,
      sequence: i + 1,
      lotId: line.lotId,
      quantity: line.quantity,
      counted: line.counted ?? null,
      prescriptionLineId: line.prescriptionLineId ?? null,
      reversesLineId: line.reversesLineId ?? null,
    })),
  );
}

/** The next number of a kind in the year of the books, gapless. */
export async function takeDocumentNumber(tx: WriteTx, facilityId: string, at: { kind: DocumentKind; day: Day }): Promise<string> {
  const series = `stock.${rulesOfKind[at.kind].prefix}.${at.day.slice(0, 4)}`;
  return documentNumber(at.kind, at.day, await takeNumber(tx, facilityId, series));
}

export interface DocumentSummaryRow extends Omit<
  StockDocumentRow,
  'facilityId' | 'draft' | 'cancelledBy' | 'cancelledAt' | 'createdBy' | 'postedBy'
> {
  depotName: string;
  toDepotName: string | null;
  createdByName: string;
  postedByName: string | null;
  /** Number of the document that this one puts right, and of the one that puts this one right. */
  reversesNumber: string | null;
  reversedById: string | null;
  reversedByNumber: string | null;
  lineCount: number;
}

const SUMMARY = `
  SELECT d.id, d.version, d.kind, d.state, d.number, d.day, d.depot_id, p.name AS depot_name, d.to_depot_id, t.name AS to_depot_name, d.partner,
         d.invoice_number, d.reason, c.full_name AS created_by_name, d.created_at, u.full_name AS posted_by_name, d.posted_at, d.cancel_reason,
         d.reverses_id, r.number AS reverses_number, v.id AS reversed_by_id, v.number AS reversed_by_number,
         CASE WHEN d.state = 'posted'
              THEN (SELECT count(*)::int FROM stock_document_lines AS l WHERE l.facility_id = d.facility_id AND l.document_id = d.id)
              ELSE jsonb_array_length(d.draft) END AS line_count
    FROM stock_documents AS d
    JOIN depots AS p ON p.facility_id = d.facility_id AND p.id = d.depot_id
    LEFT JOIN depots AS t ON t.facility_id = d.facility_id AND t.id = d.to_depot_id
    JOIN users AS c ON c.id = d.created_by
    LEFT JOIN users AS u ON u.id = d.posted_by
    LEFT JOIN stock_documents AS r ON r.facility_id = d.facility_id AND r.id = d.reverses_id
    LEFT JOIN stock_documents AS v ON v.facility_id = d.facility_id AND v.reverses_id = d.id`;

/**
 * Documents of some days, the newest first; what still waits for somebody stands before all. Without a kind those of the desk: the
 * hundreds a day that go to patients are asked for by name.
 */
export async function listDocuments(
  db: Db,
  facilityId: string,
  asked: { from: Day; to: Day; kind: DocumentKind | null; state: DocumentState | null; limit: number },
): Promise<DocumentSummaryRow[]> {
  return await rows<DocumentSummaryRow>(
    db,
    `${SUMMARY}
      WHERE d.facility_id = :facilityId AND d.day BETWEEN :from AND :to
        AND (d.kind = :kind OR (CAST(:kind AS text) IS NULL AND d.kind NOT IN ('dispense', 'dispense-return', 'cabinet-issue'))) AND (CAST(:state AS text) IS NULL OR d.state = :state)
      ORDER BY (d.state IN ('draft', 'submitted')) DESC, d.day DESC, d.id DESC LIMIT :limit`,
    { facilityId, ...asked },
  );
}

export async function findDocumentSummary(db: Db, facilityId: string, id: string): Promise<DocumentSummaryRow | undefined> {
  return (await rows<DocumentSummaryRow>(db, `${SUMMARY} WHERE d.facility_id = :facilityId AND d.id = :id`, { facilityId, id }))[0];
}

export async function findDraft(db: Db, facilityId: string, id: string): Promise<DocumentLine[]> {
  return (await db<StockDocumentRow>('stockDocuments').where({ facilityId, id }).first('draft'))?.draft ?? [];
}

/** The document that puts another one right, if there is one. */
export async function findReversalOf(db: Db, facilityId: string, id: string): Promise<{ id: string } | undefined> {
  return await db<StockDocumentRow>('stockDocuments').where({ facilityId, reversesId: id }).first('id');
}

/** The booked lines of a document in their order, all of them. */
export async function listLinesToReverse(
  db: Db,
  facilityId: string,
  documentId: string,
): Promise<Pick<PostedLine, 'id' | 'lotId' | 'quantity'>[]> {
  return await db<PostedLine & { facilityId: string; documentId: string; sequence: number }>('stockDocumentLines')
    .where({ facilityId, documentId })
    .orderBy('sequence')
    .select('id', 'lotId', 'quantity');
}

export interface BookedLineRow {
  id: string;
  drugCode: string;
  quantity: Decimal;
  lotId: string;
  lotNumber: string;
  expiresOn: Day;
  registrationNumber: string | null;
  tender: string | null;
  unitPrice: Decimal;
  counted: Decimal | null;
}

/** The booked lines of a document with what is known of their lots. */
export async function listBookedLines(db: Db, facilityId: string, documentId: string): Promise<BookedLineRow[]> {
  return await rows<BookedLineRow>(
    db,
    `SELECT l.id, o.drug_code, l.quantity, l.lot_id, o.lot_number, o.expires_on, o.registration_number, o.tender, o.unit_price, l.counted
       FROM stock_document_lines AS l JOIN stock_lots AS o ON o.facility_id = l.facility_id AND o.id = l.lot_id
      WHERE l.facility_id = :facilityId AND l.document_id = :documentId ORDER BY l.sequence LIMIT 2000`,
    { facilityId, documentId },
  );
}
