import { z } from 'zod';
import { read } from '../../db/doors.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { notFound } from '../http/errors.ts';
import { uuid } from '../http/schemas.ts';
import { viewBill } from './bill-of.ts';
import { BordereauView } from './bordereau-schemas.ts';
import { viewBordereau } from './view-bordereau.ts';
import { closeEncounter } from './close-encounter.ts';
import {
  BillView,
  CloseAnswer,
  CloseEncounter,
  EncounterView,
  FavouriteDiagnoses,
  RecordVitals,
  ReopenEncounter,
  SectionVersions,
  SetDiagnoses,
  VersionView,
  WriteFindings,
} from './encounter-schemas.ts';
import { viewFavouriteDiagnoses } from './favourite-diagnoses.ts';
import { recordVitals } from './record-vitals.ts';
import { reopenEncounter } from './reopen-encounter.ts';
import { setDiagnoses } from './set-diagnoses.ts';
import { SavedTextTemplate, SaveTextTemplate, TextTemplateList } from './template-schemas.ts';
import { saveTextTemplate, viewTextTemplates } from './text-templates.ts';
import { viewEncounter } from './view-encounter.ts';
import { viewSectionVersions } from './view-section-versions.ts';
import { writeFindings } from './write-findings.ts';

const EncounterParams = z.strictObject({ encounterId: uuid });

export const encounterRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId',
    permission: 'encounter.read',
    opens: 'patient',
    summary: 'A visit with everything the doctor works with',
    params: EncounterParams,
    response: EncounterView,
    handle: async (ctx, { params }) => await viewEncounter(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'put',
    path: '/encounters/:encounterId/vitals',
    permission: 'encounter.vitals.write',
    summary: 'Record vital signs',
    params: EncounterParams,
    body: RecordVitals,
    response: VersionView,
    handle: async (ctx, { params, body }) => await recordVitals(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'put',
    path: '/encounters/:encounterId/findings',
    permission: 'encounter.write',
    summary: 'Write history, provisional diagnosis and the parts of the examination form',
    params: EncounterParams,
    body: WriteFindings,
    response: VersionView,
    handle: async (ctx, { params, body }) => await writeFindings(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/section-versions',
    permission: 'encounter.read',
    opens: 'patient',
    summary: 'Texts of the examination form that were replaced, with who wrote and who replaced them',
    params: EncounterParams,
    response: SectionVersions,
    handle: async (ctx, { params }) => await viewSectionVersions(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'get',
    path: '/favourite-diagnoses',
    permission: 'encounter.write',
    summary: 'What this doctor diagnosed most here in half a year, most used first',
    response: FavouriteDiagnoses,
    handle: async (ctx) => await viewFavouriteDiagnoses(ctx),
  }),
  defineRoute({
    method: 'get',
    path: '/text-templates',
    permission: 'encounter.read',
    summary: 'Texts of the examination by short code: own, shared in the facility, and of the product',
    response: TextTemplateList,
    handle: async (ctx) => await viewTextTemplates(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/text-templates/:templateId',
    permission: 'text-template.write',
    summary: 'Make, change or take out of use a text by short code; a shared one needs the right to share',
    params: z.strictObject({ templateId: uuid }),
    body: SaveTextTemplate,
    response: SavedTextTemplate,
    handle: async (ctx, { params, body }) => await saveTextTemplate(ctx, params.templateId, body),
  }),
  defineRoute({
    method: 'put',
    path: '/encounters/:encounterId/diagnoses',
    permission: 'encounter.write',
    summary: 'Set the diagnoses, the primary first',
    params: EncounterParams,
    body: SetDiagnoses,
    response: VersionView,
    handle: async (ctx, { params, body }) => await setDiagnoses(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/closure',
    permission: 'encounter.close',
    summary: 'Close the visit and settle its bill',
    params: EncounterParams,
    body: CloseEncounter,
    response: CloseAnswer,
    handle: async (ctx, { params, body }) => await closeEncounter(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/reopening',
    permission: 'encounter.reopen',
    summary: 'Open a closed visit again, with the reason; its closing stays on file',
    params: EncounterParams,
    body: ReopenEncounter,
    response: VersionView,
    handle: async (ctx, { params, body }) => await reopenEncounter(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/bill',
    permission: 'bill.read',
    summary: 'The bill, live while the visit runs',
    params: EncounterParams,
    response: BillView,
    handle: async (ctx, { params }) =>
      await read(ctx, async (tx) => {
        const encounter = await findEncounter(tx, ctx.facilityId, params.encounterId);
        if (encounter === undefined) throw notFound('encounter_not_found');
        return await viewBill(tx, encounter);
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/bordereau',
    permission: 'bill.read',
    summary: 'The cost statement 01/KBCB: a sheet for each card and rate, as it stands while the visit runs',
    params: EncounterParams,
    response: BordereauView,
    handle: async (ctx, { params }) =>
      await read(ctx, async (tx) => {
        const encounter = await findEncounter(tx, ctx.facilityId, params.encounterId);
        if (encounter === undefined) throw notFound('encounter_not_found');
        return await viewBordereau(tx, encounter);
      }),
  }),
];
