import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import {
  findHanding,
  insertHanding,
  lockSettlementReport,
  withdrawHanding,
  type SettlementReport,
} from '../../db/stores/settlement-store.ts';
import { countChangedClaims } from '../../db/views/settlement-view.ts';
import { derivedId, newId } from '../../domain/ids.ts';
import { isProven } from '../../domain/settlement/prove-totals.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';
import type { HandIn, HandingTakenBack } from './settlement-schemas.ts';

/** Notes that a report was handed in: one of a month, proved, and nothing of it has changed since. */
export async function handIn(ctx: ApiCtx, id: string, { version }: HandIn): Promise<void> {
  await write(ctx, 'settlement.hand-in', async (tx) => {
    const report = await lockSeen(tx, ctx, { id, version });
    if (report.state !== 'ready') throw conflict('settlement_report_not_ready');
    if (report.preview) throw conflict('settlement_preview');
    if (!isProven(report.proofs ?? []) || report.unbalanced > 0) throw conflict('settlement_not_proven');
    if ((await findHanding(tx, ctx.facilityId, report.month)) !== undefined) throw conflict('settlement_month_handed_in');
    if ((await countChangedClaims(tx, report)) > 0) throw conflict('settlement_outdated');
    auditSubject(tx, { objectId: id });
    await insertHanding(tx, {
      ...{ facilityId: ctx.facilityId, id: handingId(ctx, id), month: report.month, reportId: id },
      ...{ handedInAt: ctx.now, handedInBy: ctx.actor.userId },
    });
  });
}

/** Takes that note back, with the reason; both stay on record. */
export async function takeBackHanding(ctx: ApiCtx, id: string, { version, reason }: HandingTakenBack): Promise<void> {
  await write(ctx, 'settlement.take-back', async (tx) => {
    const report = await lockSeen(tx, ctx, { id, version });
    auditSubject(tx, { objectId: id, reason });
    const by = { withdrawnAt: ctx.now, withdrawnBy: ctx.actor.userId, withdrawalReason: reason };
    if (!(await withdrawHanding(tx, report, by))) throw conflict('settlement_not_handed_in');
  });
}

async function lockSeen(tx: WriteTx, ctx: ApiCtx, { id, version }: { id: string; version: number }): Promise<SettlementReport> {
  const report = await lockSettlementReport(tx, ctx.facilityId, id);
  if (report === undefined) throw notFound('settlement_report_not_found');
  if (report.version !== version) throw conflict('stale_version', 'version');
  return report;
}

const handingId = (ctx: ApiCtx, reportId: string): string =>
  ctx.repeat === undefined ? newId() : derivedId(ctx.facilityId, 'settlement-handing', ctx.repeat.key, reportId);
