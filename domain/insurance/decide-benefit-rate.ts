import { compare, type Decimal, divide, multiply } from '../money.ts';
import { isInpatientCare } from './care-type.ts';
import { type ArrivalCategory, getParameter, type InsuranceParameters } from './insurance-parameters.ts';

/** Why a visit has its rate; each has a sentence in the messages. */
export type RateReason =
  | 'not_insured'
  | 'claim_withdrawn'
  | 'commune_level'
  | 'route_share'
  | 'original_visit'
  | 'original_visit_unknown'
  | 'copay_exempt'
  | 'low_cost'
  | 'card_rate'
  | 'copay_ceiling';

export interface BenefitFacts {
  /** MA_DOITUONG_KCB. */
  arrivalCategory: string;
  /** MA_LOAI_KCB, two digits. */
  careType: string;
  /** What the card alone pays, in percent. */
  cardRate: Decimal;
  /** Insured cost of the whole visit in dong, over all card periods. */
  insuranceAmount: Decimal;
  /** The person no longer owes co-payments this year. */
  exempt: boolean;
  /** Drug pick-up: rate in percent of the visit that prescribed. */
  originalRate?: Decimal | undefined;
}

export interface BenefitRate {
  /** Percent, at most one decimal place in practice (95 × 50 % = 47.5). */
  rate: Decimal;
  reason: RateReason;
}

/**
 * The rate of a visit, decided once and applied to every line. Throws a RangeError when the installation does not know the category.
 * Source: docs/legal/insurance.md#rate
 */
export function decideBenefitRate(facts: BenefitFacts, parameters: InsuranceParameters): BenefitRate {
  const category = getParameter(parameters.arrivalCategories, 'bhyt.arrival_category', facts.arrivalCategory);
  if (facts.arrivalCategory === '9') return { rate: '0', reason: 'not_insured' };
  if (category.care === 'none') return { rate: '0', reason: 'claim_withdrawn' };

  const route = isInpatientCare(facts.careType) ? category.inpatientPercent : category.outpatientPercent;
  if (route === null) return rateOfOriginalVisit(facts);
  if (category.ignoresCard) return { rate: route, reason: 'commune_level' };
  if (compare(route, '100') !== 0) return { rate: share(facts.cardRate, route), reason: 'route_share' };
  return rateOnTheRoute(facts, category, parameters);
}

function rateOnTheRoute(facts: BenefitFacts, category: ArrivalCategory, parameters: InsuranceParameters): BenefitRate {
  if (facts.exempt && category.copayExemption) return { rate: '100', reason: 'copay_exempt' };
  // Strictly below: exactly 15 % of the base salary already pays the card rate.
  const isLow = compare(facts.insuranceAmount, parameters.lowCostLimit) < 0;
  return isLow && category.lowCostRule ? { rate: '100', reason: 'low_cost' } : { rate: facts.cardRate, reason: 'card_rate' };
}

/** Picking up drugs repeats the rate of the visit that prescribed them; unknown, the card's own rate is shown with its reason. */
function rateOfOriginalVisit({ originalRate, cardRate }: BenefitFacts): BenefitRate {
  return originalRate === undefined
    ? { rate: cardRate, reason: 'original_visit_unknown' }
    : { rate: originalRate, reason: 'original_visit' };
}

const share = (cardRate: Decimal, route: Decimal): Decimal => divide(multiply(cardRate, route), '100');
