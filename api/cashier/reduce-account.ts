import { auditSubject, write } from '../../db/doors.ts';
import { findReduction, insertReduction } from '../../db/stores/receipt-store.ts';
import { error } from '../../domain/issue.ts';
import { checkReduction } from '../../domain/payments/check-reduction.ts';
import { readAccount } from '../http/account.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { CancelReceipt } from './cashier-schemas.ts';
import type { NewReduction } from './reduction-schemas.ts';
import { lockAccount, mustHaveNoInvoice } from './take-money.ts';

/** Notes a discount of the facility or support for the person, with reason and paper. */
export async function reduceAccount(ctx: ApiCtx, encounterId: string, input: NewReduction): Promise<{ id: string }> {
  return await write(ctx, 'cash.reduce', async (tx) => {
    const encounter = await lockAccount(tx, ctx, encounterId);
    await mustHaveNoInvoice(tx, encounter);
    const account = await readAccount(tx, encounter);
    const issues = checkReduction(input, account.state, { final: account.closure !== undefined });
    if (issues.length > 0) throw rejected(issues);
    const { id, kind, amount, reason } = input;
    await insertReduction(tx, {
      ...{ facilityId: ctx.facilityId, id, encounterId, kind, amount, reason, cancels: null },
      ...{ source: kind === 'support' ? (input.source ?? null) : null, document: input.document || null },
      ...{ createdAt: ctx.now, createdBy: ctx.actor.userId },
    });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: id, reason });
    return { id };
  });
}

/** Takes a discount or support back by another row; both stay. */
export async function cancelReduction(ctx: ApiCtx, reductionId: string, { id, reason }: CancelReceipt): Promise<{ id: string }> {
  return await write(ctx, 'cash.reduce.cancel', async (tx) => {
    const found = await findReduction(tx, ctx.facilityId, reductionId);
    if (found === undefined || found.cancels !== null) throw notFound('reduction_not_found');
    const encounter = await lockAccount(tx, ctx, found.encounterId);
    await mustHaveNoInvoice(tx, encounter);
    const account = await readAccount(tx, encounter);
    const reduction = account.reductions.find((one) => one.id === reductionId);
    if (reduction === undefined) throw notFound('reduction_not_found');
    if (reduction.cancelledAt !== null) throw conflict('reduction_cancelled');
    if (reduction.kind === 'support' && account.closure !== undefined) throw rejected([error('support_after_closing', '')]);
    const { facilityId, encounterId, kind, source, amount, document } = reduction;
    await insertReduction(tx, {
      ...{ facilityId, id, encounterId, kind, source, amount, document, reason, cancels: reductionId },
      ...{ createdAt: ctx.now, createdBy: ctx.actor.userId },
    });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: reductionId, reason });
    return { id };
  });
}
