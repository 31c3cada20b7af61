import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { enterShift, takeSheet } from '../../db/stores/cash-book-store.ts';
import { lockEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findStandingInvoice } from '../../db/stores/invoice-store.ts';
import { findReceipt, insertReceipt } from '../../db/stores/receipt-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { compare, subtract } from '../../domain/money.ts';
import { checkCancel, checkReceipt } from '../../domain/payments/check-receipt.ts';
import { effectOf, isIncoming } from '../../domain/payments/receipt.ts';
import { readAccount, type Account } from '../http/account.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { CancelReceipt, NewReceipt, TakenReceipt } from './cashier-schemas.ts';

/**
 * Takes money for a visit or gives it back: the next row of its ledger, with the next sheet of a book, in the shift of who does it. The encounter is held
 * throughout, so of two cashiers with the same bill the second hears that the account has changed.
 */
export async function takeMoney(ctx: ApiCtx, encounterId: string, input: NewReceipt): Promise<TakenReceipt> {
  return await write(ctx, 'cash.receipt', async (tx) => {
    const encounter = await lockAccount(tx, ctx, encounterId);
    await mustHaveNoInvoice(tx, encounter);
    const account = await readAccount(tx, encounter);
    if (hasChanged(account, input)) throw conflict('account_changed', 'seen');
    const open = encounter.state === 'planned' || encounter.state === 'in-progress';
    const issues = checkReceipt(input, account.state, { open });
    if (issues.length > 0) throw rejected(issues);

    const { kind, amount, method } = input;
    const shift = await enterShift(tx, placeOf(ctx));
    const sheet = await takeSheet(tx, {
      facilityId: ctx.facilityId,
      cashierId: ctx.actor.userId,
      kind: isIncoming(kind) ? 'receipt' : 'payout',
    });
    if (sheet === undefined) throw rejected([error(isIncoming(kind) ? 'receipt_book_missing' : 'payout_book_missing', '')]);
    await insertReceipt(tx, encounter, {
      ...{ id: input.id, kind, amount, method, bookId: sheet.bookId, number: sheet.number, shiftId: shift.id, cashierId: ctx.actor.userId },
      ...{ payerName: input.payerName || null, note: input.note || null, cancels: null, reason: null, createdAt: ctx.now },
    });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: input.id });
    const due = subtract(account.state.due, effectOf({ kind, amount, cancels: false }));
    return { id: input.id, series: sheet.series, number: sheet.number, due };
  });
}

/** Undoes a row of the ledger by another one, in the shift of who does it; both stay, and so does the number of the sheet. */
export async function cancelReceipt(ctx: ApiCtx, receiptId: string, { id, reason }: CancelReceipt): Promise<{ id: string }> {
  return await write(ctx, 'cash.cancel', async (tx) => {
    const found = await findReceipt(tx, ctx.facilityId, receiptId);
    if (found === undefined) throw notFound('receipt_not_found');
    const encounter = await lockAccount(tx, ctx, found.encounterId);
    await mustHaveNoInvoice(tx, encounter);
    const account = await readAccount(tx, encounter);
    // Read again under the lock: another cashier may have cancelled it a moment ago.
    const receipt = account.receipts.find((one) => one.id === receiptId);
    if (receipt === undefined) throw notFound('receipt_not_found');
    const { kind, amount, method } = receipt;
    const cancelled = receipt.cancelledAt !== null;
    const issues = checkCancel({ kind, amount, cancels: receipt.cancels !== null, cancelled }, account.state);
    if (issues.length > 0) throw cancelled ? conflict('receipt_cancelled') : rejected(issues);

    const shift = await enterShift(tx, placeOf(ctx));
    await insertReceipt(tx, encounter, {
      ...{ id, kind, amount, method, bookId: null, number: null, shiftId: shift.id, cashierId: ctx.actor.userId },
      ...{ payerName: null, note: null, cancels: receiptId, reason, createdAt: ctx.now },
    });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: receiptId, reason });
    return { id };
  });
}

/** The encounter, held until commit: the lock of its account. A cancelled visit keeps its account, so that money can go back. */
export async function lockAccount(tx: WriteTx, ctx: ApiCtx, encounterId: string): Promise<Encounter> {
  const encounter = await lockEncounter(tx, ctx.facilityId, encounterId);
  if (encounter === undefined) throw notFound('encounter_not_found');
  return encounter;
}

/** Under an invoice that counts the money of the visit does not change: it is cancelled first. */
export async function mustHaveNoInvoice(tx: WriteTx, { facilityId, id }: Encounter): Promise<void> {
  if ((await findStandingInvoice(tx, facilityId, id)) !== undefined) throw rejected([error('invoice_first', '')]);
}

/** An advance does not depend on the bill, which grows while the visit runs; every other amount does. */
function hasChanged({ sequence, state }: Account, { kind, seen }: NewReceipt): boolean {
  return sequence !== seen.sequence || (kind !== 'advance' && compare(state.due, seen.due) !== 0);
}

const placeOf = (ctx: ApiCtx) => ({
  ...{ facilityId: ctx.facilityId, cashierId: ctx.actor.userId, today: localDay(ctx.now), now: ctx.now },
});
