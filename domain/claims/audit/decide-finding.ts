import { error, type Issue } from '../../issue.ts';
import { compare, type Decimal, isZero, subtract } from '../../money.ts';
import type { AuditLine } from './audit-finding.ts';

/**
 * Where a finding stands: `open` waits for us; `accepted` is lost; `contested` was answered; `cured` was sent again and taken; `restored` was given back,
 * and what of it was not is lost.
 */
export const findingStates = ['open', 'contested', 'accepted', 'cured', 'restored'] as const;
export type FindingState = (typeof findingStates)[number];

/** What a person decides. `undo` takes back the last decision. */
export const decisionKinds = ['accept', 'contest', 'cure', 'restore', 'undo'] as const;
export type DecisionKind = (typeof decisionKinds)[number];
/** What happens to a finding: a file tells of it first, or tells otherwise, or a person decides. */
export const actKinds = ['told', 'retold', ...decisionKinds] as const;
export type ActKind = (typeof actKinds)[number];

/** In dong; `restored` is the part of `refused` that the insurer gave back. */
export interface Standing {
  state: FindingState;
  refused: Decimal;
  restored: Decimal;
}

export interface DecisionFacts extends Standing {
  /** A later claim of the visit was accepted. */
  isSentAgain: boolean;
  /** The last thing that happened, and how the finding stood before. */
  last: { kind: ActKind; before: Pick<Standing, 'state' | 'restored'> | null };
}

const FROM: Record<Exclude<DecisionKind, 'undo'>, readonly FindingState[]> = {
  accept: ['open', 'contested'],
  contest: ['open'],
  cure: ['open', 'contested'],
  restore: ['open', 'contested', 'accepted'],
};
const TO = { accept: 'accepted', contest: 'contested', cure: 'cured', restore: 'restored' } as const;

/** Decisions that are possible now, in the order people think of them. Source: docs/legal/insurance.md#findings */
export function possibleDecisions(facts: DecisionFacts): DecisionKind[] {
  return decisionKinds.filter((kind) => 'state' in decideFinding(facts, { kind, amount: null }));
}

/**
 * How a finding stands after a decision, or why it cannot be taken. `amount` is what the insurer gave back, in dong; null = all of it. Only the last
 * decision of a person can be undone: what a file told stays told, and an undone decision is taken anew. Source: docs/legal/insurance.md#findings
 */
export function decideFinding(
  facts: DecisionFacts,
  { kind, amount }: { kind: DecisionKind; amount: Decimal | null },
): Pick<Standing, 'state' | 'restored'> | Issue {
  if (kind === 'undo') return undo(facts.last);
  if (!FROM[kind].includes(facts.state)) return error('audit_decision_not_possible', 'kind');
  if (kind === 'cure' && !facts.isSentAgain) return error('audit_not_sent_again', 'kind');
  if (kind !== 'restore') return { state: TO[kind], restored: facts.restored };
  const restored = amount ?? facts.refused;
  if (compare(restored, facts.refused) > 0 || compare(restored, '0') < 0 || (isZero(restored) && !isZero(facts.refused)))
    return error('audit_restored_not_within', 'amount', { refused: facts.refused });
  return { state: TO[kind], restored };
}

function undo({ kind, before }: DecisionFacts['last']): Pick<Standing, 'state' | 'restored'> | Issue {
  const isDecision = kind !== 'told' && kind !== 'retold' && kind !== 'undo';
  return isDecision && before !== null ? before : error('audit_nothing_to_undo', 'kind');
}

/** What of the file's word is compared; `told` is the amount that the newest file refuses. */
export type Told = Pick<AuditLine, 'reasonText' | 'stage' | 'auditedOn' | 'minutesNumber' | 'proposed'> & { told: Decimal };

/** Whether a file says what is known already, something newer, or something that a later file has overtaken. */
export function compareTold(before: Told, now: Told): 'same' | 'older' | 'newer' {
  if (now.auditedOn < before.auditedOn) return 'older';
  const words = ['reasonText', 'stage', 'auditedOn', 'minutesNumber'] as const;
  const isSame =
    words.every((word) => before[word] === now[word]) &&
    compare(before.told, now.told) === 0 &&
    (before.proposed ?? '') === (now.proposed ?? '');
  return isSame ? 'same' : 'newer';
}

/**
 * How a finding stands after a newer file: less refused than before is money given back, all of it ends the matter; more refused is a new question, and
 * whatever was decided of the smaller amount is open again. So is what was cured, when the corrected claim is told of.
 * Source: docs/legal/insurance.md#findings (unsure)
 */
export function afterNewerFile(
  { state, refused, restored, told }: Standing & { told: Decimal },
  now: { told: Decimal; isOfLaterClaim: boolean },
): Standing {
  const stands = state === 'cured' && now.isOfLaterClaim ? 'open' : state;
  if (compare(now.told, told) === 0) return { state: stands, refused, restored };
  if (compare(now.told, refused) > 0) return { state: 'open', refused: now.told, restored: '0' };
  const givenBack = subtract(refused, now.told);
  if (isZero(now.told)) return { state: 'restored', refused, restored: givenBack };
  return { state: stands === 'restored' ? 'open' : stands, refused, restored: givenBack };
}
