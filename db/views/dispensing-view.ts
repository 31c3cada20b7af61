import type { Tranche } from '../../domain/prescriptions/split-documents.ts';
import type { Day, Instant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import { foldName } from '../../domain/patients/fold-name.ts';
import { row, rows, type Db } from '../knex.ts';
import type { OrderState } from '../stores/dispensing-store.ts';

export interface WaitingPrescription {
  id: string;
  state: OrderState;
  prescriptionCode: string;
  prescriptionType: string;
  signedAt: Instant;
  collectUntil: Day;
  encounterCode: string;
  ticket: string | null;
  fullName: string;
  birthDate: string;
  birthPrecision: string;
  lineCount: number;
}

const TICKET = `(SELECT r.code || '-' || t.number FROM queue_tickets AS t JOIN rooms AS r ON r.facility_id = t.facility_id AND r.id = t.room_id
    WHERE t.facility_id = o.facility_id AND t.encounter_id = o.encounter_id ORDER BY t.taken_at, t.id LIMIT 1)`;

const ENTRY = `
  SELECT o.id, o.state, p.code AS prescription_code, p.type AS prescription_type, o.signed_at, o.collect_until, e.code AS encounter_code,
         ${TICKET} AS ticket, n.full_name, n.birth_date, n.birth_precision,
         (SELECT count(*)::int FROM dispensing_order_lines AS l WHERE l.facility_id = o.facility_id AND l.order_id = o.id) AS line_count
    FROM dispensing_orders AS o
    JOIN prescriptions AS p ON p.facility_id = o.facility_id AND p.id = o.id
    JOIN encounters AS e ON e.facility_id = o.facility_id AND e.id = o.encounter_id
    JOIN patients AS n ON n.id = e.patient_id`;

/** Signed prescriptions that wait, in the order of signing; with `since` those signed after it, whatever became of them. */
export async function listWaiting(
  db: Db,
  facilityId: string,
  asked: { since: Instant | null; limit: number },
): Promise<WaitingPrescription[]> {
  const which = asked.since === null ? `o.state IN ('waiting', 'partial')` : `o.signed_at >= :since`;
  return await rows<WaitingPrescription>(
    db,
    `${ENTRY} WHERE o.facility_id = :facilityId AND ${which} ORDER BY o.signed_at, o.id LIMIT :limit`,
    { facilityId, limit: asked.limit, ...(asked.since === null ? {} : { since: asked.since }) },
  );
}

/** By what is scanned or typed: the code of the prescription or of the visit, the number of a ticket of the day, words of the name. */
export async function findWaiting(
  db: Db,
  facilityId: string,
  asked: { query: string; day: Day; since: Instant; limit: number },
): Promise<WaitingPrescription[]> {
  const typed = asked.query.trim();
  const words = foldName(typed)
    .split(' ')
    .filter((word) => word !== '');
  const ticket = /^(?:[a-z0-9]{1,10}-)?(\d{1,4})$/i.exec(typed)?.[1];
  return await rows<WaitingPrescription>(
    db,
    `${ENTRY}
      WHERE o.facility_id = :facilityId AND (
        p.code = lower(:typed) OR e.code = :typed
        OR (CAST(:ticket AS integer) IS NOT NULL AND EXISTS (
              SELECT FROM queue_tickets AS t WHERE t.facility_id = o.facility_id AND t.encounter_id = o.encounter_id AND t.day = :day
                 AND t.number = CAST(:ticket AS integer)))
        OR (cardinality(CAST(:words AS text[])) > 0 AND CAST(:ticket AS integer) IS NULL AND o.signed_at >= :since
            AND n.name_tokens @> CAST(:whole AS text[]) AND ' ' || n.name_folded LIKE :last))
      ORDER BY (o.state IN ('waiting', 'partial')) DESC, o.signed_at DESC, o.id LIMIT :limit`,
    {
      ...{ facilityId, typed, ticket: ticket ?? null, day: asked.day, since: asked.since, limit: asked.limit },
      ...{ words, whole: words.slice(0, -1), last: `% ${words.at(-1) ?? ''}%` },
    } as never,
  );
}

export interface DispensingHead {
  prescriptionCode: string;
  prescriptionType: string;
  prescriberName: string;
  advice: string | null;
  ticket: string | null;
  encounterCode: string;
}

/** The document and its visit as the label and the window name them. */
export async function findDispensingHead(db: Db, facilityId: string, id: string): Promise<DispensingHead | undefined> {
  return await row<DispensingHead>(
    db,
    `SELECT p.code AS prescription_code, p.type AS prescription_type, u.full_name AS prescriber_name, p.advice, ${TICKET} AS ticket,
            e.code AS encounter_code
       FROM dispensing_orders AS o
       JOIN prescriptions AS p ON p.facility_id = o.facility_id AND p.id = o.id
       JOIN users AS u ON u.id = p.signed_by
       JOIN encounters AS e ON e.facility_id = o.facility_id AND e.id = o.encounter_id
      WHERE o.facility_id = :facilityId AND o.id = :id`,
    { facilityId, id },
  );
}

/** The dated tranches of a narcotic sheet; none of any other. */
export async function findTranches(db: Db, facilityId: string, id: string): Promise<Tranche[]> {
  const found = await row<{ tranches: Tranche[] | null }>(
    db,
    `SELECT p.tranches FROM prescriptions AS p WHERE p.facility_id = :facilityId AND p.id = :id`,
    { facilityId, id },
  );
  return found?.tranches ?? [];
}

export interface BookEntry {
  id: string;
  day: Day;
  number: string;
  kind: string;
  drugCode: string;
  lotNumber: string;
  expiresOn: Day;
  incoming: Decimal;
  outgoing: Decimal;
  patientName: string | null;
  prescriptionCode: string | null;
  collectedBy: string | null;
  collectorNumber: string | null;
  partner: string | null;
}

/** Every entry of the ledger for the controlled drugs of a type (n narcotic, h psychotropic or precursor), by day (TT 18/2026, VIII and XVI). */
export async function listControlBook(
  db: Db,
  facilityId: string,
  asked: { type: 'n' | 'h'; from: Day; to: Day; limit: number },
): Promise<BookEntry[]> {
  return await rows<BookEntry>(
    db,
    `SELECT m.id, m.day, d.number, d.kind, l.drug_code, l.lot_number, l.expires_on, greatest(m.quantity, 0) AS incoming,
            greatest(-m.quantity, 0) AS outgoing, n.full_name AS patient_name, p.code AS prescription_code, g.collected_by, g.collector_number,
            d.partner
       FROM stock_lots AS l
       JOIN stock_movements AS m ON m.facility_id = l.facility_id AND m.lot_id = l.id AND m.day BETWEEN :from AND :to
       JOIN stock_document_lines AS i ON i.facility_id = m.facility_id AND i.id = m.line_id
       JOIN stock_documents AS d ON d.facility_id = i.facility_id AND d.id = i.document_id
       LEFT JOIN dispensings AS g ON g.facility_id = d.facility_id AND g.id = d.id
       LEFT JOIN prescription_lines AS r ON r.facility_id = i.facility_id AND r.id = i.prescription_line_id
       LEFT JOIN prescriptions AS p ON p.facility_id = r.facility_id AND p.id = r.prescription_id
       LEFT JOIN cabinet_issues AS c ON c.facility_id = d.facility_id AND c.id = COALESCE(d.reverses_id, d.id)
       LEFT JOIN encounters AS e ON e.facility_id = l.facility_id AND e.id = COALESCE(p.encounter_id, c.encounter_id)
       LEFT JOIN patients AS n ON n.id = e.patient_id
      WHERE l.facility_id = :facilityId AND l.drug_code IN (SELECT c.code FROM drugs AS c WHERE c.prescription_type = :type)
      ORDER BY m.day, m.entered_at, m.id LIMIT :limit`,
    { facilityId, ...asked },
  );
}
