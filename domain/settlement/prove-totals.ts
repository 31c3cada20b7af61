import { add, type Decimal, isZero, subtract } from '../money.ts';
import { type FormColumn, formLayouts, type SettlementForm } from './form-layouts.ts';
import { toDong } from './round-to-dong.ts';
import { summaryForm } from './summary-form.ts';
import type { SettlementTotals } from './settlement-totals.ts';

/** Sums over the rows of tables 2 and 3 of all claims of a report, added up apart from the forms. */
export interface XmlSums {
  /** THANH_TIEN_BV */
  hospital: Decimal;
  /** THANH_TIEN_BH */
  insured: Decimal;
  /** T_BHTT */
  fund: Decimal;
  /** T_BNCCT */
  copay: Decimal;
  /** T_NGUONKHAC */
  other: Decimal;
  /** T_BNTT */
  self: Decimal;
}

/** One figure of the forms beside the same figure of the files. Form 01/BH is compared in whole dong, all others to the last digit. */
export interface Proof {
  /** The forms whose figures are added up. */
  forms: readonly SettlementForm[];
  measure: keyof XmlSums;
  inForms: Decimal;
  inFiles: Decimal;
  /** Zero where they agree. */
  difference: Decimal;
}

const prove = (forms: Proof['forms'], measure: Proof['measure'], inForms: Decimal, inFiles: Decimal): Proof => ({
  ...{ forms, measure, inForms, inFiles },
  difference: subtract(inForms, inFiles),
});

/**
 * Each form's totals beside the files. Cost is read off the cost columns one by one, so a cost that fell out of every column would show.
 * Source: docs/legal/insurance.md#settlement
 */
export function proveTotals(totals: SettlementTotals, xml: XmlSums): Proof[] {
  const summary = summaryForm(totals.summary).at(-1);
  return [
    prove(['01BH'], 'hospital', summary?.hospital ?? '0', toDong(xml.hospital)),
    prove(['01BH'], 'fund', summary?.fund ?? '0', toDong(xml.fund)),
    ...proveVisits(totals, xml, ['C79', 'C80'], ['2', '3', '4', '5', '6', '7', '8', '9', '10']),
    prove(['C79', 'C80'], 'hospital', columnsTotal(totals, ['C79', 'C80'], ['11', '12', '13', '14', '15', '16', '17', '18']), xml.hospital),
    ...proveVisits(totals, xml, ['79a', '80a'], SHEET_COSTS),
    ...proveLists(totals, xml),
  ];
}

const SHEET_COSTS = [
  ...['T_XN', 'T_CDHA', 'T_THUOC', 'T_MAU', 'T_PTTT', 'T_VTYT', 'T_DVKT_TYLE', 'T_THUOC_TYLE', 'T_VTYT_TYLE', 'T_KHAM', 'T_GIUONG'],
  'T_VCHUYEN',
];

function proveVisits({ rows }: SettlementTotals, xml: XmlSums, forms: Proof['forms'], costs: readonly string[]): Proof[] {
  const measured = (measure: 'fund' | 'copay') => add(rows.outpatients.sums[measure] ?? '0', rows.inpatients.sums[measure] ?? '0');
  return [
    prove(forms, 'insured', columnsTotal({ rows }, forms, costs), xml.insured),
    prove(forms, 'fund', measured('fund'), xml.fund),
    prove(forms, 'copay', measured('copay'), xml.copay),
  ];
}

function proveLists({ rows }: SettlementTotals, xml: XmlSums): Proof[] {
  const lists = ['19', '20', '21'] as const;
  const measured = (field: string) => add('0', ...lists.map((list) => rows[list].sums[field] ?? '0'));
  return [
    prove(lists, 'insured', measured('amount'), xml.insured),
    prove(lists, 'fund', measured('fund'), xml.fund),
    prove(lists, 'copay', measured('copay'), xml.copay),
  ];
}

function columnsTotal({ rows }: Pick<SettlementTotals, 'rows'>, forms: Proof['forms'], names: readonly string[]): Decimal {
  const amounts = forms.flatMap((form) => {
    const { columns, rows: source } = formLayouts[form];
    const sums = source === 'summary' ? {} : rows[source].sums;
    return columns.filter(({ name }) => names.includes(name)).flatMap(({ from }: FormColumn) => from.map((field) => sums[field] ?? '0'));
  });
  return add('0', ...amounts);
}

/** Whether every figure agrees. */
export const isProven = (proofs: readonly Proof[]): boolean => proofs.every(({ difference }) => isZero(difference));
