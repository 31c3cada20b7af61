import { openRecords, read, type ReadTx, type Ctx } from '../../db/doors.ts';
import {
  findHanding,
  findSettlementReport,
  listSettlementReports,
  pageSettlementLines,
  type LineList,
  type SettlementReport,
} from '../../db/stores/settlement-store.ts';
import { countChangedClaims, countMonth, listSettlementPeriods } from '../../db/views/settlement-view.ts';
import { formLayouts, settlementForms, type SettlementForm } from '../../domain/settlement/form-layouts.ts';
import { withTitles } from '../../domain/settlement/form-cells.ts';
import { summaryForm } from '../../domain/settlement/summary-form.ts';
import { conflict, notFound } from '../http/errors.ts';
import type { FormLines, PeriodList, ReportItem, ReportList, ReportView } from './settlement-schemas.ts';

const PAGE = 100;

/** The months that have reports. */
export async function listPeriods(ctx: Ctx): Promise<PeriodList> {
  return await read(ctx, async (tx) => ({ items: await listSettlementPeriods(tx, ctx.facilityId) }));
}

/** The reports of a month, and what one made now would count. */
export async function listReports(ctx: Ctx, { month, basis }: { month: string; basis: 'settled' | 'paid' }): Promise<ReportList> {
  return await read(ctx, async (tx) => {
    const reports = await listSettlementReports(tx, ctx.facilityId, month);
    const handing = await findHanding(tx, ctx.facilityId, month);
    const counts = await countMonth(tx, { facilityId: ctx.facilityId, month, basis });
    return { month, ...counts, items: reports.map((report) => viewItem(report, handing)) };
  });
}

/** One report with its totals, the proof of them, and how far it is behind. */
export async function viewReport(ctx: Ctx, id: string): Promise<ReportView> {
  return await read(ctx, async (tx) => {
    const report = await getReport(tx, ctx, id);
    const handing = await findHanding(tx, ctx.facilityId, report.month);
    const { sha256, unbalanced, unnamedCare, totals, proofs } = report;
    return {
      ...viewItem(report, handing),
      ...{ sha256, unbalanced, unnamedCare, proofs: (proofs ?? []).map(({ forms, ...proof }) => ({ ...proof, forms: [...forms] })) },
      changed: report.state === 'ready' ? await countChangedClaims(tx, report) : null,
      summary: totals === null ? [] : summaryForm(totals.summary),
      forms: totals === null ? [] : settlementForms.flatMap((form) => totalsOf(form, totals)),
    };
  });
}

function totalsOf(form: SettlementForm, totals: NonNullable<SettlementReport['totals']>): ReportView['forms'] {
  const { rows } = formLayouts[form];
  return rows === 'summary' ? [] : [{ form, ...totals.rows[rows] }];
}

export async function getReport(tx: ReadTx, ctx: Ctx, id: string): Promise<SettlementReport> {
  const report = await findSettlementReport(tx, ctx.facilityId, id);
  if (report === undefined) throw notFound('settlement_report_not_found');
  return report;
}

/** A page of a form's lines after a position; whose visits they are is logged. */
export async function listFormLines(ctx: Ctx, id: string, { form, after }: { form: SettlementForm; after: number }): Promise<FormLines> {
  return await read(ctx, async (tx) => {
    const report = await getReadyReport(tx, ctx, id);
    const items = await pageOfForm(tx, ctx, report, { form, after, limit: PAGE });
    return { items, next: items.length < PAGE ? null : (items.at(-1)?.position ?? null) };
  });
}

export async function getReadyReport(tx: ReadTx, ctx: Ctx, id: string): Promise<SettlementReport> {
  const report = await getReport(tx, ctx, id);
  if (report.state !== 'ready') throw conflict('settlement_report_not_ready');
  return report;
}

/** The list of all visits is that of the outpatients followed by that of the inpatients. */
export async function pageOfForm(
  tx: ReadTx,
  ctx: Ctx,
  report: SettlementReport,
  { form, after, limit }: { form: SettlementForm; after: number; limit: number },
): Promise<FormLines['items']> {
  const { rows } = formLayouts[form];
  if (rows === 'summary') {
    await openRecords(tx, ctx, []);
    return report.totals === null ? [] : summaryForm(report.totals.summary).slice(after).map(summaryLine);
  }
  if (rows !== 'visits') return await pageOfList(tx, ctx, report, { list: rows, after, limit });
  const outpatients = report.totals?.rows.outpatients.count ?? 0;
  const first = after < outpatients ? await pageOfList(tx, ctx, report, { list: 'outpatients', after, limit }) : [];
  if (first.length === limit) return first;
  const rest = { list: 'inpatients' as const, after: Math.max(0, after - outpatients), limit: limit - first.length };
  const second = await pageOfList(tx, ctx, report, rest);
  return [...first, ...second.map(({ position, line }) => place(position + outpatients, line))];
}

const place = (position: number, line: Readonly<Record<string, string>>): FormLines['items'][number] => ({
  position,
  line: withTitles(line, position),
});

const summaryLine = ({ claims, days, ...line }: ReturnType<typeof summaryForm>[number], i: number): FormLines['items'][number] =>
  place(i + 1, { ...line, claims: String(claims), days: String(days) });

async function pageOfList(
  tx: ReadTx,
  ctx: Ctx,
  report: SettlementReport,
  page: { list: LineList; after: number; limit: number },
): Promise<FormLines['items']> {
  const found = await pageSettlementLines(tx, report, page);
  const opened = found.flatMap(({ patientId, encounterId }) =>
    patientId === null || encounterId === null ? [] : [{ patientId, encounterId }],
  );
  await openRecords(tx, ctx, opened);
  return found.map(({ position, line }) => place(position, line));
}

function viewItem(report: SettlementReport, handing: Awaited<ReturnType<typeof findHanding>>): ReportItem {
  const { id, version, month, number, basis, preview, state, total, done, simulated, createdAt, finishedAt } = report;
  const own = handing?.reportId === id ? { handedInAt: handing.handedInAt, handedInByName: handing.handedInByName } : null;
  return { ...{ id, version, month, number, basis, preview, state, total, done, simulated }, createdAt, finishedAt, handing: own };
}
