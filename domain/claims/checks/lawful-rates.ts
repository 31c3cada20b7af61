import { cardRateAt } from '../../insurance/card.ts';
import { type BenefitRate, decideBenefitRate } from '../../insurance/decide-benefit-rate.ts';
import type { InsuranceParameters } from '../../insurance/insurance-parameters.ts';
import type { Decimal } from '../../money.ts';
import type { CheckedClaim } from './checked-claim.ts';

/** Why a visit has its rate, with the numbers that decide it. */
export interface RateReason extends BenefitRate {
  /** Insured cost of the visit and the limit below which the fund pays all, in dong. */
  total: Decimal;
  limit: Decimal;
  /** False for self-referral that is paid by a share. */
  onTheRoute: boolean;
}

/**
 * The percents that the rows of a visit may carry, decided from the tables alone: category, type of care, cards and insured total; after an exemption
 * 100 as well. Undefined when they cannot be decided: an unknown day or category, a card that hides its level, a drug pick-up, which has the
 * rate of another visit. Source: docs/legal/insurance.md#rate
 */
export function lawfulRates(claim: CheckedClaim): Decimal[] | undefined {
  const decided = decide(claim);
  if (decided === undefined) return undefined;
  const category = decided.parameters.arrivalCategories[claim.summary.text('MA_DOITUONG_KCB')];
  const isExempt = category?.copayExemption === true && claim.summary.has('NGAY_MIEN_CCT');
  return [...new Set([...decided.rates.map(({ rate }) => rate), ...(isExempt ? ['100'] : [])])];
}

/** How the rate of the first card comes about; undefined when it cannot be decided. Source: docs/legal/insurance.md#rate */
export function rateReason(claim: CheckedClaim): RateReason | undefined {
  const decided = decide(claim);
  const [first] = decided?.rates ?? [];
  if (decided === undefined || first === undefined) return undefined;
  const onTheRoute = ['card_rate', 'low_cost', 'commune_level', 'copay_exempt', 'copay_ceiling'].includes(first.reason);
  return { ...first, total: claim.summary.amount('T_TONGCHI_BH'), limit: decided.parameters.lowCostLimit, onTheRoute };
}

function decide(claim: CheckedClaim): { rates: BenefitRate[]; parameters: InsuranceParameters } | undefined {
  const parameters = claim.admittedOn === undefined ? undefined : claim.context.parametersAt?.(claim.admittedOn);
  const { summary } = claim;
  const category = parameters?.arrivalCategories[summary.text('MA_DOITUONG_KCB')];
  if (parameters === undefined || category === undefined || category.inpatientPercent === null || summary.is('MA_DOITUONG_KCB', '9'))
    return undefined;
  const cardRates = summary.list('MA_THE_BHYT').map((card) => rateOfCard(card, parameters));
  if (cardRates.length === 0) return undefined;
  const rates = cardRates.map((cardRate) => cardRate && rateWith(claim, cardRate, parameters));
  return rates.every((rate) => rate !== undefined && rate !== '') ? { rates: rates, parameters } : undefined;
}

/** A card whose digit no table knows is a fault of the card, reported by the rules CARD. */
function rateOfCard(card: string, parameters: InsuranceParameters): Decimal | undefined {
  return /^[A-Z]{2}[1-5]\d{12}$/.test(card) ? cardRateAt(card, parameters) : undefined;
}

function rateWith({ summary }: CheckedClaim, cardRate: Decimal, parameters: InsuranceParameters): BenefitRate {
  const facts = {
    arrivalCategory: summary.text('MA_DOITUONG_KCB'),
    careType: summary.text('MA_LOAI_KCB'),
    cardRate,
    insuranceAmount: summary.amount('T_TONGCHI_BH'),
    exempt: false,
  };
  return decideBenefitRate(facts, parameters);
}
