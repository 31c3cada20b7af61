import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { cancelCharge } from '../../db/stores/charge-store.ts';
import { reopenOrder, setOrderPerformed } from '../../db/stores/order-store.ts';
import {
  findLastResult,
  insertCriticalNotice,
  insertResult,
  saveValues,
  updateResult,
  type OrderResult,
} from '../../db/stores/result-store.ts';
import { derivedId } from '../../domain/ids.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, rejected } from '../http/errors.ts';
import { refuseUnfit, summaryOf } from './approve-result.ts';
import { checkFacts, factsOf, judge } from './enter-result.ts';
import { lockAtDesk, refuseClosed, type AtDesk, type LockedOrder } from './locked-order.ts';
import type { CorrectResult, ResultAnswer, WithdrawResult } from './result-schemas.ts';

/** Issues a result anew, with the reason. The issue before stays and is shown beside it; nothing is charged again. */
export async function correctResult(ctx: ApiCtx, at: AtDesk, input: CorrectResult): Promise<ResultAnswer> {
  return await write(ctx, 'result.correct', async (tx) => {
    const locked = await lockAtDesk(tx, ctx, at);
    const { work, encounter, order } = locked;
    const last = await approvedIssue(tx, ctx, locked, input.number);
    const judged = await judge(tx, ctx, { at, work, input });
    const issues = [...judged.issues, ...(await checkFacts(tx, ctx, work, input))];
    if (issues.length > 0) throw rejected(issues);
    // Done when it was done: a correction of what was typed changes neither the time nor who did it.
    const facts = {
      ...factsOf(ctx, work, { performedAt: last.performedAt, performedById: last.performedBy, ...input }),
      isCritical: judged.isCritical,
    };
    const number = last.number + 1;
    const made = { ...placeOf(ctx, locked), id: input.id, number, enteredAt: ctx.now, enteredBy: ctx.actor.userId };
    await insertResult(tx, { ...made, kind: 'correction', changeReason: input.reason, ...facts });
    await saveValues(tx, made, judged.values);
    if (judged.isCritical && input.critical !== undefined) await tell(tx, ctx, input.id, input.critical);
    await refuseUnfit(tx, ctx, { at, result: { id: input.id, ...facts }, values: judged.values.length });
    const version = await updateResult(tx, made, { approvedAt: ctx.now, approvedBy: ctx.actor.userId });
    await setOrderPerformed(tx, order, { at: facts.performedAt, by: facts.performedBy, resultText: summaryOf(facts, judged.values) });
    auditSubject(tx, { patientId: work.patientId, encounterId: encounter.id, objectId: at.orderId, reason: 'corrected' });
    return { id: input.id, version, number, isCritical: judged.isCritical, approvedAt: ctx.now, issues: [] };
  });
}

/** Takes an approved result back, for instance of the wrong sample: the order waits again and its charge is cancelled. */
export async function withdrawResult(ctx: ApiCtx, at: AtDesk, input: WithdrawResult): Promise<ResultAnswer> {
  return await write(ctx, 'result.withdraw', async (tx) => {
    const locked = await lockAtDesk(tx, ctx, at);
    const { work, encounter, order } = locked;
    refuseClosed(encounter);
    const last = await approvedIssue(tx, ctx, locked, input.number);
    const { collectedAt, performedAt, performedBy } = last;
    const number = last.number + 1;
    const made = { ...placeOf(ctx, locked), id: input.id, number, enteredAt: ctx.now, enteredBy: ctx.actor.userId };
    const facts = { collectedAt, performedAt, performedBy, description: null, conclusion: null, machineCode: null, isCritical: false };
    await insertResult(tx, { ...made, kind: 'withdrawal', changeReason: input.reason, ...facts });
    const version = await updateResult(tx, made, { approvedAt: ctx.now, approvedBy: ctx.actor.userId });
    await reopenOrder(tx, order);
    await cancelCharge(tx, encounter, order.id, ctx.now);
    auditSubject(tx, { patientId: work.patientId, encounterId: encounter.id, objectId: at.orderId, reason: 'withdrawn' });
    return { id: input.id, version, number, isCritical: false, approvedAt: ctx.now, issues: [] };
  });
}

const placeOf = (ctx: ApiCtx, { encounter, order }: LockedOrder) => ({
  facilityId: ctx.facilityId,
  encounterId: encounter.id,
  orderId: order.id,
});

/** The approved issue that was seen and that still counts. */
async function approvedIssue(tx: WriteTx, ctx: ApiCtx, { order }: LockedOrder, seen: number): Promise<OrderResult> {
  const last = await findLastResult(tx, ctx.facilityId, order.id);
  if (order.state !== 'performed' || last?.approvedAt == null) throw conflict('result_not_approved');
  if (last.number !== seen) throw conflict('result_corrected_meanwhile', 'number');
  return last;
}

async function tell(tx: WriteTx, ctx: ApiCtx, resultId: string, told: NonNullable<CorrectResult['critical']>): Promise<void> {
  const notice = { facilityId: ctx.facilityId, id: derivedId(resultId, 'told'), resultId, kind: 'told' as const };
  await insertCriticalNotice(tx, { ...notice, at: ctx.now, byUser: ctx.actor.userId, ...told, action: null });
}
