import { auditSubject, read, write, type ReadTx } from '../../db/doors.ts';
import {
  closeDay,
  closeShift,
  findDay,
  findOpenShift,
  findShift,
  listShifts,
  lockDay,
  lockOpenShift,
  type ShiftRow,
} from '../../db/stores/cash-book-store.ts';
import { listReceiptsOfShift, type ReceiptRow } from '../../db/stores/receipt-store.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { compare, isNegative, places, subtract } from '../../domain/money.ts';
import { summariseShift } from '../../domain/payments/cash-shift.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { CashDayView, CloseShift, MyShift, ShiftSummaryView, ShiftView } from './book-schemas.ts';

const summaryOf = (receipts: ReceiptRow[]): ShiftSummaryView =>
  summariseShift(
    receipts.map(({ kind, amount, method, cancels, series, number }) => ({
      ...{ kind, amount, method, cancels: cancels !== null, series: series ?? undefined, number: number ?? undefined },
    })),
  );

async function viewOf(tx: ReadTx, shift: ShiftRow): Promise<ShiftView> {
  const receipts = await listReceiptsOfShift(tx, shift.facilityId, shift.id);
  return { ...shift, summary: summaryOf(receipts), receipts };
}

/** The open shift of who asks, with every row of it. */
export async function viewMyShift(ctx: ApiCtx): Promise<MyShift> {
  return await read(ctx, async (tx) => {
    const shift = await findOpenShift(tx, ctx.facilityId, ctx.actor.userId);
    return { shift: shift === undefined ? null : await viewOf(tx, shift) };
  });
}

/** Ends the shift of who asks with the count of the drawer; a difference needs its reason. */
export async function endShift(ctx: ApiCtx, id: string, input: CloseShift): Promise<ShiftView> {
  return await write(ctx, 'cash.shift.close', async (tx) => {
    const open = await lockOpenShift(tx, ctx.facilityId, ctx.actor.userId);
    const known = await findShift(tx, ctx.facilityId, id);
    if (known === undefined || known.cashierId !== ctx.actor.userId) throw notFound('shift_not_found');
    if (open?.id !== id) throw conflict('shift_closed');
    const { countedCash } = input;
    if (places(countedCash) > 0 || isNegative(countedCash)) throw rejected([error('payment_not_whole', 'countedCash')]);
    const { expectedCash } = summaryOf(await listReceiptsOfShift(tx, ctx.facilityId, id));
    const differenceReason = input.differenceReason || null;
    if (compare(countedCash, expectedCash) !== 0 && differenceReason === null) {
      const difference = subtract(countedCash, expectedCash);
      throw rejected([error('shift_difference', 'differenceReason', { difference })]);
    }
    await closeShift(tx, open, { closedAt: ctx.now, expectedCash, countedCash, differenceReason });
    auditSubject(tx, { objectId: id, ...(differenceReason === null ? {} : { reason: differenceReason }) });
    const closed = await findShift(tx, ctx.facilityId, id);
    if (closed === undefined) throw new Error('a shift is gone');
    return await viewOf(tx, closed);
  });
}

/** A day of the cash book: its shifts, all of it in figures, and every cancel. */
export async function viewCashDay(ctx: ApiCtx, day: Day): Promise<CashDayView> {
  return await read(ctx, async (tx) => {
    const found = await findDay(tx, ctx.facilityId, day);
    const shifts: CashDayView['shifts'] = [];
    const receipts: ReceiptRow[] = [];
    for (const shift of await listShifts(tx, ctx.facilityId, day)) {
      const written = await listReceiptsOfShift(tx, ctx.facilityId, shift.id);
      shifts.push({ ...shift, summary: summaryOf(written) });
      receipts.push(...written);
    }
    return {
      ...{ day, closedAt: found?.closedAt ?? null, closedByName: found?.closedByName ?? null },
      ...{
        shifts,
        summary: summaryOf(receipts),
        cancelled: receipts.filter(({ cancelledAt, cancels }) => cancelledAt !== null || cancels !== null),
      },
    };
  });
}

/** Ends a day of the cash book once all its shifts are closed; what comes after goes into the next day. */
export async function endDay(ctx: ApiCtx, { day }: { day: Day }): Promise<{ day: Day }> {
  return await write(ctx, 'cash.day.close', async (tx) => {
    if (day > localDay(ctx.now)) throw rejected([error('cash_day_future', 'day')]);
    const held = await lockDay(tx, ctx.facilityId, day);
    if (held === undefined) throw rejected([error('cash_day_empty', 'day')]);
    if (held.closedAt !== null) throw conflict('cash_day_closed', 'day');
    const open = (await listShifts(tx, ctx.facilityId, day)).filter(({ closedAt }) => closedAt === null);
    if (open.length > 0) throw rejected([error('cash_day_has_open_shift', 'day', { n: open.length })]);
    await closeDay(tx, { facilityId: ctx.facilityId, id: held.id }, { closedAt: ctx.now, closedBy: ctx.actor.userId });
    auditSubject(tx, { objectId: held.id });
    return { day };
  });
}
