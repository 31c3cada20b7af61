import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { issuePaper } from './issue-paper.ts';
import { viewPapers } from './view-papers.ts';
import { withdrawPaper } from './withdraw-paper.ts';
import { IssuedPaper, IssuePaper, PaperList, WithdrawnPaper, WithdrawPaper } from './paper-schemas.ts';

const EncounterParams = z.strictObject({ encounterId: uuid });

export const paperRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/papers',
    permission: 'encounter.read',
    opens: 'patient',
    summary: 'The papers that were issued in a visit',
    params: EncounterParams,
    response: PaperList,
    handle: async (ctx, { params }) => await viewPapers(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/papers',
    permission: 'paper.write',
    summary: 'Issue a paper with the next number of its kind, or in place of an earlier one',
    status: 201,
    params: EncounterParams,
    body: IssuePaper,
    response: IssuedPaper,
    handle: async (ctx, { params, body }) => await issuePaper(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/papers/:paperId/withdrawal',
    permission: 'paper.write',
    summary: 'Withdraw an issued paper; it and its number stay on file',
    params: z.strictObject({ encounterId: uuid, paperId: uuid }),
    body: WithdrawPaper,
    response: WithdrawnPaper,
    handle: async (ctx, { params, body }) => await withdrawPaper(ctx, params, body),
  }),
];
