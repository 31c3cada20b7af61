import type { Day, Instant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import type { BaseLine } from '../../domain/stock/cabinet-needs.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

/** A base list that was asked for; the one approved last is in force. */
export interface CabinetList {
  facilityId: string;
  id: string;
  version: number;
  depotId: string;
  state: 'submitted' | 'approved' | 'refused';
  lines: BaseLine[];
  reason: string;
  requestedBy: string;
  requestedAt: Instant;
  decidedBy: string | null;
  decidedAt: Instant | null;
  refuseReason: string | null;
}

type NewList = Pick<CabinetList, 'facilityId' | 'id' | 'depotId' | 'lines' | 'reason' | 'requestedBy' | 'requestedAt'>;

export async function insertCabinetList(tx: WriteTx, list: NewList): Promise<void> {
  await tx('cabinetLists').insert({ ...list, state: 'submitted', lines: JSON.stringify(list.lines) });
}

/** The list, held until commit, so that it is decided once. */
export async function lockCabinetList(tx: WriteTx, facilityId: string, id: string): Promise<CabinetList | undefined> {
  return await tx<CabinetList>('cabinetLists').where({ facilityId, id }).forUpdate().first();
}

/** Writes the decision on the locked list and returns its new version. */
export async function decideCabinetList(
  tx: WriteTx,
  { facilityId, id }: CabinetList,
  decision: Pick<CabinetList, 'state' | 'decidedBy' | 'decidedAt' | 'refuseReason'>,
): Promise<number> {
  const [updated] = await tx<CabinetList>('cabinetLists').where({ facilityId, id }).update(decision).returning('version');
  if (updated === undefined) throw new Error('a locked list vanished');
  return updated.version;
}

export interface CabinetListView extends CabinetList {
  requestedByName: string;
  decidedByName: string | null;
}

/** The lists of a cabinet, the one that waits first, then by decision, the newest first. */
export async function listCabinetLists(db: Db, facilityId: string, depotId: string, limit: number): Promise<CabinetListView[]> {
  return await rows<CabinetListView>(
    db,
    `SELECT l.facility_id, l.id, l.version, l.depot_id, l.state, l.lines, l.reason, l.requested_by, l.requested_at, l.decided_by, l.decided_at,
            l.refuse_reason, r.full_name AS requested_by_name, d.full_name AS decided_by_name
       FROM cabinet_lists AS l
       JOIN users AS r ON r.id = l.requested_by
       LEFT JOIN users AS d ON d.id = l.decided_by
      WHERE l.facility_id = :facilityId AND l.depot_id = :depotId
      ORDER BY l.decided_at DESC NULLS FIRST, l.id DESC LIMIT :limit`,
    { facilityId, depotId, limit },
  );
}

/** The base stock in force; nothing was ever approved: an empty list. */
export async function readBaseList(db: Db, facilityId: string, depotId: string): Promise<CabinetList | undefined> {
  return await db<CabinetList>('cabinetLists')
    .where({ facilityId, depotId, state: 'approved' })
    .orderBy([
      { column: 'decidedAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first();
}

/** What top-ups of a cabinet ask for that are not booked yet, by drug. */
export async function readAskedTopUps(db: Db, facilityId: string, depotId: string): Promise<Map<string, Decimal>> {
  const found = await rows<{ drugCode: string; quantity: Decimal }>(
    db,
    `SELECT l.value ->> 'drugCode' AS drug_code, sum((l.value ->> 'quantity')::numeric) AS quantity
       FROM stock_documents AS d CROSS JOIN LATERAL jsonb_array_elements(d.draft) AS l (value)
      WHERE d.facility_id = :facilityId AND d.kind = 'cabinet-top-up' AND d.state IN ('draft', 'submitted') AND d.to_depot_id = :depotId
      GROUP BY l.value ->> 'drugCode' ORDER BY 1`,
    { facilityId, depotId },
  );
  return new Map(found.map(({ drugCode, quantity }) => [drugCode, quantity]));
}

/** A drug or a supply that was taken for a visit; the charge names its id. */
export interface IssueLine {
  id: string;
  drugCode: string;
  quantity: Decimal;
  /** How a drug is given; nothing of a supply. */
  usage: string;
  /** `included`: the price of the service it is used with contains the supply. */
  payer: 'insurance' | 'self-pay' | 'programme' | 'included';
  /** The order a supply was used with. */
  orderId?: string | undefined;
}

export interface CabinetIssue {
  facilityId: string;
  /** That of the stock document. */
  id: string;
  encounterId: string;
  orderedBy: string;
  lines: IssueLine[];
  acceptedWarnings: { code: string; path: string; reason: string }[];
}

export async function insertCabinetIssue(tx: WriteTx, issue: CabinetIssue): Promise<void> {
  await tx('cabinetIssues').insert({
    ...issue,
    lines: JSON.stringify(issue.lines),
    acceptedWarnings: JSON.stringify(issue.acceptedWarnings),
  });
}

export async function findCabinetIssue(db: Db, facilityId: string, id: string): Promise<CabinetIssue | undefined> {
  return await db<CabinetIssue>('cabinetIssues').where({ facilityId, id }).first();
}

/** True while supplies are used with an order, charged or not, that have not gone back. */
export async function hasSupplies(db: Db, order: { facilityId: string; encounterId: string; id: string }): Promise<boolean> {
  const found = await rows<{ id: string }>(
    db,
    `SELECT c.id FROM cabinet_issues AS c
      WHERE c.facility_id = :facilityId AND c.encounter_id = :encounterId
        AND EXISTS (SELECT FROM jsonb_array_elements(c.lines) AS l (value) WHERE l.value ->> 'orderId' = :id)
        AND NOT EXISTS (SELECT FROM stock_documents AS v WHERE v.facility_id = c.facility_id AND v.reverses_id = c.id)
      ORDER BY c.id LIMIT 1`,
    { facilityId: order.facilityId, encounterId: order.encounterId, id: order.id },
  );
  return found.length > 0;
}

export interface CabinetIssueView extends CabinetIssue {
  number: string;
  day: Day;
  at: Instant;
  depotName: string;
  orderedByName: string;
  issuedByName: string;
  lots: { lotNumber: string; expiresOn: Day; drugCode: string; quantity: Decimal }[];
  reversedAt: Instant | null;
  reversedByName: string | null;
  reverseReason: string | null;
}

/** What was taken from cabinets for a visit, oldest first, with the lots and what became of it. */
export async function listCabinetIssues(db: Db, facilityId: string, encounterId: string): Promise<CabinetIssueView[]> {
  return await rows<CabinetIssueView>(
    db,
    `SELECT c.facility_id, c.id, c.encounter_id, c.ordered_by, c.lines, c.accepted_warnings, d.number, d.day, d.posted_at AS at, p.name AS depot_name,
            o.full_name AS ordered_by_name, u.full_name AS issued_by_name, v.posted_at AS reversed_at, w.full_name AS reversed_by_name,
            v.reason AS reverse_reason,
            (SELECT jsonb_agg(jsonb_build_object('lotNumber', t.lot_number, 'expiresOn', t.expires_on, 'drugCode', t.drug_code,
                              'quantity', CAST(trim_scale(l.quantity) AS text)) ORDER BY l.sequence)
               FROM stock_document_lines AS l JOIN stock_lots AS t ON t.facility_id = l.facility_id AND t.id = l.lot_id
              WHERE l.facility_id = d.facility_id AND l.document_id = d.id) AS lots
       FROM cabinet_issues AS c
       JOIN stock_documents AS d ON d.facility_id = c.facility_id AND d.id = c.id
       JOIN depots AS p ON p.facility_id = d.facility_id AND p.id = d.depot_id
       JOIN users AS o ON o.id = c.ordered_by
       JOIN users AS u ON u.id = d.posted_by
       LEFT JOIN stock_documents AS v ON v.facility_id = d.facility_id AND v.reverses_id = d.id
       LEFT JOIN users AS w ON w.id = v.posted_by
      WHERE c.facility_id = :facilityId AND c.encounter_id = :encounterId ORDER BY d.posted_at, d.id LIMIT 200`,
    { facilityId, encounterId },
  );
}
