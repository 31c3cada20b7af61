import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { checkDuplicates } from './check-duplicates.ts';
import { mergePatients, previewMerge, recentMerges, undoMerge } from './merge-patients.ts';
import { MergeList, MergePreview, MergePreviewRequest, MergeQuery, NewMerge, UndoMerge } from './merge-schemas.ts';
import { DuplicateCheck, DuplicateCheckAnswer } from './duplicate-schemas.ts';

const Written = z.object({ id: uuid });

/** Who is who: likely duplicates, and records of one person brought together. */
export const identityRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/patients/duplicate-checks',
    permission: 'patient.search',
    question: true,
    summary: 'People on record who may be the one at the desk',
    body: DuplicateCheck,
    response: DuplicateCheckAnswer,
    handle: async (ctx, { body }) => await checkDuplicates(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/merge-previews',
    permission: 'patient.merge',
    opens: 'patient',
    question: true,
    summary: 'Two records side by side: what a merge would move, what speaks against it',
    body: MergePreviewRequest,
    response: MergePreview,
    handle: async (ctx, { body }) => await previewMerge(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/patients/:patientId/merges',
    permission: 'patient.merge',
    summary: 'Merge another record of the same person into this one',
    status: 201,
    params: z.strictObject({ patientId: uuid }),
    body: NewMerge,
    response: Written,
    handle: async (ctx, { params, body }) => await mergePatients(ctx, params.patientId, body),
  }),
  defineRoute({
    method: 'get',
    path: '/patient-merges',
    permission: 'patient.merge',
    summary: 'The latest merges, also those that were undone',
    query: MergeQuery,
    response: MergeList,
    handle: async (ctx, { query }) => await recentMerges(ctx, query.limit),
  }),
  defineRoute({
    method: 'post',
    path: '/patient-merges/:mergeId/undo',
    permission: 'patient.merge',
    summary: 'Take a merge back',
    params: z.strictObject({ mergeId: uuid }),
    body: UndoMerge,
    response: Written,
    handle: async (ctx, { params, body }) => await undoMerge(ctx, params.mergeId, body.reason),
  }),
];
