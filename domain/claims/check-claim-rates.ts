import { cardRateAt } from '../insurance/card.ts';
import { decideBenefitRate } from '../insurance/decide-benefit-rate.ts';
import type { InsuranceParameters } from '../insurance/insurance-parameters.ts';
import { error, type Issue, warning } from '../issue.ts';
import { compare, type Decimal } from '../money.ts';
import type { ClaimRow, ClaimTables } from './claim-definitions.ts';

/**
 * The rate of every insured row, decided again from the tables alone: category, type of care, cards and insured total; after an exemption 100 as well.
 * A rate that does not fit is the most frequent rejection. Rows of drug pick-ups are not judged, their rate is that of another visit; cards that hide
 * their level only warn. Source: docs/legal/insurance.md#rate (rules RTE-001, RTE-010, RTE-011, MON-027 to MON-029 of the project's list)
 */
export function checkClaimRates(tables: ClaimTables, parameters: InsuranceParameters): Issue[] {
  return (tables.XML1 ?? []).flatMap((summary) => checkVisit(summary, tables, parameters));
}

function checkVisit(summary: ClaimRow, tables: ClaimTables, parameters: InsuranceParameters): Issue[] {
  const code = text(summary, 'MA_DOITUONG_KCB');
  const category = parameters.arrivalCategories[code];
  if (category === undefined) return [error('claim_category_unknown', 'XML1.1.MA_DOITUONG_KCB')];
  if (category.inpatientPercent === null || code === '9') return [];

  const cardRates = cards(summary).map((card) => cardRateAt(card, parameters));
  if (cardRates.includes(undefined)) return [warning('claim_rate_not_checked', 'XML1.1.MA_THE_BHYT')];

  const afterExemption = category.copayExemption && text(summary, 'NGAY_MIEN_CCT') !== '' ? ['100'] : [];
  const decided = cardRates.flatMap((rate) => (rate === undefined ? [] : [rateFor(summary, rate, parameters)]));
  return checkRows(tables, [...decided, ...afterExemption]);
}

const cards = (summary: ClaimRow): string[] => text(summary, 'MA_THE_BHYT').split(';').filter(Boolean);

function rateFor(summary: ClaimRow, cardRate: Decimal, parameters: InsuranceParameters): Decimal {
  const total = text(summary, 'T_TONGCHI_BH');
  const facts = {
    arrivalCategory: text(summary, 'MA_DOITUONG_KCB'),
    careType: text(summary, 'MA_LOAI_KCB'),
    cardRate,
    insuranceAmount: isNumber(total) ? total : '0',
    exempt: false,
  };
  return decideBenefitRate(facts, parameters).rate;
}

function checkRows(tables: ClaimTables, rates: Decimal[]): Issue[] {
  return (['XML2', 'XML3'] as const).flatMap((code) =>
    (tables[code] ?? []).flatMap((row, i) => {
      const found = text(row, 'MUC_HUONG');
      const isOutside = text(row, 'TYLE_TT_BH') === '0';
      if (isOutside || !isNumber(found) || rates.some((rate) => compare(rate, found) === 0)) return [];
      return [error('claim_rate_wrong', `${code}.${i + 1}.MUC_HUONG`, { found, expected: rates.join(', ') })];
    }),
  );
}

const isNumber = (value: string): boolean => /^\d+(\.\d+)?$/.test(value);
const text = (row: ClaimRow, name: string): string => row[name] ?? '';
