import type { ClaimItem } from '../../../api/claims/claim-schemas.ts';
import { isHolding } from '../../../domain/claims/checks/claim-check.ts';
import { add } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format-money.ts';

/** The head line: how many, how many clean, how much the fund is asked for, how much of it is at risk. */
export function summaryOf(items: ClaimItem[]): Record<string, string | number> {
  const doubtful = items.filter((item) => item.findings.length > 0);
  return {
    all: items.length,
    insured: items.filter((item) => item.insured).length,
    clean: items.length - doubtful.length,
    look: doubtful.length,
    fund: moneyForPeople(add('0', ...items.map((item) => item.fundAmount))),
    risk: moneyForPeople(add('0', ...items.filter(({ findings }) => findings.some(isHolding)).map((item) => item.fundAmount))),
  };
}
