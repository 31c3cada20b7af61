import { auditSubject, write } from '../../db/doors.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findReceipt, insertReceiptPrint } from '../../db/stores/receipt-store.ts';
import { findUser } from '../../db/stores/user-store.ts';
import { findPaperPerson } from '../../db/views/paper-view.ts';
import { amountInWords } from '../../domain/payments/amount-in-words.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { ReceiptPaper } from './cashier-schemas.ts';
import { lockAccount } from './take-money.ts';

/** Notes that a receipt is printed and gives what stands on it; from the second time on it is a marked copy. */
export async function printReceipt(ctx: ApiCtx, receiptId: string, { id }: { id: string }): Promise<ReceiptPaper> {
  return await write(ctx, 'cash.print', async (tx) => {
    const receipt = await findReceipt(tx, ctx.facilityId, receiptId);
    if (receipt === undefined || receipt.cancels !== null) throw notFound('receipt_not_found');
    const encounter = await lockAccount(tx, ctx, receipt.encounterId);
    const facility = await findFacility(tx, ctx.facilityId);
    const patient = await findPaperPerson(tx, ctx.facilityId, encounter.patientId);
    if (facility === undefined || patient === undefined) throw new Error('a receipt without its facility or person');
    const copy = await insertReceiptPrint(tx, {
      ...{ facilityId: ctx.facilityId, id, receiptId, printedAt: ctx.now, printedBy: ctx.actor.userId },
    });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: receiptId });
    return {
      ...{ id, copy, printedAt: ctx.now, printedBy: (await findUser(tx, ctx.actor.userId))?.fullName ?? '' },
      ...{ facility, encounterCode: encounter.code, patient, receipt, amountInWords: amountInWords(receipt.amount) },
    };
  });
}
