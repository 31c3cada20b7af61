import { auditSubject, write } from '../../db/doors.ts';
import { lockEncounter } from '../../db/stores/encounter-store.ts';
import { findLastResult, findResult, hasNotice, insertCriticalNotice } from '../../db/stores/result-store.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { lockAtDesk, type AtDesk } from './locked-order.ts';
import type { AcknowledgeCritical, TellCritical } from './result-schemas.ts';

/** Notes that somebody was told of a critical value: before the approval, and again whenever the desk tells somebody else. */
export async function tellCritical(ctx: ApiCtx, at: AtDesk, input: TellCritical): Promise<{ id: string }> {
  return await write(ctx, 'result.critical.tell', async (tx) => {
    const { work, encounter } = await lockAtDesk(tx, ctx, at);
    const last = await findLastResult(tx, ctx.facilityId, at.orderId);
    if (last === undefined || !last.isCritical) throw conflict('result_not_critical');
    const toldAt = new Date(input.toldAt ?? ctx.now).toISOString();
    if (toldAt > ctx.now) throw rejected([error('told_in_future', 'toldAt')]);
    const { id, toldTo, readBack } = input;
    const told = { at: toldAt, byUser: ctx.actor.userId, toldTo, readBack, action: null };
    await insertCriticalNotice(tx, { facilityId: ctx.facilityId, id, resultId: last.id, kind: 'told', ...told });
    auditSubject(tx, { patientId: work.patientId, encounterId: encounter.id, objectId: at.orderId });
    return { id };
  });
}

/** The doctor takes note of a critical value and says what is done. Once for all doctors: the first one stands. */
export async function acknowledgeCritical(ctx: ApiCtx, resultId: string, input: AcknowledgeCritical): Promise<{ id: string }> {
  return await write(ctx, 'result.critical.acknowledge', async (tx) => {
    const result = await findResult(tx, ctx.facilityId, resultId);
    const encounter = result === undefined ? undefined : await lockEncounter(tx, ctx.facilityId, result.encounterId);
    if (result?.approvedAt == null || encounter === undefined) throw notFound('result_not_found');
    if (!result.isCritical) throw conflict('result_not_critical');
    if (await hasNotice(tx, ctx.facilityId, { resultId, kind: 'acknowledged' })) throw conflict('critical_already_acknowledged');
    const made = { at: ctx.now, byUser: ctx.actor.userId, toldTo: null, readBack: null, action: input.action };
    await insertCriticalNotice(tx, { facilityId: ctx.facilityId, id: input.id, resultId, kind: 'acknowledged', ...made });
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: resultId });
    return { id: input.id };
  });
}
