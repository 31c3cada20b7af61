import { z } from 'zod';
import { day, uuid } from '../http/schemas.ts';
import { ClaimFindingView } from './claim-schemas.ts';

const severity = z.enum(['block', 'error', 'warning', 'info']);

/** Both days are counted; a month at most. */
export const SpanQuery = z.strictObject({ from: day, until: day });
export const FindingGroups = z.object({
  groups: z.array(z.object({ rule: z.string(), severity, count: z.int(), atStake: z.string() })),
  checked: z.int(),
  /** Closed since the last check, or closed anew. */
  unchecked: z.int(),
});

export const VisitsOfRuleQuery = z.strictObject({ from: day, until: day, rule: z.string().min(1).max(20), after: uuid.optional() });
export const VisitsOfRule = z.object({
  items: z.array(
    z.object({
      encounterId: uuid,
      patientId: uuid,
      encounterCode: z.string(),
      patientName: z.string(),
      closedAt: z.string(),
      checkedAt: z.string(),
      fundAmount: z.string(),
      findings: z.array(ClaimFindingView),
    }),
  ),
  next: z.string().nullable(),
});

export const ClaimToCheck = z.strictObject({ encounterId: uuid });
/** No person is named: the lists are read again. */
export const CheckedClaimView = z.object({ encounterId: uuid, findings: z.array(ClaimFindingView) });

/** For who closed the visit: null while it was not judged. No person is named. */
export const ClaimAdvice = z.object({ checkedAt: z.string().nullable(), findings: z.array(ClaimFindingView) });

export const NewCheckRun = z.strictObject({ id: uuid, from: day, until: day });
export const CheckRunView = z.object({
  id: uuid,
  from: z.string(),
  until: z.string(),
  state: z.enum(['queued', 'running', 'ready', 'failed']),
  total: z.int(),
  done: z.int(),
  finishedAt: z.string().nullable(),
});

export const ClaimRuleList = z.object({
  items: z.array(
    z.object({
      rule: z.string(),
      severity,
      /** What this facility made of it; null = nothing. */
      setting: z.enum(['block', 'error', 'warning', 'info', 'off']).nullable(),
      reason: z.string().nullable(),
      decidedByName: z.string().nullable(),
      decidedAt: z.string().nullable(),
      /** False: no data of a claim can answer it. */
      implemented: z.boolean(),
      /** Law of envelope and money: switched off, it is shown wherever findings are listed. */
      sureBlock: z.boolean(),
      /** Visits of the last thirty days. */
      recent: z.int(),
    }),
  ),
});
export const RuleDecision = z.strictObject({
  id: uuid,
  severity: z.enum(['block', 'error', 'warning', 'info', 'off']).nullable(),
  reason: z.string().trim().min(3).max(500),
});

export type FindingGroups = z.infer<typeof FindingGroups>;
export type VisitsOfRule = z.infer<typeof VisitsOfRule>;
export type CheckedClaimView = z.infer<typeof CheckedClaimView>;
export type ClaimAdvice = z.infer<typeof ClaimAdvice>;
export type NewCheckRun = z.infer<typeof NewCheckRun>;
export type CheckRunView = z.infer<typeof CheckRunView>;
export type ClaimRuleList = z.infer<typeof ClaimRuleList>;
export type RuleDecision = z.infer<typeof RuleDecision>;
