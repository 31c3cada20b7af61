import type { Day, Instant } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { add, compare, isNegative, subtract, type Decimal } from '../../domain/money.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

export interface Lot {
  facilityId: string;
  id: string;
  drugCode: string;
  lotNumber: string;
  expiresOn: Day;
  registrationNumber: string | null;
  tender: string | null;
  unitPrice: Decimal;
  recalledAt: Instant | null;
}

/** Puts lots on file; the id follows from what tells them apart, so the same delivery typed twice is one lot. */
export async function insertLots(
  tx: WriteTx,
  facilityId: string,
  lots: Omit<Lot, 'facilityId' | 'id' | 'recalledAt'>[],
): Promise<string[]> {
  const withIds = lots.map((lot) => ({ ...lot, facilityId, id: lotId(facilityId, lot) }));
  const distinct = [...new Map(withIds.map((lot) => [lot.id, lot])).values()];
  if (distinct.length > 0) await tx('stockLots').insert(distinct).onConflict(['facility_id', 'id']).ignore();
  return withIds.map(({ id }) => id);
}

function lotId(facilityId: string, lot: Omit<Lot, 'facilityId' | 'id' | 'recalledAt'>): string {
  const apart = [lot.drugCode, lot.lotNumber, lot.expiresOn, lot.registrationNumber ?? '', lot.tender ?? '', add(lot.unitPrice)];
  return derivedId(facilityId, 'lot', JSON.stringify(apart));
}

export async function findLots(db: Db, facilityId: string, ids: string[]): Promise<Map<string, Lot>> {
  const found = await db<Lot>('stockLots').where({ facilityId }).whereIn('id', ids).limit(1000);
  return new Map(found.map((lot) => [lot.id, lot]));
}

/** One change of one shelf; `quantity` is signed. */
export interface Movement {
  depotId: string;
  lotId: string;
  lineId: string;
  quantity: Decimal;
}

/** What a document has moved, in the order of its lines. */
export async function listMovementsOf(db: Db, facilityId: string, documentId: string): Promise<Movement[]> {
  return await rows<Movement>(
    db,
    `SELECT m.depot_id, m.lot_id, m.line_id, m.quantity
       FROM stock_document_lines AS l JOIN stock_movements AS m ON m.facility_id = l.facility_id AND m.line_id = l.id
      WHERE l.facility_id = :facilityId AND l.document_id = :documentId ORDER BY l.sequence, m.id`,
    { facilityId, documentId },
  );
}

/** A shelf that has not what a line wants; `available` leaves out what is reserved. */
export interface Shortage {
  lineId: string;
  depotId: string;
  lotId: string;
  available: Decimal;
}

export interface Shelf {
  id: string;
  depotId: string;
  lotId: string;
  onHand: Decimal;
  reserved: Decimal;
  lastSequence: number;
}

/**
 * Writes movements into the ledger and moves the balances along, all or nothing: with a shortage nothing is written and the
 * shortages are returned. The shelves are locked in one order, so parallel postings wait and never overdraw.
 */
export async function postMovements(
  tx: WriteTx,
  at: { facilityId: string; day: Day; postedAt: Instant },
  movements: Movement[],
): Promise<Shortage[]> {
  const shelves = await lockShelves(tx, at.facilityId, movements);
  const shortages: Shortage[] = [];
  const entries = movements.map((movement) => {
    const shelf = shelves.get(shelfKey(movement));
    if (shelf === undefined) throw new Error('a locked shelf is missing');
    const available = subtract(shelf.onHand, shelf.reserved);
    const { lineId, depotId, lotId } = movement;
    if (isNegative(movement.quantity) && isNegative(add(available, movement.quantity)))
      shortages.push({ lineId, depotId, lotId, available });
    shelf.onHand = add(shelf.onHand, movement.quantity);
    shelf.lastSequence += 1;
    return { ...at, ...movement, sequence: shelf.lastSequence, balance: shelf.onHand, id: movementId(at.facilityId, movement, shelf) };
  });
  if (shortages.length > 0 || entries.length === 0) return shortages;
  await tx('stockMovements').insert(entries);
  await writeShelves(tx, at.facilityId, [...shelves.values()]);
  return [];
}

const shelfKey = ({ depotId, lotId }: { depotId: string; lotId: string }): string => `${depotId}|${lotId}`;
const movementId = (facilityId: string, { depotId, lotId }: Movement, shelf: Shelf): string =>
  derivedId(facilityId, 'movement', depotId, lotId, String(shelf.lastSequence));

/** The shelves of these movements, made where there are none yet, held until commit. */
async function lockShelves(tx: WriteTx, facilityId: string, movements: Movement[]): Promise<Map<string, Shelf>> {
  const wanted = [...new Map(movements.map((one) => [shelfKey(one), { depotId: one.depotId, lotId: one.lotId }])).values()];
  if (wanted.length === 0) return new Map();
  const ids = wanted.map(({ depotId, lotId }) => derivedId(facilityId, 'shelf', depotId, lotId)).sort();
  const fresh = wanted.map((one) => ({ ...one, facilityId, id: derivedId(facilityId, 'shelf', one.depotId, one.lotId), onHand: '0' }));
  await tx('stockBalances')
    .insert(fresh.sort((a, b) => (a.id < b.id ? -1 : 1)))
    .onConflict(['facility_id', 'id'])
    .ignore();
  const found = await rows<Shelf>(tx, `${SHELF} WHERE b.facility_id = :facilityId AND b.id = ANY (:ids) ORDER BY b.id FOR UPDATE`, {
    facilityId,
    ids,
  } as never);
  return new Map(found.map((shelf) => [shelfKey(shelf), shelf]));
}

const SHELF = `SELECT b.id, b.depot_id, b.lot_id, b.on_hand, b.reserved, b.last_sequence FROM stock_balances AS b`;

async function writeShelves(tx: WriteTx, facilityId: string, shelves: Shelf[]): Promise<void> {
  await tx.raw(
    `UPDATE stock_balances AS b SET on_hand = s.on_hand, last_sequence = s.last_sequence
       FROM jsonb_to_recordset(CAST(:shelves AS jsonb)) AS s (id uuid, on_hand numeric, last_sequence integer)
      WHERE b.facility_id = :facilityId AND b.id = s.id`,
    {
      facilityId,
      shelves: JSON.stringify(shelves.map(({ id, onHand, lastSequence }) => ({ id, on_hand: onHand, last_sequence: lastSequence }))),
    },
  );
}

export interface ShelfLot extends Shelf {
  drugCode: string;
  lotNumber: string;
  expiresOn: Day;
  recalled: boolean;
}

const SHELF_LOT = `SELECT b.id, b.depot_id, b.lot_id, b.on_hand, b.reserved, b.last_sequence, l.drug_code, l.lot_number, l.expires_on,
    l.recalled_at IS NOT NULL AS recalled
  FROM stock_lots AS l JOIN stock_balances AS b ON b.facility_id = l.facility_id AND b.lot_id = l.id
 WHERE l.facility_id = :facilityId AND l.drug_code = ANY (:drugCodes) AND b.depot_id = :depotId AND b.on_hand > 0`;

/** What lies of some drugs in a depot. */
export async function listShelves(db: Db, facilityId: string, depotId: string, drugCodes: string[]): Promise<ShelfLot[]> {
  return await rows<ShelfLot>(db, `${SHELF_LOT} ORDER BY l.drug_code, l.expires_on, l.id LIMIT 2000`, {
    facilityId,
    depotId,
    drugCodes,
  } as never);
}

/** The same, held until commit: for choosing and reserving. */
export async function lockShelvesOf(tx: WriteTx, facilityId: string, depotId: string, drugCodes: string[]): Promise<ShelfLot[]> {
  const found = await rows<ShelfLot>(tx, `${SHELF_LOT} ORDER BY b.id LIMIT 2000 FOR UPDATE OF b`, {
    facilityId,
    depotId,
    drugCodes,
  } as never);
  return found.sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : a.expiresOn > b.expiresOn ? 1 : a.lotId < b.lotId ? -1 : 1));
}

/** Adds to what is reserved on locked shelves; less than nothing releases. */
export async function changeReserved(tx: WriteTx, facilityId: string, changes: { shelfId: string; by: Decimal }[]): Promise<void> {
  const wanted = changes.filter(({ by }) => compare(by, '0') !== 0).map(({ shelfId, by }) => ({ id: shelfId, by }));
  if (wanted.length === 0) return;
  await tx.raw(
    `UPDATE stock_balances AS b SET reserved = b.reserved + s.by
       FROM (SELECT c.id, sum(c.by) AS by FROM jsonb_to_recordset(CAST(:changes AS jsonb)) AS c (id uuid, by numeric) GROUP BY c.id) AS s
      WHERE b.facility_id = :facilityId AND b.id = s.id`,
    { facilityId, changes: JSON.stringify(wanted) },
  );
}

/** Holds the month of the books against closing while something is posted into it; true when it is closed already. */
export async function holdPeriod(tx: WriteTx, facilityId: string, day: Day): Promise<{ closed: boolean }> {
  const month = `${day.slice(0, 7)}-01`;
  await tx('stockPeriods')
    .insert({ facilityId, id: derivedId(facilityId, 'stock-period', month), month })
    .onConflict(['facility_id', 'id'])
    .ignore();
  const period = await row<{ closed: boolean }>(
    tx,
    `SELECT p.closed_at IS NOT NULL AS closed FROM stock_periods AS p WHERE p.facility_id = :facilityId AND p.month = :month FOR SHARE`,
    { facilityId, month },
  );
  if (period === undefined) throw new Error('a month that was just made is missing');
  return period;
}

/** Closes the month once nobody posts into it; false when it was closed before. */
export async function closePeriod(tx: WriteTx, facilityId: string, closing: { month: Day; by: string; at: Instant }): Promise<boolean> {
  const { month } = closing;
  await tx('stockPeriods')
    .insert({ facilityId, id: derivedId(facilityId, 'stock-period', month), month })
    .onConflict(['facility_id', 'id'])
    .ignore();
  const closed = await tx('stockPeriods')
    .where({ facilityId, month })
    .whereNull('closedAt')
    .update({ closedAt: closing.at, closedBy: closing.by });
  return closed === 1;
}

/** Marks a lot; false when it was recalled before. */
export async function recallLot(
  tx: WriteTx,
  lot: Pick<Lot, 'facilityId' | 'id'>,
  recall: { recalledAt: Instant; recalledBy: string; recallReason: string },
): Promise<boolean> {
  const marked = await tx('stockLots').where({ facilityId: lot.facilityId, id: lot.id }).whereNull('recalledAt').update(recall);
  return marked === 1;
}
