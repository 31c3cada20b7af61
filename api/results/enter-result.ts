import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { findLastResult, insertResult, saveValues, updateResult, type OrderResult } from '../../db/stores/result-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import type { WorkRow } from '../../db/views/result-work-view.ts';
import { error, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, rejected } from '../http/errors.ts';
import { judgeValues, readIndicators, type Judged } from './judge-values.ts';
import { lockUnreported, type AtDesk } from './locked-order.ts';
import type { ResultAnswer, SaveResult } from './result-schemas.ts';

/** Keeps the draft of a result. It leaves the desk, and is charged, only when it is approved. */
export async function saveResult(ctx: ApiCtx, at: AtDesk, input: SaveResult): Promise<ResultAnswer> {
  return await write(ctx, 'result.enter', async (tx) => {
    const { work, encounter } = await lockUnreported(tx, ctx, at);
    if (at.desk === 'laboratory' && work.receivedAt === null) throw conflict('specimen_not_received');
    const judged = await judge(tx, ctx, { at, work, input });
    const issues = [...judged.issues, ...(await checkFacts(tx, ctx, work, input))];
    if (issues.length > 0) throw rejected(issues);
    const draft = await draftOf(tx, ctx, at, input.version);
    const fields = { ...factsOf(ctx, work, input), isCritical: judged.isCritical, enteredAt: ctx.now, enteredBy: ctx.actor.userId };
    const place = { facilityId: ctx.facilityId, encounterId: encounter.id, orderId: at.orderId };
    const id = draft.result?.id ?? input.id;
    if (draft.result === undefined)
      await insertResult(tx, { ...place, id, number: draft.number, kind: 'result', changeReason: null, ...fields });
    await saveValues(tx, { facilityId: ctx.facilityId, id }, judged.values);
    const version = draft.result === undefined ? 1 : await updateResult(tx, draft.result, fields);
    auditSubject(tx, { patientId: work.patientId, encounterId: encounter.id, objectId: at.orderId });
    return { id, version, number: draft.number, isCritical: judged.isCritical, approvedAt: null, issues: [] };
  });
}

/** Values and their flags; a desk that reports in words has none. */
export async function judge(
  tx: WriteTx,
  ctx: ApiCtx,
  entry: { at: AtDesk; work: WorkRow; input: Pick<SaveResult, 'values'> },
): Promise<Judged> {
  if (entry.at.desk === 'imaging') {
    const issues = entry.input.values.map(({ code }, i) => error('indicator_unknown', `values.${i}.code`, { code }));
    return { values: [], issues, isCritical: false };
  }
  return judgeValues(entry.input.values, await readIndicators(tx, ctx, entry.work));
}

/** Who did it is somebody known, and the time lies between the order (the sample) and now. */
export async function checkFacts(
  tx: WriteTx,
  ctx: ApiCtx,
  work: WorkRow,
  input: Pick<SaveResult, 'performedAt' | 'performedById'>,
): Promise<Issue[]> {
  const issues: Issue[] = [];
  if (input.performedById !== undefined && (await findPractitioner(tx, input.performedById)) === undefined)
    issues.push(error('performer_unknown', 'performedById'));
  const at = input.performedAt === undefined ? undefined : new Date(input.performedAt).toISOString();
  if (at !== undefined && (at > ctx.now || at < (work.takenAt ?? work.orderedAt)))
    issues.push(error('performed_at_outside', 'performedAt'));
  return issues;
}

export function factsOf(
  ctx: ApiCtx,
  work: WorkRow,
  input: Pick<SaveResult, 'description' | 'conclusion' | 'machineCode' | 'performedAt' | 'performedById'>,
): Pick<OrderResult, 'description' | 'conclusion' | 'machineCode' | 'collectedAt' | 'performedAt' | 'performedBy'> {
  return {
    description: input.description || null,
    conclusion: input.conclusion || null,
    machineCode: input.machineCode || null,
    collectedAt: work.takenAt,
    performedAt: input.performedAt ?? ctx.now,
    performedBy: input.performedById ?? ctx.actor.userId,
  };
}

/** The draft that was seen, or the number of a new one. Somebody else's newer draft is never written over. */
async function draftOf(
  tx: WriteTx,
  ctx: ApiCtx,
  at: AtDesk,
  seen: number | undefined,
): Promise<{ result: OrderResult | undefined; number: number }> {
  const last = await findLastResult(tx, ctx.facilityId, at.orderId);
  const draft = last?.approvedAt === null ? last : undefined;
  if (draft === undefined && seen !== undefined) throw conflict('stale_version', 'version');
  if (draft !== undefined && draft.version !== seen) throw conflict('result_entered_meanwhile', 'version');
  return { result: draft, number: draft?.number ?? (last?.number ?? 0) + 1 };
}
