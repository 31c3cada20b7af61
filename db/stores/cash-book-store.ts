import { addDays, type Day, type Instant } from '../../domain/dates.ts';
import { newId } from '../../domain/ids.ts';
import type { Decimal } from '../../domain/money.ts';
import type { BookKind } from '../../domain/payments/receipt-book.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

export interface ReceiptBook {
  facilityId: string;
  id: string;
  kind: BookKind;
  series: string;
  firstNumber: number;
  lastNumber: number;
  nextNumber: number;
  holderId: string | null;
  openedAt: Instant;
  openedBy: string;
  closedAt: Instant | null;
  closedBy: string | null;
}

export interface ReceiptBookRow extends ReceiptBook {
  holderName: string | null;
  openedByName: string;
  cancelled: number;
}

export async function insertBook(tx: WriteTx, book: Omit<ReceiptBook, 'closedAt' | 'closedBy'>): Promise<void> {
  await tx('receiptBooks').insert(book);
}

/** Holds the making of books of a facility until commit, so that no number is in two of them. */
export async function lockBookMaking(tx: WriteTx, facilityId: string): Promise<void> {
  await tx.raw(`SELECT pg_advisory_xact_lock(hashtextextended('receipt-books ' || :facilityId, 0))`, { facilityId });
}

/** A book of the series that has one of the numbers already. */
export async function findOverlappingBook(
  db: Db,
  book: Pick<ReceiptBook, 'facilityId' | 'kind' | 'series' | 'firstNumber' | 'lastNumber'>,
): Promise<Pick<ReceiptBook, 'firstNumber' | 'lastNumber'> | undefined> {
  return await row(
    db,
    `SELECT b.first_number, b.last_number FROM receipt_books AS b
      WHERE b.facility_id = :facilityId AND b.kind = :kind AND b.series = :series AND b.first_number <= :lastNumber AND b.last_number >= :firstNumber
      ORDER BY b.first_number LIMIT 1`,
    { ...book },
  );
}

/** The books, those in use first, each with how many of its sheets were cancelled. */
export async function listBooks(db: Db, facilityId: string): Promise<ReceiptBookRow[]> {
  return await rows<ReceiptBookRow>(
    db,
    `SELECT b.facility_id, b.id, b.kind, b.series, b.first_number, b.last_number, b.next_number, b.holder_id, b.opened_at, b.opened_by, b.closed_at,
            b.closed_by, h.full_name AS holder_name, o.full_name AS opened_by_name,
            (SELECT count(*)::int FROM receipts AS r JOIN receipts AS c ON c.facility_id = r.facility_id AND c.cancels = r.id
              WHERE r.facility_id = b.facility_id AND r.book_id = b.id) AS cancelled
       FROM receipt_books AS b
       JOIN users AS o ON o.id = b.opened_by
       LEFT JOIN users AS h ON h.id = b.holder_id
      WHERE b.facility_id = :facilityId
      ORDER BY b.closed_at IS NOT NULL, b.kind DESC, b.opened_at DESC, b.id LIMIT 200`,
    { facilityId },
  );
}

export async function lockBook(tx: WriteTx, facilityId: string, id: string): Promise<ReceiptBook | undefined> {
  return await tx<ReceiptBook>('receiptBooks').where({ facilityId, id }).forUpdate().first();
}

export async function closeBook(tx: WriteTx, book: ReceiptBook, by: { closedAt: Instant; closedBy: string }): Promise<void> {
  await tx('receiptBooks').where({ facilityId: book.facilityId, id: book.id }).update(by);
}

/** Another book is looked for when the last sheet was taken by somebody else in this moment. */
const TRIES = 5;

/** The next number of the cashier's own book, else of one for everybody, held until commit; undefined when no book has sheets left. */
export async function takeSheet(
  tx: WriteTx,
  at: { facilityId: string; kind: BookKind; cashierId: string },
): Promise<{ bookId: string; series: string; number: number } | undefined> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const book = await row<{ id: string; series: string; number: number }>(
      tx,
      `SELECT b.id, b.series, b.next_number AS number FROM receipt_books AS b
        WHERE b.facility_id = :facilityId AND b.kind = :kind AND b.closed_at IS NULL AND b.next_number <= b.last_number
          AND (b.holder_id IS NULL OR b.holder_id = :cashierId)
        ORDER BY b.holder_id IS NULL, b.opened_at, b.id LIMIT 1 FOR UPDATE`,
      { ...at },
    );
    if (book === undefined) continue;
    await tx('receiptBooks')
      .where({ facilityId: at.facilityId, id: book.id })
      .update({ nextNumber: book.number + 1 });
    return { bookId: book.id, series: book.series, number: book.number };
  }
  return undefined;
}

export interface Shift {
  facilityId: string;
  id: string;
  version: number;
  cashierId: string;
  day: Day;
  openedAt: Instant;
  closedAt: Instant | null;
  expectedCash: Decimal | null;
  countedCash: Decimal | null;
  differenceReason: string | null;
}

export interface ShiftRow extends Shift {
  cashierName: string;
}

/** The open shift of a cashier, held until commit, so that nothing is written into it while it is closed. */
export async function lockOpenShift(tx: WriteTx, facilityId: string, cashierId: string): Promise<Shift | undefined> {
  return await tx<Shift>('cashierShifts').where({ facilityId, cashierId }).whereNull('closedAt').forUpdate().first();
}

/** The shift money is written into now: the open one, or a new one on the first day of the cash book that is not closed. */
export async function enterShift(
  tx: WriteTx,
  at: { facilityId: string; cashierId: string; today: Day; now: Instant },
): Promise<Pick<Shift, 'id' | 'day'>> {
  const { facilityId, cashierId } = at;
  const open = await lockOpenShift(tx, facilityId, cashierId);
  if (open !== undefined) return open;
  const day = await lockOpenDay(tx, facilityId, at.today);
  // Another window of the same cashier may have begun the shift while this one waited for the day.
  const begun = await lockOpenShift(tx, facilityId, cashierId);
  if (begun !== undefined) return begun;
  const shift = { facilityId, id: newId(), cashierId, day, openedAt: at.now };
  await tx('cashierShifts').insert(shift);
  return shift;
}

/** Today, or the day after the last closed one: what comes after the close of a day is booked into the next. */
async function lockOpenDay(tx: WriteTx, facilityId: string, today: Day): Promise<Day> {
  for (let day = today; ; day = addDays(day, 1)) {
    await tx('cashDays').insert({ facilityId, id: newId(), day }).onConflict(['facilityId', 'day']).ignore();
    const held = await lockDay(tx, facilityId, day);
    if (held?.closedAt === null) return day;
  }
}

export async function lockDay(tx: WriteTx, facilityId: string, day: Day): Promise<{ id: string; closedAt: Instant | null } | undefined> {
  return await tx<{ id: string; facilityId: string; day: Day; closedAt: Instant | null }>('cashDays')
    .where({ facilityId, day })
    .forUpdate()
    .first('id', 'closedAt');
}

export async function closeDay(
  tx: WriteTx,
  day: { facilityId: string; id: string },
  by: { closedAt: Instant; closedBy: string },
): Promise<void> {
  await tx('cashDays').where({ facilityId: day.facilityId, id: day.id }).update(by);
}

export async function findDay(
  db: Db,
  facilityId: string,
  day: Day,
): Promise<{ closedAt: Instant | null; closedByName: string | null } | undefined> {
  return await row(
    db,
    `SELECT d.closed_at, u.full_name AS closed_by_name FROM cash_days AS d LEFT JOIN users AS u ON u.id = d.closed_by
      WHERE d.facility_id = :facilityId AND d.day = :day`,
    { facilityId, day },
  );
}

const SHIFT = `
  SELECT s.facility_id, s.id, s.version, s.cashier_id, s.day, s.opened_at, s.closed_at, s.expected_cash, s.counted_cash, s.difference_reason,
         u.full_name AS cashier_name
    FROM cashier_shifts AS s JOIN users AS u ON u.id = s.cashier_id`;

export async function listShifts(db: Db, facilityId: string, day: Day): Promise<ShiftRow[]> {
  return await rows<ShiftRow>(db, `${SHIFT} WHERE s.facility_id = :facilityId AND s.day = :day ORDER BY s.opened_at, s.id LIMIT 100`, {
    facilityId,
    day,
  });
}

export async function findShift(db: Db, facilityId: string, id: string): Promise<ShiftRow | undefined> {
  return await row<ShiftRow>(db, `${SHIFT} WHERE s.facility_id = :facilityId AND s.id = :id`, { facilityId, id });
}

export async function findOpenShift(db: Db, facilityId: string, cashierId: string): Promise<ShiftRow | undefined> {
  return await row<ShiftRow>(db, `${SHIFT} WHERE s.facility_id = :facilityId AND s.cashier_id = :cashierId AND s.closed_at IS NULL`, {
    facilityId,
    cashierId,
  });
}

export async function closeShift(
  tx: WriteTx,
  shift: Pick<Shift, 'facilityId' | 'id'>,
  count: { closedAt: Instant; expectedCash: Decimal; countedCash: Decimal; differenceReason: string | null },
): Promise<void> {
  await tx('cashierShifts').where({ facilityId: shift.facilityId, id: shift.id }).update(count);
}
