import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { settlementForms } from '../../domain/settlement/form-layouts.ts';
import { answered, defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { formFileName, readFormContents } from './form-content.ts';
import { formPdf } from './form-pdf.ts';
import { formWorkbook } from './form-workbook.ts';
import { handIn, takeBackHanding } from './hand-in.ts';
import { requestReport } from './request-report.ts';
import {
  FileQuery,
  FormLines,
  HandIn,
  HandingTakenBack,
  LinesQuery,
  NewReport,
  PeriodList,
  ReportList,
  ReportsQuery,
  ReportView,
} from './settlement-schemas.ts';
import { listFormLines, listPeriods, listReports, viewReport } from './view-report.ts';

const One = z.strictObject({ reportId: uuid });
const OneForm = z.strictObject({ reportId: uuid, form: z.enum(settlementForms) });

export const settlementRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/settlement-periods',
    permission: 'settlement.read',
    summary: 'Months that have settlement reports, and which were handed in',
    response: PeriodList,
    handle: async (ctx) => await listPeriods(ctx),
  }),
  defineRoute({
    method: 'get',
    path: '/settlement-reports',
    permission: 'settlement.read',
    summary: 'Settlement reports of a month, newest first, and how many claims one made now would count',
    query: ReportsQuery,
    response: ReportList,
    handle: async (ctx, { query }) => await listReports(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/settlement-reports',
    permission: 'settlement.write',
    summary: 'Make the settlement forms of a month',
    status: 202,
    body: NewReport,
    response: ReportView,
    handle: async (ctx, { body }) => {
      await requestReport(ctx, body);
      return await viewReport(ctx, body.id);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/settlement-reports/:reportId',
    permission: 'settlement.read',
    summary: 'How far a report is; its totals with their proof, and how many claims changed since',
    params: One,
    response: ReportView,
    handle: async (ctx, { params }) => await viewReport(ctx, params.reportId),
  }),
  defineRoute({
    method: 'get',
    path: '/settlement-reports/:reportId/forms/:form/lines',
    permission: 'settlement.read',
    opens: 'patient',
    summary: 'The lines of a form, a page at a time',
    params: OneForm,
    query: LinesQuery,
    response: FormLines,
    handle: async (ctx, { params, query }) => await listFormLines(ctx, params.reportId, { form: params.form, after: query.after }),
  }),
  defineRoute({
    method: 'get',
    path: '/settlement-reports/:reportId/forms/:form/file',
    permission: 'settlement.read',
    opens: 'patient',
    summary: 'A form as a spreadsheet or as a PDF file',
    params: OneForm,
    query: FileQuery,
    response: 'file',
    handle: async (ctx, { params, query }, { response }) => {
      const contents = await readFormContents(ctx, params.reportId, params.form);
      response.type(query.format).attachment(formFileName(contents[0], query.format));
      await pipeline(query.format === 'pdf' ? formPdf(contents[0]) : formWorkbook(contents), response);
      return answered;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/settlement-reports/:reportId/handing-in',
    permission: 'settlement.write',
    summary: 'Note that a report was handed in to the insurer',
    params: One,
    body: HandIn,
    response: ReportView,
    handle: async (ctx, { params, body }) => {
      await handIn(ctx, params.reportId, body);
      return await viewReport(ctx, params.reportId);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/settlement-reports/:reportId/handing-in/withdrawal',
    permission: 'settlement.write',
    summary: 'Take back the note that a report was handed in',
    params: One,
    body: HandingTakenBack,
    response: ReportView,
    handle: async (ctx, { params, body }) => {
      await takeBackHanding(ctx, params.reportId, body);
      return await viewReport(ctx, params.reportId);
    },
  }),
];
