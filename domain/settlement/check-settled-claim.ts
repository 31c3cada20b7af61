import type { ClaimTables } from '../claims/claim-definitions.ts';
import { error, type Issue, warning } from '../issue.ts';
import { add, compare, type Decimal, decimal } from '../money.ts';
import { hasCareSection } from './care-sections.ts';
import { costColumns } from './cost-columns.ts';
import type { SettledClaim } from './settled-claim.ts';
import type { SummaryLine } from './summary-form.ts';

const differ = (a: Decimal, b: Decimal): boolean => compare(a, b) !== 0;

/**
 * What does not balance in one claim: the cost columns against the cost in scope (1 = 2 + … + 10 of C79-HD), the shares against the total cost
 * (11 + … + 18), table 1 against its rows. The path is the field. Source: docs/legal/insurance.md#settlement
 */
export function checkSettledClaim(claim: SettledClaim, { XML1 = [] }: ClaimTables): Issue[] {
  const summary = XML1[0] ?? {};
  const said = (field: string): Decimal => decimal(summary[field] === undefined || summary[field] === '' ? '0' : summary[field]);
  const shares = [claim.fund, claim.copay, claim.selfInScope, claim.selfOutside, claim.otherState, claim.otherSources];
  const against: [field: string, amount: Decimal][] = [
    ['T_TONGCHI_BV', claim.hospital],
    ['T_TONGCHI_BH', claim.insured],
    ['T_BHTT', claim.fund],
    ['T_BNCCT', claim.copay],
    ['T_BNTT', add(claim.selfInScope, claim.selfOutside)],
    ['T_NGUONKHAC', add(claim.otherState, claim.otherSources)],
  ];
  return [
    ...(differ(add(...costColumns.map((column) => claim[column])), claim.insured) ? [error('settlement_columns_wrong', 'insured')] : []),
    ...(differ(add(...shares), claim.hospital) ? [error('settlement_shares_wrong', 'hospital')] : []),
    ...against.filter(([field, amount]) => differ(said(field), amount)).map(([field]) => error('settlement_table_differs', field)),
    ...(hasCareSection(claim.careType) ? [] : [warning('settlement_care_type_new', 'careType')]),
  ];
}

/** Whether a line of form 01/BH keeps what the paper prints: 2 = 3 + 6 + 7 and 3 = 4 + 5. */
export function checkSummaryLine({ section, hospital, insured, fund, copay, other, self }: SummaryLine): Issue[] {
  return [
    ...(differ(hospital, add(insured, other, self)) ? [error('settlement_shares_wrong', `${section}.2`)] : []),
    ...(differ(insured, add(fund, copay)) ? [error('settlement_columns_wrong', `${section}.3`)] : []),
  ];
}
