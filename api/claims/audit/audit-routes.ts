import { z } from 'zod';
import { answered, defineRoute, type Route } from '../../http/define-route.ts';
import { uuid } from '../../http/schemas.ts';
import {
  AuditFile,
  AuditImported,
  AuditImports,
  AuditReport,
  FindingDecided,
  FindingDecision,
  FindingDetail,
  FindingPage,
  FindingSearch,
  MoneyByMonth,
  MonthQuery,
  MonthsQuery,
  ReasonRulesDecision,
  Reconciliation,
  Trend,
  TrendQuery,
} from './audit-schemas.ts';
import { decide } from './decide-finding.ts';
import { importFindings, previewFindings, viewAuditImports } from './import-findings.ts';
import { decideReasonRules, reconcile, viewMoney, viewTrend } from './reconcile.ts';
import { sampleFindings } from './sample-findings.ts';
import { listFindings, viewFinding } from './view-findings.ts';

const One = z.strictObject({ findingId: uuid });

const readingRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/claim-audit/searches',
    permission: 'claim-audit.read',
    question: true,
    summary: "The insurer's findings in the claims of some months; no person is named",
    body: FindingSearch,
    response: FindingPage,
    handle: async (ctx, { body }) => await listFindings(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-audit/findings/:findingId',
    permission: 'claim-audit.write',
    opens: 'patient',
    summary: "One of the insurer's findings with its person, our own check and all that happened to it",
    params: One,
    response: FindingDetail,
    handle: async (ctx, { params }) => await viewFinding(ctx, params.findingId),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-audit/money',
    permission: 'claim-audit.read',
    summary: 'What the claims of each month ask for, and what became of what the insurer refused',
    query: MonthsQuery,
    response: MoneyByMonth,
    handle: async (ctx, { query }) => await viewMoney(ctx, query),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-audit/trends',
    permission: 'claim-audit.read',
    question: true,
    summary: 'Refusals by month and reason, department, doctor or item',
    body: TrendQuery,
    response: Trend,
    handle: async (ctx, { body }) => await viewTrend(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-audit/reconciliation',
    permission: 'claim-audit.read',
    summary: "The insurer's findings of a month against those of our own check, both ways",
    query: MonthQuery,
    response: Reconciliation,
    handle: async (ctx, { query }) => await reconcile(ctx, query),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-audit/imports',
    permission: 'claim-audit.read',
    summary: "Files of the insurer's findings that were loaded, newest first",
    response: AuditImports,
    handle: async (ctx) => await viewAuditImports(ctx),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-audit/sample',
    permission: 'claim-audit.write',
    summary: 'A marked file of findings for trying the desk, where the insurer is simulated',
    response: 'file',
    handle: async (ctx, _, { response }) => {
      const file = await sampleFindings(ctx);
      response.type('text/csv; charset=utf-8').attachment('mo-phong-ket-qua-giam-dinh.csv').send(file);
      return answered;
    },
  }),
];

const changingRoutes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/claim-audit/readings',
    permission: 'claim-audit.write',
    question: true,
    takesFile: true,
    summary: "What a file of the insurer's findings would change; nothing is kept",
    body: AuditFile,
    response: AuditReport,
    handle: async (ctx, { body }) => await previewFindings(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-audit/imports',
    permission: 'claim-audit.write',
    takesFile: true,
    summary: "Load a file of the insurer's findings, all of it or nothing",
    status: 201,
    body: AuditFile,
    response: AuditImported,
    handle: async (ctx, { body }) => await importFindings(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-audit/findings/:findingId/decisions',
    permission: 'claim-audit.write',
    summary: 'Accept a finding, answer it, say it is cured or given back, or undo the last of these',
    params: One,
    body: FindingDecision,
    response: FindingDecided,
    handle: async (ctx, { params, body }) => await decide(ctx, params.findingId, body),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-audit/reason-rules',
    permission: 'claim-audit.write',
    summary: 'Which rules of our check mean a reason of the insurer',
    body: ReasonRulesDecision,
    response: z.object({ id: uuid }),
    handle: async (ctx, { body }) => await decideReasonRules(ctx, body),
  }),
];

export const claimAuditRoutes: Route[] = [...readingRoutes, ...changingRoutes];
