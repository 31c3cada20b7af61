import { z } from 'zod';
import { openRecord, read } from '../../db/doors.ts';
import { countChecked, groupFindings, pageVisitsOfRule } from '../../db/views/claim-findings-view.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { uuid } from '../http/schemas.ts';
import { adviceOf, recheckClaim, requestCheckRun, viewCheckRun } from './check-claims.ts';
import {
  CheckedClaimView,
  ClaimAdvice,
  CheckRunView,
  ClaimRuleList,
  ClaimToCheck,
  FindingGroups,
  NewCheckRun,
  RuleDecision,
  SpanQuery,
  VisitsOfRule,
  VisitsOfRuleQuery,
} from './claim-check-schemas.ts';
import { decideClaimRule, listClaimRules } from './claim-rule-settings.ts';
import { refuseSpan, spanOf } from './claim-span.ts';

const PAGE = 50;
const EncounterParams = z.strictObject({ encounterId: uuid });
const RunParams = z.strictObject({ runId: uuid });
const RuleParams = z.strictObject({ rule: z.string().regex(/^[A-Z0-9]{2,4}-[\w-]{1,12}$/) });

export const claimCheckRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/claim-finding-groups',
    permission: 'claim.read',
    summary: 'Findings of the visits closed in some days, by rule, with the money at stake',
    query: SpanQuery,
    response: FindingGroups,
    handle: async (ctx, { query }) => {
      refuseSpan(ctx, query);
      return await read(ctx, async (tx) => ({
        groups: await groupFindings(tx, ctx.facilityId, spanOf(query)),
        ...(await countChecked(tx, ctx.facilityId, spanOf(query))),
      }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/claim-findings',
    permission: 'claim.read',
    opens: 'patient',
    summary: 'The visits of some days that one rule found something in',
    query: VisitsOfRuleQuery,
    response: VisitsOfRule,
    handle: async (ctx, { query }) => {
      refuseSpan(ctx, query);
      return await read(ctx, async (tx) => {
        const found = await pageVisitsOfRule(tx, ctx.facilityId, {
          ...spanOf(query),
          rule: query.rule,
          after: query.after,
          limit: PAGE + 1,
        });
        const items = found.slice(0, PAGE);
        for (const { patientId, encounterId } of items) await openRecord(tx, ctx, { patientId, encounterId });
        ctx.opened = true; // a rule that found nothing opens no record
        return { items, next: found.length > PAGE ? (items.at(-1)?.encounterId ?? null) : null };
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/claim-checks',
    permission: 'claim.export',
    summary: 'Check a closed visit anew',
    body: ClaimToCheck,
    response: CheckedClaimView,
    handle: async (ctx, { body }) => await recheckClaim(ctx, body.encounterId),
  }),
  defineRoute({
    method: 'post',
    path: '/claim-check-runs',
    permission: 'claim.export',
    summary: 'Check all visits closed in some days anew',
    status: 202,
    body: NewCheckRun,
    response: CheckRunView,
    handle: async (ctx, { body }) => {
      await requestCheckRun(ctx, body);
      return await viewCheckRun(ctx, body.id);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/claim-check-runs/:runId',
    permission: 'claim.read',
    summary: 'How far a check of many visits is',
    params: RunParams,
    response: CheckRunView,
    handle: async (ctx, { params }) => await viewCheckRun(ctx, params.runId),
  }),
  defineRoute({
    method: 'get',
    path: '/encounters/:encounterId/claim-advice',
    permission: 'encounter.close',
    summary: 'What the claim check found in a visit, as advice for who closed it',
    params: EncounterParams,
    response: ClaimAdvice,
    handle: async (ctx, { params }) => await adviceOf(ctx, params.encounterId),
  }),
  defineRoute({
    method: 'get',
    path: '/claim-rules',
    permission: 'claim-rule.read',
    summary: 'The rules of the claim check with what this facility made of them',
    response: ClaimRuleList,
    handle: async (ctx) => await listClaimRules(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/claim-rules/:rule',
    permission: 'claim-rule.write',
    summary: 'Give a rule another severity at this facility, or switch it off, with the reason',
    params: RuleParams,
    body: RuleDecision,
    response: z.object({ id: uuid }),
    handle: async (ctx, { params, body }) => await decideClaimRule(ctx, params.rule, body),
  }),
];
