import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { breakGlass, listBreakGlass, reviewBreakGlass } from './break-glass.ts';
import { ConditionList, EditCondition, NewCondition, RetractCondition, SavedCondition } from './condition-schemas.ts';
import { editCondition, recordCondition, retractCondition, viewConditions } from './conditions.ts';
import { Growth } from './growth-schemas.ts';
import { BreakGlass, BreakGlassAnswer, BreakGlassList, History, HistoryElsewhere, NewPhoto, PhotoList, Review } from './record-schemas.ts';
import { addPhoto, listPhotos, showPhoto } from './photos.ts';
import { viewGrowth } from './view-growth.ts';
import { viewHistory, viewHistoryElsewhere } from './view-history.ts';

const PatientParams = z.strictObject({ patientId: uuid });
const ConditionParams = z.strictObject({ patientId: uuid, conditionId: uuid });
const Written = z.object({ id: uuid });

export const recordRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/patients/:patientId/history',
    permission: 'history.read',
    opens: 'patient',
    summary: 'Visits of a person here, days left of the last prescription, and whether other facilities may be asked',
    params: PatientParams,
    response: History,
    handle: async (ctx, { params }) => await viewHistory(ctx, params.patientId),
  }),
  defineRoute({
    method: 'get',
    path: '/patients/:patientId/history-elsewhere',
    permission: 'history.elsewhere.read',
    opens: 'patient',
    summary: 'Visits of a person in other facilities: by treatment, referral or break-glass',
    params: PatientParams,
    response: HistoryElsewhere,
    handle: async (ctx, { params }) => await viewHistoryElsewhere(ctx, params.patientId),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/break-glass',
    permission: 'history.elsewhere.read',
    summary: 'Open the records of other facilities for four hours, with a reason that will be reviewed',
    status: 201,
    params: PatientParams,
    body: BreakGlass,
    response: BreakGlassAnswer,
    handle: async (ctx, { params, body }) => await breakGlass(ctx, params.patientId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/break-glass-reviews',
    permission: 'break-glass.review',
    summary: 'Openings by break-glass that nobody has looked at yet',
    response: BreakGlassList,
    handle: async (ctx) => await listBreakGlass(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/break-glass-reviews/:grantId',
    permission: 'break-glass.review',
    summary: 'Say whether an opening by break-glass was justified',
    params: z.strictObject({ grantId: uuid }),
    body: Review,
    response: Written,
    handle: async (ctx, { params, body }) => await reviewBreakGlass(ctx, params.grantId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/patients/:patientId/growth',
    permission: 'encounter.read',
    opens: 'patient',
    summary: 'Weights of a child under five years here, with the standard of its sex',
    params: PatientParams,
    response: Growth,
    handle: async (ctx, { params }) => await viewGrowth(ctx, params.patientId),
  }),
  defineRoute({
    method: 'get',
    path: '/patients/:patientId/conditions',
    permission: 'encounter.read',
    opens: 'patient',
    summary: 'Long-term conditions of a person, ended ones last',
    params: PatientParams,
    response: ConditionList,
    handle: async (ctx, { params }) => await viewConditions(ctx, params.patientId),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/conditions',
    permission: 'encounter.write',
    summary: 'Write down a long-term condition',
    status: 201,
    params: PatientParams,
    body: NewCondition,
    response: SavedCondition,
    handle: async (ctx, { params, body }) => await recordCondition(ctx, params.patientId, body),
  }),
  defineRoute({
    method: 'put',
    path: '/patients/:patientId/conditions/:conditionId',
    permission: 'encounter.write',
    summary: 'Correct or end a long-term condition against the version that was seen',
    params: ConditionParams,
    body: EditCondition,
    response: SavedCondition,
    handle: async (ctx, { params, body }) => await editCondition(ctx, params, body),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/conditions/:conditionId/retraction',
    permission: 'encounter.write',
    summary: 'Take back a long-term condition that was written down by mistake',
    params: ConditionParams,
    body: RetractCondition,
    response: SavedCondition,
    handle: async (ctx, { params, body }) => await retractCondition(ctx, params, body),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/photos',
    permission: 'patient.write',
    summary: 'Keep a picture of the person or of the paper they showed',
    status: 201,
    params: PatientParams,
    body: NewPhoto,
    response: Written,
    handle: async (ctx, { params, body }) => await addPhoto(ctx, params.patientId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/patients/:patientId/photos',
    permission: 'patient.read',
    opens: 'patient',
    summary: 'The pictures of a person, newest first, without their content',
    params: PatientParams,
    response: PhotoList,
    handle: async (ctx, { params }) => await listPhotos(ctx, params.patientId),
  }),
  defineRoute({
    method: 'get',
    path: '/patients/:patientId/photos/:photoId',
    permission: 'patient.read',
    opens: 'patient',
    summary: 'One picture',
    params: z.strictObject({ patientId: uuid, photoId: uuid }),
    response: 'file',
    handle: async (ctx, { params }, { response }) => await showPhoto(ctx, params, response),
  }),
];
