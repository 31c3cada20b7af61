import type { Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import { compare, isNegative, places, type Decimal } from '../money.ts';

/** An entry of a facility's formulary as it is typed; price in dong for one dispensing unit, ratio in per cent. */
export interface FormularyEntry {
  drugCode: string;
  unitPrice: Decimal;
  tender?: string | undefined;
  insuranceRatio: Decimal;
  validFrom: Day;
  validTo?: Day | undefined;
}

/** decision;package;group;year as TT_THAU has it, e.g. `123/QĐ-SYT;G1;N4;2026`. */
const TENDER = /^[^;]+;G\d{1,2};N\d;\d{4}$/;

/**
 * Everything wrong with an entry. The tender is checked for its shape only: what it says stands on the paper.
 * Source: QĐ 130/QĐ-BYT as amended, table 2 TT_THAU; docs/legal/pharmacy.md#formulary
 */
export function checkFormularyItem(item: FormularyEntry, facts: { known: boolean }): Issue[] {
  const issues: Issue[] = [];
  if (!facts.known) issues.push(error('stock_drug_unknown', 'drugCode', { drug: item.drugCode }));
  if (isNegative(item.unitPrice)) issues.push(error('stock_price_missing', 'unitPrice'));
  else if (places(item.unitPrice) > 3) issues.push(error('stock_places', 'unitPrice', { max: 3 }));
  if (isNegative(item.insuranceRatio) || compare(item.insuranceRatio, '100') > 0) issues.push(error('formulary_ratio', 'insuranceRatio'));
  if ((item.tender ?? '') !== '' && !TENDER.test(item.tender ?? '')) issues.push(error('formulary_tender_format', 'tender'));
  if (item.validTo !== undefined && item.validTo < item.validFrom) issues.push(error('period_reversed', 'validTo'));
  return issues;
}
