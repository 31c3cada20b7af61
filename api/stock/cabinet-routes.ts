import { z } from 'zod';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { approveCabinetList, proposeCabinetList, refuseCabinetList } from './cabinet-lists.ts';
import {
  CabinetIssued,
  CabinetIssueList,
  CabinetListSaved,
  CabinetView,
  IssueFromCabinet,
  NewCabinetList,
  RefuseCabinetList,
  ReverseCabinetIssue,
} from './cabinet-schemas.ts';
import { issueFromCabinet } from './issue-from-cabinet.ts';
import { reverseCabinetIssue } from './reverse-cabinet-issue.ts';
import { AtVersion } from './stock-schemas.ts';
import { viewCabinet, viewCabinetIssues } from './view-cabinet.ts';

const CabinetParams = z.strictObject({ depotId: uuid });
const ListParams = z.strictObject({ depotId: uuid, listId: uuid });
const VisitParams = z.strictObject({ encounterId: uuid });

const baseStock: Route[] = [
  defineRoute({
    method: 'get',
    path: '/cabinets/:depotId',
    permission: 'stock.read',
    summary: 'A duty cabinet with its base stock, what is missing and what is asked for',
    params: CabinetParams,
    response: CabinetView,
    handle: async (ctx, { params }) => await viewCabinet(ctx, params.depotId),
  }),
  defineRoute({
    method: 'post',
    path: '/cabinets/:depotId/lists',
    permission: 'stock.request',
    summary: 'Ask for another base list of a duty cabinet',
    status: 201,
    params: CabinetParams,
    body: NewCabinetList,
    response: CabinetListSaved,
    handle: async (ctx, { params, body }) => await proposeCabinetList(ctx, params.depotId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/cabinets/:depotId/lists/:listId/approval',
    permission: 'stock.post',
    summary: 'Approve a base list that somebody else asked for',
    params: ListParams,
    body: AtVersion,
    response: CabinetListSaved,
    handle: async (ctx, { params, body }) => await approveCabinetList(ctx, params, body.version),
  }),
  defineRoute({
    method: 'post',
    path: '/cabinets/:depotId/lists/:listId/refusal',
    permission: 'stock.post',
    summary: 'Refuse a base list, with the reason',
    params: ListParams,
    body: RefuseCabinetList,
    response: CabinetListSaved,
    handle: async (ctx, { params, body }) => await refuseCabinetList(ctx, params, body),
  }),
];

const issues: Route[] = [
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/cabinet-issues',
    permission: 'encounter.read',
    opens: 'patient',
    summary: 'What was taken from duty cabinets for a visit',
    params: VisitParams,
    response: CabinetIssueList,
    handle: async (ctx, { params }) => await viewCabinetIssues(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/cabinet-issues',
    permission: 'cabinet.issue',
    summary: 'Take drugs from a duty cabinet for a visit and charge them',
    status: 201,
    params: VisitParams,
    body: IssueFromCabinet,
    response: CabinetIssued,
    handle: async (ctx, { params, body }) => await issueFromCabinet(ctx, params.encounterId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/encounters/:encounterId/cabinet-issues/:issueId/reversal',
    permission: 'cabinet.issue',
    summary: 'Put back what was taken from a duty cabinet and take it off the bill',
    status: 201,
    params: z.strictObject({ encounterId: uuid, issueId: uuid }),
    body: ReverseCabinetIssue,
    response: CabinetIssued,
    handle: async (ctx, { params, body }) => await reverseCabinetIssue(ctx, params, body),
  }),
];

export const cabinetRoutes: Route[] = [...baseStock, ...issues];
