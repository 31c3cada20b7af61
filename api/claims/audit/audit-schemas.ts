import { z } from 'zod';
import { findingGroupings } from '../../../db/views/claim-audit-view.ts';
import { auditStages } from '../../../domain/claims/audit/audit-finding.ts';
import { actKinds, decisionKinds, findingStates } from '../../../domain/claims/audit/decide-finding.ts';
import { ownMatches } from '../../../domain/claims/audit/reconcile-findings.ts';
import { day, decimal, instant, IssueView, requiredText, text, uuid, version } from '../../http/schemas.ts';
import { ClaimFindingView } from '../claim-schemas.ts';

const state = z.enum(findingStates);
const severity = z.enum(['block', 'error', 'warning', 'info']);
/** `YYYY-MM`. */
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const by = z.enum(findingGroupings);

/** Five thousand lines are about two megabytes. POST /claim-audit/imports keeps them, POST /claim-audit/readings only says what they would do. */
export const AuditFile = z.strictObject({ id: uuid, fileName: requiredText(200), content: z.base64().min(4).max(6_000_000) });
export const AuditReport = z.object({
  lines: z.int(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  /** Overtaken by a later file: left as they are. */
  older: z.int(),
  refused: z.string(),
  /** As `row.column` of the sheet. */
  warnings: z.array(IssueView),
});
export const AuditImported = AuditReport.extend({ id: uuid });
export const AuditImports = z.object({
  items: z.array(
    z.object({
      id: uuid,
      fileName: z.string(),
      lines: z.int(),
      added: z.int(),
      changed: z.int(),
      importedByName: z.string(),
      importedAt: instant,
    }),
  ),
});

/** Both months are counted; two years at most. */
export const MonthsQuery = z.strictObject({ from: month, until: month });
export const FindingSearch = z.strictObject({
  from: month,
  until: month,
  states: z.array(state).min(1).max(findingStates.length).optional(),
  group: z.strictObject({ by, key: text(60) }).optional(),
  claimKey: text(40).optional(),
  /** The last line of the page before. */
  after: z.strictObject({ auditedOn: day, id: uuid }).optional(),
});
export const FindingLine = z.object({
  id: uuid,
  version: z.int(),
  encounterId: uuid,
  claimKey: z.string(),
  month: z.string(),
  table: z.string().nullable(),
  number: z.string(),
  field: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  departmentCode: z.string(),
  reasonCode: z.string(),
  reasonText: z.string(),
  stage: z.enum(auditStages).nullable(),
  auditedOn: z.string(),
  minutesNumber: z.string(),
  refused: z.string(),
  restored: z.string(),
  state,
  /** A corrected claim of the visit was accepted since. */
  isSentAgain: z.boolean(),
  /** Whether our own check had said the same before it was sent. */
  own: z.enum(ownMatches),
  /** Until when an answer counts; null where none is due. */
  answer: z.object({ until: instant, state: z.enum(['in-time', 'soon', 'over']) }).nullable(),
});
export const FindingPage = z.object({ items: z.array(FindingLine), more: z.boolean() });

export const FindingDetail = FindingLine.extend({
  patientName: z.string(),
  proposed: z.string().nullable(),
  doctorName: z.string(),
  /** Of our check at the approval, those that speak of the same. */
  ownFindings: z.array(ClaimFindingView),
  decisions: z.array(z.enum(decisionKinds)),
  acts: z.array(
    z.object({
      number: z.int(),
      kind: z.enum(actKinds),
      note: z.string().nullable(),
      fileName: z.string().nullable(),
      stateAfter: state,
      refusedAfter: z.string(),
      restoredAfter: z.string(),
      actedByName: z.string(),
      actedAt: instant,
    }),
  ),
});

/** `note` is the answer to the insurer, or why; `amount` what was given back, all of it when absent. */
export const FindingDecision = z.strictObject({
  version,
  kind: z.enum(decisionKinds),
  note: requiredText(2000),
  amount: decimal.optional(),
});
export const FindingDecided = z.object({ id: uuid, version: z.int(), state });

const money = { claimed: z.string(), refused: z.string(), open: z.string(), contested: z.string(), lost: z.string() };
export const MoneyByMonth = z.object({
  months: z.array(
    z.object({
      month: z.string(),
      claims: z.int(),
      findings: z.int(),
      ...money,
      restored: z.string(),
      cured: z.string(),
      undisputed: z.string(),
    }),
  ),
});

export const TrendQuery = z.strictObject({ from: month, until: month, by, reason: text(40).optional() });
export const Trend = z.object({
  months: z.array(z.object({ month: z.string(), claimed: z.string(), count: z.int(), refused: z.string() })),
  groups: z.array(
    z.object({
      /** Null for all after the first ones together. */
      key: z.string().nullable(),
      label: z.string(),
      count: z.int(),
      refused: z.string(),
      /** One a month, in their order. */
      cells: z.array(z.object({ count: z.int(), refused: z.string(), share: z.string() })),
    }),
  ),
});

export const MonthQuery = z.strictObject({ month });
export const Reconciliation = z.object({
  /** The insurer's reasons, and how many of their findings we had known. */
  reasons: z.array(
    z.object({
      reasonCode: z.string(),
      reasonText: z.string(),
      count: z.int(),
      refused: z.string(),
      matches: z.record(z.enum(ownMatches), z.int()),
      /** Of ours that mean it. */
      rules: z.array(z.string()),
      isDecided: z.boolean(),
    }),
  ),
  /** Our rules that warned in claims the insurer has had time to answer. */
  echoes: z.array(z.object({ rule: z.string(), severity, warned: z.int(), echoed: z.int() })),
  /** True when a month holds more than is compared. */
  cut: z.boolean(),
});
export const ReasonRulesDecision = z.strictObject({
  id: uuid,
  reasonCode: requiredText(40),
  rules: z.array(z.string().regex(/^[A-Z0-9]{2,4}-[\w-]{1,12}$/)).max(20),
});

export type AuditFile = z.infer<typeof AuditFile>;
export type AuditReport = z.infer<typeof AuditReport>;
export type AuditImported = z.infer<typeof AuditImported>;
export type AuditImports = z.infer<typeof AuditImports>;
export type MonthsQuery = z.infer<typeof MonthsQuery>;
export type FindingSearch = z.infer<typeof FindingSearch>;
export type FindingLine = z.infer<typeof FindingLine>;
export type FindingPage = z.infer<typeof FindingPage>;
export type FindingDetail = z.infer<typeof FindingDetail>;
export type FindingDecision = z.infer<typeof FindingDecision>;
export type FindingDecided = z.infer<typeof FindingDecided>;
export type MoneyByMonth = z.infer<typeof MoneyByMonth>;
export type TrendQuery = z.infer<typeof TrendQuery>;
export type Trend = z.infer<typeof Trend>;
export type Reconciliation = z.infer<typeof Reconciliation>;
export type ReasonRulesDecision = z.infer<typeof ReasonRulesDecision>;
