import type { Day } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import type { DocumentKind } from '../../domain/stock/document-kinds.ts';
import { row, rows, type Db } from '../knex.ts';
import { searchWords } from '../stores/search-words.ts';
import { NAMED_SUPPLIES } from '../stores/supply-store.ts';

export interface StockOnHand {
  depotId: string;
  depotName: string;
  lotId: string;
  drugCode: string;
  lotNumber: string;
  expiresOn: Day;
  unitPrice: Decimal;
  onHand: Decimal;
  reserved: Decimal;
  available: Decimal;
  recalled: boolean;
  lastOutOn: Day | null;
}

const NAMED = `SELECT d.code FROM drugs AS d WHERE (d.code LIKE :code OR (d.tokens @> CAST(:whole AS text[]) AND ' ' || d.name_folded LIKE :last))
  UNION SELECT s.code FROM supply_items AS s WHERE s.facility_id = :facilityId AND ${NAMED_SUPPLIES}`;

/**
 * What lies where, by drug and expiry. `expiringBy` keeps what expires until then, `idleSince` what nobody took out since then (by the
 * last entry of the ledger that took something out).
 */
export async function listStock(
  db: Db,
  facilityId: string,
  asked: { depotId: string | null; query: string; expiringBy: Day | null; idleSince: Day | null; limit: number },
): Promise<StockOnHand[]> {
  const words = searchWords(asked.query);
  const { depotId, expiringBy, idleSince, limit } = asked;
  return await rows<StockOnHand>(
    db,
    `SELECT b.depot_id, p.name AS depot_name, l.id AS lot_id, l.drug_code, l.lot_number, l.expires_on, l.unit_price, b.on_hand, b.reserved,
            b.on_hand - b.reserved AS available, l.recalled_at IS NOT NULL AS recalled, o.day AS last_out_on
       FROM stock_balances AS b
       JOIN stock_lots AS l ON l.facility_id = b.facility_id AND l.id = b.lot_id
       JOIN depots AS p ON p.facility_id = b.facility_id AND p.id = b.depot_id
       LEFT JOIN LATERAL (
         SELECT m.day FROM stock_movements AS m
          WHERE m.facility_id = b.facility_id AND m.depot_id = b.depot_id AND m.lot_id = b.lot_id AND m.quantity < 0
          ORDER BY m.sequence DESC LIMIT 1) AS o ON true
      WHERE b.facility_id = :facilityId AND b.on_hand > 0
        AND (CAST(:depotId AS uuid) IS NULL OR b.depot_id = :depotId)
        AND (CAST(:expiringBy AS date) IS NULL OR l.expires_on <= :expiringBy)
        AND (CAST(:idleSince AS date) IS NULL OR (COALESCE(o.day, '-infinity') < :idleSince AND EXISTS (
              SELECT FROM stock_movements AS f WHERE f.facility_id = b.facility_id AND f.depot_id = b.depot_id AND f.lot_id = b.lot_id
                 AND f.sequence = 1 AND f.day < :idleSince)))
        ${words === undefined ? '' : `AND l.drug_code IN (${NAMED})`}
      ORDER BY ${expiringBy === null ? 'l.drug_code, l.expires_on' : 'l.expires_on, l.drug_code'}, p.code, l.id LIMIT :limit`,
    { ...words, facilityId, depotId, expiringBy, idleSince, limit } as never,
  );
}

export interface CardRow {
  id: string;
  day: Day;
  number: string;
  kind: DocumentKind;
  partner: string | null;
  lotNumber: string;
  expiresOn: Day;
  incoming: Decimal;
  outgoing: Decimal;
  balance: Decimal;
}

export interface CardAsked {
  depotId: string;
  drugCode: string;
  from: Day;
  to: Day;
}

/** What lay of a drug in a depot before a day: what lies there now without what has moved since. */
export async function computeOpening(db: Db, facilityId: string, { depotId, drugCode, from }: CardAsked): Promise<Decimal> {
  const found = await row<{ opening: Decimal }>(
    db,
    `SELECT COALESCE(sum(b.on_hand), 0) - COALESCE(sum((
              SELECT sum(m.quantity) FROM stock_movements AS m
               WHERE m.facility_id = b.facility_id AND m.lot_id = b.lot_id AND m.depot_id = b.depot_id AND m.day >= :from)), 0) AS opening
       FROM stock_lots AS l JOIN stock_balances AS b ON b.facility_id = l.facility_id AND b.lot_id = l.id AND b.depot_id = :depotId
      WHERE l.facility_id = :facilityId AND l.drug_code = :drugCode`,
    { facilityId, depotId, drugCode, from },
  );
  return found?.opening ?? '0';
}

/** Every entry of the ledger for a drug in a depot, by day and then in the order the entries were made, so that no balance between falls below nothing; without the running balance of all lots. */
export async function listCard(db: Db, facilityId: string, asked: CardAsked & { limit: number }): Promise<Omit<CardRow, 'balance'>[]> {
  return await rows<Omit<CardRow, 'balance'>>(
    db,
    `SELECT m.id, m.day, d.number, d.kind, d.partner, l.lot_number, l.expires_on,
            greatest(m.quantity, 0) AS incoming, greatest(-m.quantity, 0) AS outgoing
       FROM stock_lots AS l
       JOIN stock_movements AS m ON m.facility_id = l.facility_id AND m.lot_id = l.id AND m.depot_id = :depotId
       JOIN stock_document_lines AS i ON i.facility_id = m.facility_id AND i.id = m.line_id
       JOIN stock_documents AS d ON d.facility_id = i.facility_id AND d.id = i.document_id
      WHERE l.facility_id = :facilityId AND l.drug_code = :drugCode AND m.day BETWEEN :from AND :to
      ORDER BY m.day, m.entered_at, m.id LIMIT :limit`,
    { facilityId, ...asked },
  );
}

export interface PeriodRow {
  drugCode: string;
  opening: Decimal;
  incoming: Decimal;
  outgoing: Decimal;
  closing: Decimal;
  /** Of what remains, at the price of its lots. */
  value: Decimal;
}

/** Opening, in, out and closing of a depot by drug, of the days in `[from, until)`; computed back from what lies there now. */
export async function listPeriod(
  db: Db,
  facilityId: string,
  asked: { depotId: string; from: Day; until: Day; limit: number },
): Promise<PeriodRow[]> {
  return await rows<PeriodRow>(
    db,
    `WITH moved AS (
       SELECT m.lot_id, sum(m.quantity) FILTER (WHERE m.day >= :until) AS later,
              sum(m.quantity) FILTER (WHERE m.day < :until AND m.quantity > 0) AS incoming,
              -sum(m.quantity) FILTER (WHERE m.day < :until AND m.quantity < 0) AS outgoing
         FROM stock_movements AS m
        WHERE m.facility_id = :facilityId AND m.depot_id = :depotId AND m.day >= :from
        GROUP BY m.lot_id),
     lots AS (
       SELECT l.drug_code, l.unit_price, COALESCE(v.incoming, 0) AS incoming, COALESCE(v.outgoing, 0) AS outgoing,
              b.on_hand - COALESCE(v.later, 0) AS closing
         FROM stock_balances AS b
         JOIN stock_lots AS l ON l.facility_id = b.facility_id AND l.id = b.lot_id
         LEFT JOIN moved AS v ON v.lot_id = b.lot_id
        WHERE b.facility_id = :facilityId AND b.depot_id = :depotId)
     SELECT o.drug_code, sum(o.closing - o.incoming + o.outgoing) AS opening, sum(o.incoming) AS incoming, sum(o.outgoing) AS outgoing,
            sum(o.closing) AS closing, sum(round(o.closing * o.unit_price, 2)) AS value
       FROM lots AS o GROUP BY o.drug_code
     HAVING sum(abs(o.closing) + o.incoming + o.outgoing) <> 0 OR sum(o.closing - o.incoming + o.outgoing) <> 0
      ORDER BY o.drug_code LIMIT :limit`,
    { facilityId, ...asked },
  );
}

/** When a month of the books was closed. */
export async function findClosing(db: Db, facilityId: string, month: Day): Promise<string | null> {
  const found = await row<{ closedAt: string | null }>(
    db,
    `SELECT p.closed_at FROM stock_periods AS p WHERE p.facility_id = :facilityId AND p.month = :month`,
    { facilityId, month },
  );
  return found?.closedAt ?? null;
}

export interface LotPatient {
  lotId: string;
  patientId: string;
  fullName: string;
  birthDate: string;
  birthPrecision: string;
  phone: string | null;
  /** None of what was taken from a duty cabinet. */
  prescriptionCode: string | null;
  day: Day;
  quantity: Decimal;
}

/** Who was handed something of a lot number and has not brought all of it back, by name; the last hand-over is shown. */
export async function listLotPatients(
  db: Db,
  facilityId: string,
  asked: { drugCode: string; lotNumber: string; limit: number },
): Promise<LotPatient[]> {
  return await rows<LotPatient>(
    db,
    `WITH given AS (
       SELECT i.lot_id, p.encounter_id, p.code AS prescription_code, d.day, CASE d.kind WHEN 'dispense' THEN i.quantity ELSE -i.quantity END AS quantity
         FROM stock_lots AS l
         JOIN stock_document_lines AS i ON i.facility_id = l.facility_id AND i.lot_id = l.id AND i.prescription_line_id IS NOT NULL
         JOIN stock_documents AS d ON d.facility_id = i.facility_id AND d.id = i.document_id
         JOIN prescription_lines AS r ON r.facility_id = i.facility_id AND r.id = i.prescription_line_id
         JOIN prescriptions AS p ON p.facility_id = r.facility_id AND p.id = r.prescription_id
        WHERE l.facility_id = :facilityId AND l.drug_code = :drugCode AND l.lot_number = :lotNumber
       UNION ALL
       SELECT i.lot_id, c.encounter_id, NULL, d.day, i.quantity
         FROM stock_lots AS l
         JOIN stock_document_lines AS i ON i.facility_id = l.facility_id AND i.lot_id = l.id
         JOIN stock_documents AS d ON d.facility_id = i.facility_id AND d.id = i.document_id
         JOIN cabinet_issues AS c ON c.facility_id = d.facility_id AND c.id = COALESCE(d.reverses_id, d.id)
        WHERE l.facility_id = :facilityId AND l.drug_code = :drugCode AND l.lot_number = :lotNumber)
     SELECT g.lot_id, e.patient_id, n.full_name, n.birth_date, n.birth_precision, n.phone, g.prescription_code, max(g.day) AS day,
            sum(g.quantity) AS quantity
       FROM given AS g
       JOIN encounters AS e ON e.facility_id = :facilityId AND e.id = g.encounter_id
       JOIN patients AS n ON n.id = e.patient_id
      GROUP BY g.lot_id, e.patient_id, n.full_name, n.birth_date, n.birth_precision, n.phone, g.prescription_code
     HAVING sum(g.quantity) > 0
      ORDER BY n.full_name, e.patient_id, g.prescription_code, g.lot_id LIMIT :limit`,
    { facilityId, ...asked },
  );
}
