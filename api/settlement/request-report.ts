import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { insertSettlementReport, listSettlementReports } from '../../db/stores/settlement-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { conflict, rejected } from '../http/errors.ts';
import type { NewReport } from './settlement-schemas.ts';

/** Asks for the forms of a month; the worker makes them. */
export async function requestReport(ctx: Ctx, { id, month, basis, preview }: NewReport): Promise<void> {
  if (month > localDay(ctx.now).slice(0, 7)) throw rejected([error('settlement_month_ahead', 'month')]);
  await write(ctx, 'settlement.request', async (tx) => {
    const earlier = await listSettlementReports(tx, ctx.facilityId, month);
    if (earlier.some(({ state }) => state === 'queued' || state === 'running')) throw conflict('settlement_report_under_way');
    auditSubject(tx, { objectId: id });
    await insertSettlementReport(tx, {
      ...{ facilityId: ctx.facilityId, id, month, basis, preview },
      ...{ createdAt: ctx.now, createdBy: ctx.actor.userId },
    });
  });
}
