import { localDay, type Day, type Instant } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { subtract, type Decimal } from '../../domain/money.ts';
import { chooseLots } from '../../domain/stock/choose-lots.ts';
import { collectUntil } from '../../domain/stock/collect-until.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';
import { readParameters } from './code-catalogue-store.ts';
import { findCounter } from './depot-store.ts';
import { changeReserved, lockShelvesOf, type ShelfLot } from './stock-ledger-store.ts';

/** A signed prescription as the window gets it: only the lines that are given here. */
export interface PrescriptionToGive {
  facilityId: string;
  prescriptionId: string;
  encounterId: string;
  signedAt: Instant;
  lines: { id: string; drugCode: string; quantity: Decimal }[];
}

export interface ReservedLine {
  lineId: string;
  reserved: Decimal;
  /** Less than prescribed lies at the counter: the rest is dispensed when it comes, or waived. */
  short: Decimal;
}

type ReleaseReason = 'dispensed' | 'cancelled' | 'expired' | 'withdrawn';

/**
 * Puts a signed prescription on the list of the dispensing window and reserves what lies at the counter, first expired first out,
 * until the last day to collect. Never refuses: what is short is reported. A facility without a counter keeps no stock here:
 * nothing is written and everything is short. Call it in the transaction that signs, after the lines are written.
 */
export async function reserveForPrescription(tx: WriteTx, prescription: PrescriptionToGive): Promise<ReservedLine[]> {
  const { facilityId, prescriptionId, encounterId, signedAt, lines } = prescription;
  const counter = await findCounter(tx, facilityId);
  if (counter === undefined || lines.length === 0) return lines.map(({ id, quantity }) => ({ lineId: id, reserved: '0', short: quantity }));
  const until = collectUntil(await readParameters(tx, 'rx.collect'), localDay(signedAt));
  await tx('dispensingOrders').insert({ facilityId, id: prescriptionId, encounterId, state: 'waiting', signedAt, collectUntil: until });
  await tx('dispensingOrderLines').insert(
    lines.map(({ id, drugCode, quantity }) => ({ facilityId, id, orderId: prescriptionId, drugCode, quantity })),
  );
  return await reserveLines(tx, { facilityId, depotId: counter.id, at: signedAt, until }, lines);
}

export interface Reserving {
  facilityId: string;
  depotId: string;
  at: Instant;
  until: Day;
}

/** Reserves what a depot has for some lines, first expired first out; what a line held before must have been released. */
export async function reserveLines(tx: WriteTx, to: Reserving, lines: PrescriptionToGive['lines']): Promise<ReservedLine[]> {
  const { facilityId, depotId } = to;
  const shelves = await lockShelvesOf(
    tx,
    facilityId,
    depotId,
    lines.map(({ drugCode }) => drugCode),
  );
  const taken: Taking[] = [];
  const reserved = lines.map((line) => {
    const own = shelves.filter(({ drugCode }) => drugCode === line.drugCode);
    const { picks, short } = chooseLots(
      own.map((shelf) => ({ ...shelf, available: subtract(shelf.onHand, shelf.reserved) })),
      line.quantity,
      localDay(to.at),
    );
    for (const pick of picks) taken.push(take(own, line.id, pick));
    return { lineId: line.id, reserved: subtract(line.quantity, short), short };
  });
  await insertReservations(tx, to, taken);
  return reserved;
}

interface Taking {
  lineId: string;
  shelf: ShelfLot;
  quantity: Decimal;
}

/** Two lines of the same drug must not take the same tablets. */
function take(shelves: ShelfLot[], lineId: string, pick: { lotId: string; quantity: Decimal }): Taking {
  const shelf = shelves.find(({ lotId }) => lotId === pick.lotId);
  if (shelf === undefined) throw new Error('a chosen lot is not on the shelf');
  shelf.onHand = subtract(shelf.onHand, pick.quantity);
  return { lineId, shelf, quantity: pick.quantity };
}

async function insertReservations(tx: WriteTx, { facilityId, at, until }: Reserving, taken: Taking[]): Promise<void> {
  if (taken.length === 0) return;
  await changeReserved(
    tx,
    facilityId,
    taken.map(({ shelf, quantity }) => ({ shelfId: shelf.id, by: quantity })),
  );
  await tx('stockReservations').insert(
    taken.map(({ lineId, shelf, quantity }) => ({
      ...{ facilityId, id: derivedId(facilityId, 'reservation', lineId, shelf.id, at), lineId },
      ...{ balanceId: shelf.id, quantity, reservedAt: at, until },
    })),
  );
}

/** Gives back whatever a prescription still holds; the window may go on dispensing from what is free. */
export async function releaseHeld(
  tx: WriteTx,
  held: { facilityId: string; prescriptionId: string; at: Instant },
  reason: ReleaseReason,
): Promise<void> {
  await release(
    tx,
    held,
    reason,
    `r.line_id IN (SELECT l.id FROM dispensing_order_lines AS l WHERE l.facility_id = :facilityId AND l.order_id = :prescriptionId)`,
  );
}

/**
 * Takes a prescription off the window because it was replaced or withdrawn by its doctor. Answers `dispensed` and changes nothing
 * when something of it has been handed out: then the drugs have to come back first.
 */
export async function releaseReservations(
  tx: WriteTx,
  held: { facilityId: string; prescriptionId: string; at: Instant },
): Promise<'released' | 'dispensed'> {
  const { facilityId, prescriptionId } = held;
  const order = await tx<{ facilityId: string; id: string }>('dispensingOrders')
    .where({ facilityId, id: prescriptionId })
    .forUpdate()
    .first('id');
  if (order === undefined) return 'released';
  const given = await tx<{ facilityId: string; orderId: string; given: string }>('dispensingOrderLines')
    .where({ facilityId, orderId: prescriptionId })
    .where('given', '>', '0')
    .first('given');
  if (given !== undefined) return 'dispensed';
  await releaseHeld(tx, held, 'cancelled');
  await tx('dispensingOrders').where({ facilityId, id: prescriptionId }).update({ state: 'cancelled' });
  return 'released';
}

/** Gives back what nobody collected in time; the prescriptions stay on the list. Returns how many reservations ended. */
export async function releaseExpired(tx: WriteTx, facilityId: string, at: Instant): Promise<number> {
  return await release(tx, { facilityId, today: localDay(at), at }, 'expired', `r.until < :today`);
}

/** Gives back what is held of a lot that is recalled. */
export async function releaseLot(tx: WriteTx, held: { facilityId: string; lotId: string; at: Instant }): Promise<number> {
  return await release(
    tx,
    held,
    'withdrawn',
    `r.balance_id IN (SELECT b.id FROM stock_balances AS b WHERE b.facility_id = :facilityId AND b.lot_id = :lotId)`,
  );
}

async function release(
  tx: WriteTx,
  bindings: { facilityId: string; at: Instant } & Record<string, string>,
  reason: ReleaseReason,
  which: string,
): Promise<number> {
  // The shelves first and in one order, as every other posting does.
  const held = await rows<{ id: string; balanceId: string; quantity: Decimal }>(
    tx,
    `SELECT r.id, r.balance_id, r.quantity FROM stock_reservations AS r
       JOIN stock_balances AS b ON b.facility_id = r.facility_id AND b.id = r.balance_id
      WHERE r.facility_id = :facilityId AND r.released_at IS NULL AND ${which} ORDER BY b.id, r.id LIMIT 5000 FOR UPDATE OF b`,
    bindings,
  );
  if (held.length === 0) return 0;
  // Somebody may have released one while the shelf was awaited: only what is still held counts.
  const freed = await rows<{ balanceId: string; quantity: Decimal }>(
    tx,
    `UPDATE stock_reservations AS r SET released_at = :at, release_reason = :reason
      WHERE r.facility_id = :facilityId AND r.id = ANY (:ids) AND r.released_at IS NULL RETURNING r.balance_id, r.quantity`,
    { facilityId: bindings.facilityId, at: bindings.at, reason, ids: held.map(({ id }) => id) } as never,
  );
  await changeReserved(
    tx,
    bindings.facilityId,
    freed.map(({ balanceId, quantity }) => ({ shelfId: balanceId, by: `-${quantity}` })),
  );
  return freed.length;
}

/** What is free at the counter of some drugs on a day, by code; undefined when the facility keeps no stock here. */
export async function findFree(
  db: Db,
  facilityId: string,
  at: { drugCodes: string[]; day: Day },
): Promise<Map<string, Decimal> | undefined> {
  const counter = await findCounter(db, facilityId);
  if (counter === undefined) return undefined;
  const found = await rows<{ drugCode: string; free: Decimal }>(
    db,
    `SELECT l.drug_code, sum(b.on_hand - b.reserved) AS free FROM stock_lots AS l
       JOIN stock_balances AS b ON b.facility_id = l.facility_id AND b.lot_id = l.id
      WHERE l.facility_id = :facilityId AND l.drug_code = ANY (:drugCodes) AND l.expires_on >= :day AND l.recalled_at IS NULL
        AND b.depot_id = :depotId
      GROUP BY l.drug_code ORDER BY l.drug_code LIMIT 500`,
    { facilityId, depotId: counter.id, ...at } as never,
  );
  return new Map(at.drugCodes.map((code) => [code, found.find((one) => one.drugCode === code)?.free ?? '0']));
}

/** What a prescription holds on which shelf. */
export async function listHeld(db: Db, facilityId: string, prescriptionId: string): Promise<{ balanceId: string; quantity: Decimal }[]> {
  return await rows<{ balanceId: string; quantity: Decimal }>(
    db,
    `SELECT r.balance_id, sum(r.quantity) AS quantity FROM dispensing_order_lines AS l
       JOIN stock_reservations AS r ON r.facility_id = l.facility_id AND r.line_id = l.id AND r.released_at IS NULL
      WHERE l.facility_id = :facilityId AND l.order_id = :prescriptionId GROUP BY r.balance_id ORDER BY r.balance_id LIMIT 500`,
    { facilityId, prescriptionId },
  );
}
