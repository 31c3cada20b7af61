import { auditSubject, read, write, type Ctx } from '../../db/doors.ts';
import { insertRuleDecision, listRuleDecisions } from '../../db/stores/claim-check-store.ts';
import { groupFindings } from '../../db/views/claim-findings-view.ts';
import { notImplemented } from '../../domain/claims/checks/all-rules.ts';
import { claimRuleList, findClaimRule, isSureBlock } from '../../domain/claims/checks/rule-catalogue.ts';
import { addDays, localDay } from '../../domain/dates.ts';
import { notFound } from '../http/errors.ts';
import type { ClaimRuleList, RuleDecision } from './claim-check-schemas.ts';
import { spanOf } from './claim-span.ts';

const RECENT_DAYS = 30;

/** Every rule with what this facility made of it and how often it found something of late. */
export async function listClaimRules(ctx: Ctx): Promise<ClaimRuleList> {
  const today = localDay(ctx.now);
  const { decisions, groups } = await read(ctx, async (tx) => ({
    decisions: await listRuleDecisions(tx, ctx.facilityId),
    groups: await groupFindings(tx, ctx.facilityId, spanOf({ from: addDays(today, 1 - RECENT_DAYS), until: today })),
  }));
  return {
    items: claimRuleList.map((rule) => {
      const decision = decisions.find((one) => one.rule === rule.id);
      const recent = groups.filter((group) => group.rule === rule.id).reduce((sum, { count }) => sum + count, 0);
      return {
        ...{ rule: rule.id, severity: rule.severity, implemented: !(rule.id in notImplemented), sureBlock: isSureBlock(rule), recent },
        ...{ setting: decision?.severity ?? null, reason: decision?.reason ?? null },
        ...{ decidedByName: decision?.decidedByName ?? null, decidedAt: decision?.decidedAt ?? null },
      };
    }),
  };
}

/** What the facility makes of a rule from now on, with the reason; the decisions before stay on file. */
export async function decideClaimRule(ctx: Ctx, rule: string, { id, severity, reason }: RuleDecision): Promise<{ id: string }> {
  if (findClaimRule(rule) === undefined) throw notFound('claim_rule_not_found');
  return await write(ctx, 'claim.rule.decide', async (tx) => {
    await insertRuleDecision(tx, {
      facilityId: ctx.facilityId,
      id,
      rule,
      severity,
      reason,
      decidedBy: ctx.actor.userId,
      decidedAt: ctx.now,
    });
    auditSubject(tx, { objectId: id });
    return { id };
  });
}
