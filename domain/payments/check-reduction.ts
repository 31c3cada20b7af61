import { error, type Issue } from '../issue.ts';
import { compare, type Decimal, isNegative, places, subtract } from '../money.ts';
import type { AccountState } from './receipt.ts';

/**
 * Why a discount or support cannot be noted: whole dong above nothing, at most what the person still has to bear; support only while the bill is live, because the
 * stored bill holds it for the claim. Amounts in dong. Source: docs/legal/payments.md#support
 */
export function checkReduction(
  reduction: { kind: 'discount' | 'support'; amount: Decimal; source?: string | undefined },
  state: AccountState,
  visit: { final: boolean },
): Issue[] {
  const { kind, amount, source } = reduction;
  if (kind === 'support' && source === undefined) return [error('support_source_missing', 'source')];
  if (kind === 'support' && visit.final) return [error('support_after_closing', 'kind')];
  if (places(amount) > 0 || compare(amount, '0') <= 0) return [error('payment_not_whole', 'amount')];
  const left = subtract(state.patientPart, state.discount);
  return compare(amount, left) <= 0 ? [] : [error('reduction_above_part', 'amount', { max: left })];
}

/** What a charge costs and whether the insurer is asked for it. Quantity with 3 places, prices in dong. */
export interface ChargeTerms {
  quantity: Decimal;
  hospitalPrice: Decimal;
  insurancePrice: Decimal;
  insured: boolean;
}

/** No quantity of one charge comes near. */
const MAX_QUANTITY = '9999';
const MAX_PRICE = '999999999';
const MAX_PLACES = 3;

/**
 * Why a charge cannot be put right like this. A drug is counted and priced by its boxes, so only whether it is insured can be changed here; what the insurer
 * never accepted cannot become insured by hand. Source: docs/legal/payments.md#adjustments
 */
export function checkAdjustment(
  before: ChargeTerms & { drug: boolean; insurable: boolean },
  after: Pick<ChargeTerms, 'quantity' | 'hospitalPrice' | 'insured'>,
): Issue[] {
  const sameAmount = compare(before.quantity, after.quantity) === 0 && compare(before.hospitalPrice, after.hospitalPrice) === 0;
  if (sameAmount && before.insured === after.insured) return [error('adjustment_empty', '')];
  if (before.drug && !sameAmount) return [error('drug_adjusted_at_window', 'quantity')];
  const { quantity, hospitalPrice } = after;
  if (compare(quantity, '0') <= 0 || compare(quantity, MAX_QUANTITY) > 0 || places(quantity) > MAX_PLACES)
    return [error('adjustment_quantity', 'quantity', { max: MAX_QUANTITY })];
  if (isNegative(hospitalPrice) || compare(hospitalPrice, MAX_PRICE) > 0 || places(hospitalPrice) > MAX_PLACES)
    return [error('adjustment_price', 'hospitalPrice', { max: MAX_PRICE })];
  return after.insured && !before.insured && !before.insurable ? [error('charge_not_insurable', 'insured')] : [];
}
