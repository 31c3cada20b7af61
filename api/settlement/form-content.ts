import { read, type Ctx } from '../../db/doors.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import type { SettlementReport } from '../../db/stores/settlement-store.ts';
import { formLayouts, isSummed, type FormLayout, type SettlementForm } from '../../domain/settlement/form-layouts.ts';
import type { FormLine } from '../../domain/settlement/form-cells.ts';
import { noSummary, summaryForm } from '../../domain/settlement/summary-form.ts';
import { notFound } from '../http/errors.ts';
import { getReadyReport, pageOfForm } from './view-report.ts';

/** Lines that are held at a time while a file is written. */
const PAGE = 500;

/** A form of a finished report, as files are written of it. */
export interface FormContent {
  layout: FormLayout;
  report: SettlementReport;
  facility: { code: string; name: string };
  /** What must stand on it so that nobody takes it for more than it is. */
  marks: string[];
  lines: () => AsyncGenerator<FormLine>;
  /** The last line; undefined where the lines have their own. */
  total: FormLine | undefined;
  /** What the fund is asked for, in whole dong; undefined in lists that ask for nothing. */
  requested: string | undefined;
}

/** Reads what stands around the lines; these are read when they are asked for, and whose they are is logged then. */
async function readFormContent(ctx: Ctx, id: string, form: SettlementForm): Promise<FormContent> {
  const { report, facility } = await read(ctx, async (tx) => ({
    report: await getReadyReport(tx, ctx, id),
    facility: await findFacility(tx, ctx.facilityId),
  }));
  if (facility === undefined) throw notFound();
  ctx.opened = true; // a form without lines opens no record
  const layout = formLayouts[form];
  return {
    ...{ layout, report, facility, marks: marksOf(report) },
    lines: () => linesOf(ctx, report, form),
    total: totalOf(layout, report),
    requested: form === '01BH' ? summaryForm(report.totals?.summary ?? noSummary()).at(-1)?.fund : undefined,
  };
}

/** The form, and what a spreadsheet has as further sheets: 01/BH the list of its visits. */
export async function readFormContents(ctx: Ctx, id: string, form: SettlementForm): Promise<[FormContent, ...FormContent[]]> {
  const first = await readFormContent(ctx, id, form);
  return form === '01BH' ? [first, await readFormContent(ctx, id, '01BH-list')] : [first];
}

function marksOf({ preview, simulated }: SettlementReport): string[] {
  return [
    ...(preview ? ['BẢN XEM TRƯỚC: có hồ sơ cổng chưa trả lời, không dùng để nộp'] : []),
    ...(simulated > 0 ? [`BẢN THỬ: ${simulated} hồ sơ do máy mô phỏng trả lời thay cổng`] : []),
  ];
}

function totalOf({ rows, columns }: FormLayout, { totals }: SettlementReport): FormLine | undefined {
  if (rows === 'summary' || totals === null) return undefined;
  const { sums } = totals.rows[rows];
  const summed = columns.filter(isSummed).flatMap(({ from }) => from);
  return Object.fromEntries(summed.map((field) => [field, sums[field] ?? '0']));
}

async function* linesOf(ctx: Ctx, report: SettlementReport, form: SettlementForm): AsyncGenerator<FormLine> {
  let after = 0;
  for (;;) {
    const page = await read(ctx, async (tx) => await pageOfForm(tx, ctx, report, { form, after, limit: PAGE }));
    for (const { line } of page) yield line;
    after = page.at(-1)?.position ?? after;
    if (page.length < PAGE) return;
  }
}

/** `2026-11` as a heading says it. */
export const monthTitle = (month: string): string => `Tháng ${month.slice(5)} năm ${month.slice(0, 4)}`;

/** Such as `C79_14901_2026-11_2.xlsx`: no name of a person. */
export const formFileName = ({ layout, report, facility }: FormContent, ending: string): string =>
  `${layout.form}_${facility.code}_${report.month}_${report.number}.${ending}`;
