import type { ClaimFinding, ClaimSeverity } from '../checks/claim-check.ts';
import { findClaimRule } from '../checks/rule-catalogue.ts';
import type { AuditLine } from './audit-finding.ts';

/**
 * Whether our own check had said the same before the claim left: `known-reason` by a rule that means this reason, `known-place` by any rule in the same
 * place, `missed` by none; `not-kept` of claims that were approved before the product kept what it found.
 */
export const ownMatches = ['known-reason', 'known-place', 'missed', 'not-kept'] as const;
export type OwnMatch = (typeof ownMatches)[number];

export type ToldPlace = Pick<AuditLine, 'table' | 'number' | 'field' | 'reasonCode'>;
/** Rules of ours by the insurer's code of a reason, as a facility has put them together. */
export type ReasonRules = Readonly<Record<string, readonly string[]>>;

/**
 * Our rules that mean a reason of the insurer: what the facility says, else the topic of the insurer's audit of the same number (`KT04` is AUD-KT04). Of
 * other codes the meaning is not published, so nothing is guessed. Source: docs/legal/insurance.md#findings
 */
export function rulesOfReason(reasonCode: string, decided: ReasonRules): readonly string[] {
  const own = decided[reasonCode];
  if (own !== undefined) return own;
  const topic = `AUD-${reasonCode.trim().toUpperCase()}`;
  return findClaimRule(topic) === undefined ? [] : [topic];
}

/** What of our own findings speaks of the same thing as the insurer's, and how that is known. `own` is null where it was not kept. */
export function matchOwn<Own extends ClaimFinding>(
  told: ToldPlace,
  own: readonly Own[] | null,
  decided: ReasonRules,
): { match: OwnMatch; findings: Own[] } {
  if (own === null) return { match: 'not-kept', findings: [] };
  const rules = rulesOfReason(told.reasonCode, decided);
  const byReason = own.filter((one) => rules.includes(one.rule) && mayBeTheSame(told, one));
  if (byReason.length > 0) return { match: 'known-reason', findings: byReason };
  const byPlace = own.filter((one) => isSamePlace(told, one));
  return byPlace.length > 0 ? { match: 'known-place', findings: byPlace } : { match: 'missed', findings: [] };
}

/** A rule that means the reason counts unless both name a row and not the same. */
function mayBeTheSame({ table, number }: ToldPlace, own: ClaimFinding): boolean {
  if (number === '' || own.row === 0 || own.table === 'XML1') return true;
  return own.table === table && own.number === number;
}

/** The same row, and the same field where the insurer names one; of the claim as a whole only the field says the place. */
function isSamePlace({ table, number, field }: ToldPlace, own: ClaimFinding): boolean {
  const isField = field !== '' && own.fields.includes(field.toUpperCase());
  if (number === '') return isField && (table ?? 'XML1') === own.table;
  return own.table === table && own.number === number && (field === '' || isField);
}

/** A claim with what we had found in it and what the insurer did. */
export interface ReconciledClaim {
  own: readonly ClaimFinding[] | null;
  told: readonly ToldPlace[];
}

export interface RuleEcho {
  rule: string;
  severity: ClaimSeverity;
  /** How often it had warned, and how often the insurer said the same. */
  warned: number;
  echoed: number;
}

/**
 * Of each rule of ours that warned in these claims, how often the insurer said the same; the rest the insurer did not mind. The rules nobody minds come
 * first. Only claims whose time of audit is over belong in here. Source: docs/legal/insurance.md#findings
 */
export function countEchoes(claims: readonly ReconciledClaim[], decided: ReasonRules): RuleEcho[] {
  const echoes = new Map<string, RuleEcho>();
  for (const { own, told } of claims) {
    const heard = new Set(told.flatMap((one) => matchOwn(one, own, decided).findings));
    for (const finding of own ?? []) {
      const before = echoes.get(finding.rule) ?? { rule: finding.rule, severity: finding.severity, warned: 0, echoed: 0 };
      echoes.set(finding.rule, { ...before, warned: before.warned + 1, echoed: before.echoed + (heard.has(finding) ? 1 : 0) });
    }
  }
  return [...echoes.values()].sort((a, b) => b.warned - b.echoed - (a.warned - a.echoed) || a.rule.localeCompare(b.rule));
}
