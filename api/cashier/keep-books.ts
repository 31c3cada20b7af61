import { auditSubject, read, write } from '../../db/doors.ts';
import { findBankAccount, replaceBankAccount } from '../../db/stores/bank-account-store.ts';
import { closeBook, findOverlappingBook, insertBook, listBooks, lockBook, lockBookMaking } from '../../db/stores/cash-book-store.ts';
import { listCashiers } from '../../db/stores/user-store.ts';
import { error } from '../../domain/issue.ts';
import { bookNumber, checkBook } from '../../domain/payments/receipt-book.ts';
import { checkBankAccount } from '../../domain/payments/vietqr.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { BankAccountView, BookList, NewBankAccount, NewBook } from './book-schemas.ts';

/** The books of receipts and payouts with what is left in them. */
export async function viewBooks(ctx: ApiCtx): Promise<BookList> {
  return await read(ctx, async (tx) => ({
    items: await listBooks(tx, ctx.facilityId),
    cashiers: await listCashiers(tx, ctx.facilityId),
  }));
}

/** Opens a book of numbered sheets; no number of its series may be in another one. */
export async function openBook(ctx: ApiCtx, input: NewBook): Promise<{ id: string }> {
  return await write(ctx, 'cash.book.open', async (tx) => {
    const { id, kind, series, first: firstNumber, last: lastNumber, holderId } = input;
    const issues = checkBook(input);
    if (issues.length > 0) throw rejected(issues);
    const cashiers = holderId === undefined ? [] : await listCashiers(tx, ctx.facilityId);
    if (holderId !== undefined && !cashiers.some((one) => one.id === holderId)) throw rejected([error('book_holder_unknown', 'holderId')]);
    await lockBookMaking(tx, ctx.facilityId);
    const book = { facilityId: ctx.facilityId, kind, series, firstNumber, lastNumber };
    const taken = await findOverlappingBook(tx, book);
    if (taken !== undefined) {
      const range = { from: bookNumber(taken.firstNumber), to: bookNumber(taken.lastNumber) };
      throw rejected([error('book_numbers_taken', 'first', range)]);
    }
    await insertBook(tx, {
      ...{ ...book, id, nextNumber: firstNumber, holderId: holderId ?? null, openedAt: ctx.now, openedBy: ctx.actor.userId },
    });
    auditSubject(tx, { objectId: id });
    return { id };
  });
}

/** Ends a book: its sheets that are left are never used. */
export async function endBook(ctx: ApiCtx, id: string): Promise<{ id: string }> {
  return await write(ctx, 'cash.book.close', async (tx) => {
    const book = await lockBook(tx, ctx.facilityId, id);
    if (book === undefined) throw notFound('receipt_book_not_found');
    if (book.closedAt !== null) throw conflict('receipt_book_closed');
    await closeBook(tx, book, { closedAt: ctx.now, closedBy: ctx.actor.userId });
    auditSubject(tx, { objectId: id });
    return { id };
  });
}

export async function viewBankAccount(ctx: ApiCtx): Promise<BankAccountView> {
  return await read(ctx, async (tx) => ({ account: (await findBankAccount(tx, ctx.facilityId)) ?? null }));
}

/** Sets where payments by code go from now on; the account before stays on file. */
export async function setBankAccount(ctx: ApiCtx, input: NewBankAccount): Promise<{ id: string }> {
  return await write(ctx, 'cash.bank-account', async (tx) => {
    const issues = checkBankAccount(input);
    if (issues.length > 0) throw rejected(issues);
    await replaceBankAccount(tx, { ...input, facilityId: ctx.facilityId, setAt: ctx.now, setBy: ctx.actor.userId });
    auditSubject(tx, { objectId: input.id });
    return { id: input.id };
  });
}
