import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { showAttachment } from './attachments.ts';
import { acknowledgeCritical } from './critical-values.ts';
import { deskRoutes } from './desk-routes.ts';
import { readResults, viewEncounterResults, viewInbox } from './doctor-results.ts';
import { saveTemplate, setRanges, viewIndicators, viewTemplates } from './keep-desk.ts';
import {
  AcknowledgeCritical,
  CountAnswer,
  EncounterResults,
  IdAnswer,
  IndicatorList,
  RangesAnswer,
  ReadResults,
  ReceiveSpecimen,
  RejectSpecimen,
  ResultInbox,
  SavedAnswer,
  SaveTemplate,
  SetRanges,
  SpecimenAnswer,
  TakeSpecimen,
  TemplateList,
} from './result-schemas.ts';
import { receiveSpecimen, rejectSpecimen, takeSpecimen } from './specimens.ts';

const EncounterParams = z.strictObject({ encounterId: uuid });

const specimenRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/specimens',
    permission: 'specimen.write',
    summary: 'Take one sample for orders of a visit and number it',
    status: 201,
    body: TakeSpecimen,
    response: SpecimenAnswer,
    handle: async (ctx, { body }) => await takeSpecimen(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/specimen-receipts',
    permission: 'laboratory.write',
    summary: 'Receive a sample by the number on its label',
    body: ReceiveSpecimen,
    response: SpecimenAnswer,
    handle: async (ctx, { body }) => await receiveSpecimen(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/specimens/:specimenId/rejection',
    permission: 'laboratory.write',
    summary: 'Send a sample back with the reason',
    params: z.strictObject({ specimenId: uuid }),
    body: RejectSpecimen,
    response: SpecimenAnswer,
    handle: async (ctx, { params, body }) => await rejectSpecimen(ctx, params.specimenId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/laboratory/indicators',
    permission: 'laboratory.write',
    summary: 'What the laboratory measures and the ranges it judges by',
    response: IndicatorList,
    handle: async (ctx) => await viewIndicators(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/laboratory/indicators/:indicatorCode/ranges',
    permission: 'laboratory.approve',
    summary: 'Set this laboratory’s own reference ranges of an indicator',
    params: z.strictObject({ indicatorCode: z.string().regex(/^[A-Z][A-Z0-9%-]{0,19}$/) }),
    body: SetRanges,
    response: RangesAnswer,
    handle: async (ctx, { params, body }) => await setRanges(ctx, params.indicatorCode, body),
  }),
  defineRoute({
    method: 'get',
    path: '/report-templates',
    permission: 'imaging.write',
    summary: 'Wordings that reports begin with',
    response: TemplateList,
    handle: async (ctx) => await viewTemplates(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/report-templates/:templateId',
    permission: 'imaging.approve',
    summary: 'Make or change a wording that reports begin with',
    params: z.strictObject({ templateId: uuid }),
    body: SaveTemplate,
    response: SavedAnswer,
    handle: async (ctx, { params, body }) => await saveTemplate(ctx, params.templateId, body),
  }),
];

const doctorRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/result-inbox',
    permission: 'encounter.read',
    summary: 'Visits that wait for results or have new ones',
    response: ResultInbox,
    handle: async (ctx) => await viewInbox(ctx),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/results',
    permission: 'encounter.read',
    opens: 'patient',
    summary: 'Results of a visit with every issue and earlier values',
    params: EncounterParams,
    response: EncounterResults,
    handle: async (ctx, { params }) => await viewEncounterResults(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/result-readings',
    permission: 'result.acknowledge',
    summary: 'Note which results were seen',
    params: EncounterParams,
    body: ReadResults,
    response: CountAnswer,
    handle: async (ctx, { params, body }) => await readResults(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/results/:resultId/acknowledgement',
    permission: 'result.acknowledge',
    summary: 'Take note of a critical value and say what is done',
    status: 201,
    params: z.strictObject({ resultId: uuid }),
    body: AcknowledgeCritical,
    response: IdAnswer,
    handle: async (ctx, { params, body }) => await acknowledgeCritical(ctx, params.resultId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/orders/:orderId/attachments/:attachmentId',
    permission: 'encounter.read',
    opens: 'patient',
    summary: 'A picture or a document of a result',
    params: z.strictObject({ orderId: uuid, attachmentId: uuid }),
    response: 'file',
    handle: async (ctx, { params }, { response }) => await showAttachment(ctx, params, response),
  }),
];

export const resultRoutes: Route[] = [...deskRoutes('laboratory'), ...deskRoutes('imaging'), ...specimenRoutes, ...doctorRoutes];
