import { auditSubject, read, write } from '../../../db/doors.ts';
import { insertReasonRules, readReasonRules } from '../../../db/stores/claim-audit-store.ts';
import { readParameters } from '../../../db/stores/code-catalogue-store.ts';
import {
  listClaimsToReconcile,
  listToldFindings,
  moneyByMonth,
  trendOfFindings,
  type Months,
  type ToldFinding,
  type TrendCell,
} from '../../../db/views/claim-audit-view.ts';
import { countEchoes, matchOwn, ownMatches, rulesOfReason, type ReasonRules } from '../../../domain/claims/audit/reconcile-findings.ts';
import { findClaimRule } from '../../../domain/claims/checks/rule-catalogue.ts';
import { timetableNumberAt } from '../../../domain/claims/claim-deadlines.ts';
import { addDays, addMonths, localDay, startOfDay } from '../../../domain/dates.ts';
import { error } from '../../../domain/issue.ts';
import { add, divide, isZero, multiply, roundAmount, subtract } from '../../../domain/money.ts';
import type { ApiCtx } from '../../http/context.ts';
import { rejected } from '../../http/errors.ts';
import type { MoneyByMonth, MonthsQuery, ReasonRulesDecision, Reconciliation, Trend, TrendQuery } from './audit-schemas.ts';
import { monthsOf } from './months-of.ts';

/** Findings, and claims with warnings of ours, that one month is compared over. */
const MOST = 5_000;
/** Groups that stand alone in a table over time. */
const TOP = 20;

/** What the claims of each month ask for, and what became of what the insurer refused. */
export async function viewMoney(ctx: ApiCtx, question: MonthsQuery): Promise<MoneyByMonth> {
  const found = await read(ctx, async (tx) => await moneyByMonth(tx, ctx.facilityId, monthsOf(question)));
  return {
    months: found.map(({ month, ...money }) => ({
      ...money,
      month,
      undisputed: subtract(money.claimed, add(money.open, money.contested, money.lost, money.restored)),
    })),
  };
}

/** Refusals by month and reason, department, doctor or item: how many, how much, and which part of what was asked for. */
export async function viewTrend(ctx: ApiCtx, { by, reason, ...question }: TrendQuery): Promise<Trend> {
  const months = monthsOf(question);
  return await read(ctx, async (tx) => {
    const cells = await trendOfFindings(tx, ctx.facilityId, { ...months, by, reason, top: TOP });
    const claimed = new Map((await moneyByMonth(tx, ctx.facilityId, months)).map((one) => [one.month, one.claimed]));
    return trendOf(cells, monthList(months), claimed);
  });
}

function trendOf(cells: TrendCell[], months: string[], claimed: ReadonlyMap<string, string>): Trend {
  const keys = [...new Set(cells.map(({ key }) => key))];
  const sum = (some: TrendCell[]) => ({
    count: some.reduce((total, { count }) => total + count, 0),
    refused: add('0', ...some.map(({ refused }) => refused)),
  });
  return {
    months: months.map((month) => ({
      ...{ month, claimed: claimed.get(month) ?? '0' },
      ...sum(cells.filter((cell) => cell.month === month)),
    })),
    groups: keys.map((key) => {
      const own = cells.filter((cell) => cell.key === key);
      return {
        ...{ key, label: own.at(-1)?.label ?? '', ...sum(own) },
        cells: months.map((month) => {
          const here = sum(own.filter((cell) => cell.month === month));
          return { ...here, share: shareOf(here.refused, claimed.get(month) ?? '0') };
        }),
      };
    }),
  };
}

/** Per cent with two places. */
const shareOf = (part: string, whole: string): string => (isZero(whole) ? '0' : roundAmount(multiply(divide(part, whole), '100')));

function monthList({ from, until }: Months): string[] {
  const months: string[] = [];
  for (let month = from; month < until; month = addMonths(`${month}-01`, 1).slice(0, 7)) months.push(month);
  return months;
}

/** The insurer's findings of a month against ours: which we had known, which of our warnings it did not mind. */
export async function reconcile(ctx: ApiCtx, { month }: { month: string }): Promise<Reconciliation> {
  const months = monthsOf({ from: month, until: month });
  return await read(ctx, async (tx) => {
    const days = timetableNumberAt(await readParameters(tx, 'claim.'), 'claim.audit_result_days', localDay(ctx.now));
    const answeredBefore = startOfDay(addDays(localDay(ctx.now), -days));
    const decided = await readReasonRules(tx, ctx.facilityId);
    const told = await listToldFindings(tx, ctx.facilityId, { ...months, limit: MOST + 1 });
    const claims = await listClaimsToReconcile(tx, ctx.facilityId, { ...months, answeredBefore, limit: MOST + 1 });
    const bySubmission = new Map<string, ToldFinding[]>();
    for (const one of told) bySubmission.set(one.submissionId, [...(bySubmission.get(one.submissionId) ?? []), one]);
    const compared = claims.slice(0, MOST).map(({ id, own }) => ({ own, told: bySubmission.get(id) ?? [] }));
    return {
      reasons: reasonsOf(told.slice(0, MOST), decided),
      echoes: countEchoes(compared, decided),
      cut: told.length > MOST || claims.length > MOST,
    };
  });
}

function reasonsOf(told: ToldFinding[], decided: ReasonRules): Reconciliation['reasons'] {
  const codes = [...new Set(told.map(({ reasonCode }) => reasonCode))];
  return codes.map((reasonCode) => {
    const some = told.filter((one) => one.reasonCode === reasonCode);
    const found = some.map((one) => matchOwn(one, one.own, decided).match);
    return {
      ...{ reasonCode, reasonText: some.at(-1)?.reasonText ?? '', count: some.length },
      refused: add('0', ...some.map(({ refused }) => refused)),
      matches: Object.fromEntries(ownMatches.map((match) => [match, found.filter((one) => one === match).length])) as Record<
        (typeof ownMatches)[number],
        number
      >,
      ...{ rules: [...rulesOfReason(reasonCode, decided)], isDecided: decided[reasonCode] !== undefined },
    };
  });
}

/** Says which rules of ours mean a reason of the insurer; none is an answer too. */
export async function decideReasonRules(ctx: ApiCtx, { id, reasonCode, rules }: ReasonRulesDecision): Promise<{ id: string }> {
  const unknown = rules.filter((rule) => findClaimRule(rule) === undefined);
  if (unknown.length > 0) throw rejected(unknown.map((rule) => error('claim_rule_not_found', 'rules', { rule })));
  return await write(ctx, 'claim-audit.map', async (tx) => {
    const decided = { rules: [...new Set(rules)], decidedBy: ctx.actor.userId, decidedAt: ctx.now };
    await insertReasonRules(tx, { facilityId: ctx.facilityId, id, reasonCode, ...decided });
    auditSubject(tx, { objectId: id });
    return { id };
  });
}
