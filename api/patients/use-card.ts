import type { WriteTx } from '../../db/doors.ts';
import { findEligibilityCheck, queueEligibilityCheck, type EligibilityCheck } from '../../db/stores/eligibility-store.ts';
import { insertCoverage } from '../../db/stores/encounter-store.ts';
import type { InsuranceCard } from '../../db/stores/insurance-card-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { InsuranceParameters } from '../../domain/insurance/insurance-parameters.ts';
import { isAboutCard, numberInUse, verificationOf } from '../../domain/insurance/read-portal-answer.ts';
import { information, warning, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { rateOf } from './save-card.ts';

export interface CardUse {
  /** Of the coverage to be. */
  id: string;
  encounterId: string;
  card: InsuranceCard;
  parameters: InsuranceParameters;
  usedFrom: string;
  sequence: number;
  /** The insurer's answer, asked at the desk before. */
  checkId: string | undefined;
  reason: string | null;
}

/** Puts a card into a visit as it is now. Without an answer of the insurer it counts as not verified, and a job goes on asking. */
export async function useCard(tx: WriteTx, ctx: ApiCtx, use: CardUse): Promise<Issue[]> {
  const { encounterId, card, parameters, usedFrom, sequence, reason } = use;
  const { id: cardId, version: _, patientId: __, ...facts } = card;
  const { check, issues } = await findAnswer(tx, ctx, use);
  const reading = check === undefined ? undefined : { ...check, ...check.outcome };
  const verification = reading === undefined ? 'not-verified' : verificationOf(reading, card.cardNumber);
  const cardNumber = reading === undefined ? card.cardNumber : numberInUse(card.cardNumber, reading);
  await insertCoverage(tx, {
    ...facts,
    ...{ facilityId: ctx.facilityId, id: use.id, encounterId, cardId, usedFrom, sequence, reason, cardNumber },
    cardRate: rateOf({ cardNumber }, parameters),
    verification,
    eligibilityCheckId: check?.id ?? null,
  });
  if (verification === 'refused') return [...issues, warning('card_refused', 'card.cardNumber')];
  if (verification === 'verified') return issues;
  await queueEligibilityCheck(tx, { facilityId: ctx.facilityId, encounterId, coverageId: use.id }, 0);
  return [...issues, information('card_not_verified', 'card.cardNumber')];
}

/** An answer of today about this very card; another one is not used, and the desk is told. */
async function findAnswer(
  tx: WriteTx,
  ctx: ApiCtx,
  { checkId, card }: CardUse,
): Promise<{ check: EligibilityCheck | undefined; issues: Issue[] }> {
  if (checkId === undefined) return { check: undefined, issues: [] };
  const check = await findEligibilityCheck(tx, ctx.facilityId, checkId);
  if (check === undefined) throw notFound('eligibility_check_not_found');
  const isOld = localDay(check.askedAt) !== localDay(ctx.now);
  if (isOld) return { check: undefined, issues: [warning('eligibility_check_old', 'visit.eligibilityCheckId')] };
  if (isAboutCard(check.outcome, check.askedNumber, card.cardNumber)) return { check, issues: [] };
  return { check: undefined, issues: [warning('eligibility_check_other_card', 'visit.eligibilityCheckId')] };
}
