import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { setOrderPerformed } from '../../db/stores/order-store.ts';
import { findBook } from '../../db/stores/result-desk-store.ts';
import { findLastResult, hasNotice, listValues, updateResult, type OrderResult, type StoredValue } from '../../db/stores/result-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { localDay } from '../../domain/dates.ts';
import { checkApproval } from '../../domain/results/check-approval.ts';
import { showValue } from '../../domain/results/show-value.ts';
import { chargeOrder } from '../http/charge-order.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, rejected } from '../http/errors.ts';
import { lockUnreported, type AtDesk } from './locked-order.ts';
import type { ApproveResult, ResultAnswer } from './result-schemas.ts';

/** Lets a result leave the desk: the order is done and charged, the doctor sees it. From here on it is only corrected. */
export async function approveResult(ctx: ApiCtx, at: AtDesk, input: ApproveResult): Promise<ResultAnswer> {
  return await write(ctx, 'result.approve', async (tx) => {
    const { work, encounter, order } = await lockUnreported(tx, ctx, at);
    const draft = await findLastResult(tx, ctx.facilityId, at.orderId);
    if (draft === undefined || draft.approvedAt !== null) throw conflict('result_not_entered');
    if (draft.version !== input.version) throw conflict('result_entered_meanwhile', 'version');
    const values = await listValues(tx, ctx.facilityId, [draft.id]);
    await refuseUnfit(tx, ctx, { at, result: draft, values: values.length });
    await updateResult(tx, draft, { approvedAt: ctx.now, approvedBy: ctx.actor.userId });
    const done = { at: draft.performedAt, by: draft.performedBy, resultText: summaryOf(draft, values) };
    await setOrderPerformed(tx, order, done);
    const { performedBy, performedAt, machineCode } = draft;
    const round = draft.number === 1 ? {} : { round: draft.number };
    await chargeOrder(tx, encounter, order, { performedBy, performedAt, machineCode, resultAt: ctx.now, ...round });
    auditSubject(tx, { patientId: work.patientId, encounterId: encounter.id, objectId: at.orderId });
    const { id, number, isCritical } = draft;
    return { id, version: draft.version + 1, number, isCritical, approvedAt: ctx.now, issues: [] };
  });
}

/** Refuses what must not leave the desk; for an approval and for a correction alike. */
export async function refuseUnfit(
  tx: WriteTx,
  ctx: ApiCtx,
  { at, result, values }: { at: AtDesk; result: Pick<OrderResult, 'id' | 'conclusion' | 'isCritical' | 'performedBy'>; values: number },
): Promise<void> {
  const issues = checkApproval({
    values,
    conclusion: result.conclusion,
    isNarrative: at.desk === 'imaging',
    isCritical: result.isCritical,
    isTold: await hasNotice(tx, ctx.facilityId, { resultId: result.id, kind: 'told' }),
    approverLicensed: (await findPractitioner(tx, ctx.actor.userId))?.licence != null,
    performerLicensed: (await findPractitioner(tx, result.performedBy))?.licence != null,
    bookClosed: (await findBook(tx, ctx.facilityId, { desk: at.desk, day: localDay(ctx.now) })) !== undefined,
  });
  if (issues.length > 0) throw rejected(issues);
}

const LONGEST_SUMMARY = 2000;

/** The result in one line, for lists and sheets that have room for no more. */
export function summaryOf({ conclusion }: Pick<OrderResult, 'conclusion'>, values: StoredValue[]): string {
  const shown = values.map((value) => {
    const flag = value.flag === null || value.flag === 'N' ? '' : ` (${value.flag})`;
    return `${value.indicatorCode === 'KQ' ? '' : `${value.indicatorCode} `}${showValue(value)}${value.unit === null ? '' : ` ${value.unit}`}${flag}`;
  });
  return [...(shown.length > 0 ? [shown.join('; ')] : []), ...(conclusion === null ? [] : [conclusion])]
    .join('. ')
    .slice(0, LONGEST_SUMMARY);
}
