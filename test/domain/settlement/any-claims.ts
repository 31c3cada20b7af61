import { expect } from 'chai';
import fc from 'fast-check';
import type { ClaimRow, ClaimTables } from '../../../domain/claims/claim-definitions.ts';
import { add, type Decimal, decimal, lineAmount, max, min, percentOf, subtract } from '../../../domain/money.ts';
import { isProven, proveTotals, type XmlSums } from '../../../domain/settlement/prove-totals.ts';
import { checkSettledClaim } from '../../../domain/settlement/check-settled-claim.ts';
import { readSettledClaim } from '../../../domain/settlement/settled-claim.ts';
import { collectLines, readSettlementLines, type SettlementLine, sortedLines } from '../../../domain/settlement/settlement-lines.ts';
import { addClaim, addLines, noTotals, type SettlementTotals } from '../../../domain/settlement/settlement-totals.ts';
import { withSums } from '../../support/sound-claims.ts';
import { rowOf } from '../../support/sound-facts.ts';

const hundredths = (most: number) => fc.integer({ min: 0, max: most }).map((n) => decimal((n / 100).toFixed(2)));

const cost = fc.record({
  table: fc.constantFrom('XML2' as const, 'XML3' as const),
  group: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'),
  code: fc.constantFrom('A', 'B', 'C'),
  price: hundredths(900_000_00),
  quantity: fc.constantFrom('1.000', '2.000', '0.500', '3.333'),
  ratio: fc.constantFrom('100', '70', '50', '30', '0'),
  rate: fc.constantFrom('100', '95', '80', '47.5'),
  support: fc.constantFrom('0', '0', '1234.56', '500000'),
  fromState: fc.boolean(),
  scope: fc.constantFrom('1', '1', '1', '2'),
});
type Cost = typeof cost extends fc.Arbitrary<infer T> ? T : never;

/** The shares of a row as the decision has them (docs/legal/insurance.md#lines). */
function sharesOf({ price, quantity, ratio, rate, support, fromState, scope }: Cost): Record<string, Decimal> {
  const hospital = lineAmount(quantity, price);
  const insured = scope === '1' ? lineAmount(quantity, price, ratio) : '0';
  const other = min(support, hospital);
  const fund = percentOf(insured, rate);
  const [self, copay] = [subtract(hospital, insured), subtract(insured, fund)];
  const beyondSelf = max('0', subtract(other, self));
  const beyondCopay = max('0', subtract(beyondSelf, copay));
  return {
    ...{ THANH_TIEN_BV: hospital, THANH_TIEN_BH: insured, MUC_HUONG: rate, PHAM_VI: scope },
    ...{ T_NGUONKHAC: other, T_NGUONKHAC_NSNN: fromState ? other : '0', T_NGUONKHAC_CL: fromState ? '0' : other },
    ...{ T_BNTT: max('0', subtract(self, other)), T_BNCCT: max('0', subtract(copay, beyondSelf)), T_BHTT: subtract(fund, beyondCopay) },
  };
}

function rowOfCost(one: Cost, i: number): ClaimRow {
  const common = { ...sharesOf(one), STT: String(i + 1), MA_NHOM: one.group, SO_LUONG: one.quantity, TYLE_TT_BH: one.ratio, MA_PTTT: '1' };
  if (one.table === 'XML2') return rowOf('XML2', { ...common, MA_THUOC: one.code, TEN_THUOC: `Thuốc ${one.code}`, DON_GIA: one.price });
  const naming = ['10', '11'].includes(one.group)
    ? { MA_VAT_TU: one.code, TEN_VAT_TU: 'Vật tư' }
    : { MA_DICH_VU: one.code, TEN_DICH_VU: 'Dịch vụ' };
  return rowOf('XML3', { ...common, ...naming, DON_GIA_BV: one.price, DON_GIA_BH: one.price, TYLE_TT_DV: '100' });
}

/** A claim with any costs whose rows keep the money rules and whose table 1 is their sum. */
export const anyClaim: fc.Arbitrary<ClaimTables> = fc
  .record({
    careType: fc.constantFrom('01', '02', '03', '04', '05', '06', '07', '08', '09', '12'),
    arrival: fc.constantFrom('1.1', '1.2', '2', '3.3', '7'),
    days: fc.integer({ min: 0, max: 40 }),
    costs: fc.array(cost, { maxLength: 6 }),
  })
  .map(({ careType, arrival, days, costs }) => {
    const rows = (table: Cost['table']) => costs.filter((one) => one.table === table).map(rowOfCost);
    const summary = rowOf('XML1', { MA_LOAI_KCB: careType, MA_DOITUONG_KCB: arrival, SO_NGAY_DTRI: String(days) });
    return withSums({ XML1: [summary], XML2: rows('XML2'), XML3: rows('XML3') });
  });

export interface Report {
  totals: SettlementTotals;
  lines: SettlementLine[];
  wrong: string[];
}

/** A report of these claims, made as the worker makes it. */
export function reportOf(claims: readonly ClaimTables[]): Report {
  const collected = new Map<string, SettlementLine>();
  let totals = noTotals();
  const wrong: string[] = [];
  for (const tables of claims) {
    const claim = readSettledClaim(tables);
    totals = addClaim(totals, claim);
    collectLines(collected, readSettlementLines(tables));
    wrong.push(...checkSettledClaim(claim, tables).map(({ code, path }) => `${code}@${path}`));
  }
  const lines = sortedLines(collected);
  return { totals: addLines(totals, lines), lines, wrong };
}

/** The sums of the rows of all claims, added up one by one. */
export function xmlSumsOf(claims: readonly ClaimTables[]): XmlSums {
  const rows = claims.flatMap(({ XML2 = [], XML3 = [] }) => [...XML2, ...XML3]);
  const sum = (field: string): Decimal => add('0', ...rows.map((row) => row[field] ?? '0'));
  return {
    ...{ hospital: sum('THANH_TIEN_BV'), insured: sum('THANH_TIEN_BH'), fund: sum('T_BHTT') },
    ...{ copay: sum('T_BNCCT'), other: sum('T_NGUONKHAC'), self: sum('T_BNTT') },
  };
}

/** Every form of any claims adds up to the sums of their rows, and nothing of a claim is out of balance. */
export function expectFormsEqualFiles(numRuns: number): void {
  fc.assert(
    fc.property(fc.array(anyClaim, { maxLength: 8 }), (claims) => {
      const { totals, wrong } = reportOf(claims);
      const proofs = proveTotals(totals, xmlSumsOf(claims));
      if (!isProven(proofs)) expect.fail(JSON.stringify(proofs));
      expect(wrong.filter((one) => !one.startsWith('settlement_care_type_new'))).to.deep.equal([]);
    }),
    { numRuns },
  );
}
