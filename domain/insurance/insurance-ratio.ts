import type { Decimal } from '../money.ts';
import type { ChargeLine } from '../visits/visit-record.ts';
import type { BenefitLevel } from './insurance-parameters.ts';

export type ScopedRatio = Pick<ChargeLine, 'scope' | 'insuranceRatio'>;

export interface ListedRatio {
  /** PHAM_VI of the catalogue: outside the list is 2. */
  inScope: boolean;
  /** Percent of the catalogue, e.g. 50 for a ratio drug. */
  ratio: Decimal;
  /** Recurrent wound of a war invalid (VET_THUONG_TP). */
  warWound?: boolean;
}

/**
 * Scope and percent to freeze on a charge line for a card's benefit level (undefined = no card). Ratio limits do not touch digits 1 and 5
 * nor war wounds; outside the list only digit 5 is paid, as scope 3. Source: docs/legal/insurance.md#card (QĐ 1351/2015, NĐ 146/2018 Đ14)
 */
export function insuranceRatioFor(listed: ListedRatio, level: BenefitLevel | undefined): ScopedRatio {
  if (level === undefined) return { scope: listed.inScope ? '1' : '2', insuranceRatio: listed.inScope ? listed.ratio : '0' };
  if (!listed.inScope) return level.outsideScopePaid ? { scope: '3', insuranceRatio: '100' } : { scope: '2', insuranceRatio: '0' };
  const limited = level.ratioLimitsApply && listed.warWound !== true;
  return { scope: '1', insuranceRatio: limited ? listed.ratio : '100' };
}
