import { add, compare, type Decimal, divide, multiply, roundAmount, subtract } from '../../money.ts';
import type { TableCode } from '../claim-definitions.ts';
import { codesOf } from './claim-codes.ts';
import type { CheckedClaim, CheckedRow } from './checked-claim.ts';
import type { ClaimRule, ClaimRules } from './claim-check.ts';
import { lawfulRates, rateReason } from './lawful-rates.ts';
import { exactAmount, expectedShares, isInsuredAmount, isRounded, type Shares } from './row-shares.ts';
import { allOf, eachRow, inSummary, ofInsured } from './rule-builders.ts';

const DETAILS = ['XML2', 'XML3'] as const satisfies readonly TableCode[];
const SUPPLY_GROUPS = ['10', '11'] as const;
const SOURCES = ['T_NGUONKHAC_NSNN', 'T_NGUONKHAC_VTNN', 'T_NGUONKHAC_VTTN', 'T_NGUONKHAC_CL'] as const;
const FEE_FOR_SERVICE = '1';
const WITHDRAWN = '8';
const positive = (amount: Decimal): boolean => compare(amount, '0') > 0;

/** The arithmetic of the rows and the sums of table 1, and the rates: rules MON. Source: docs/legal/insurance.md#lines */
export const moneyRules: ClaimRules = {
  'MON-001': costOf('XML2', 'THANH_TIEN_BV', (row) => exactAmount(row, 'DON_GIA')),
  'MON-002': insuredCostOf('XML2', (row) => exactAmount(row, 'DON_GIA')),
  'MON-003': costOf('XML3', 'THANH_TIEN_BV', (row) => exactAmount(row, 'DON_GIA_BV', 'TYLE_TT_DV')),
  'MON-004': allOf(
    insuredCostOf('XML3', (row) => exactAmount(row, 'DON_GIA_BH', 'TYLE_TT_DV')),
    // Two prices that differ by less than the smallest unit are one price with a slip.
    eachRow('XML3', ['DON_GIA_BV', 'DON_GIA_BH'], (row) => {
      const difference = subtract(row.amount('DON_GIA_BV'), row.amount('DON_GIA_BH')).replace('-', '');
      return positive(difference) && compare(difference, '0.01') < 0 && { found: row.text('DON_GIA_BH'), expected: row.text('DON_GIA_BV') };
    }),
  ),
  'MON-005': eachRow(DETAILS, ['T_NGUONKHAC'], (row) => {
    const expected = add('0', ...SOURCES.map((field) => row.amount(field)));
    const isOdd = compare(row.amount('T_NGUONKHAC'), row.amount('THANH_TIEN_BV')) > 0;
    return (compare(row.amount('T_NGUONKHAC'), expected) !== 0 || isOdd) && { found: row.text('T_NGUONKHAC'), expected };
  }),
  'MON-006': shareOf('T_BNTT', 'own'),
  'MON-007': shareOf('T_BNCCT', 'copay'),
  'MON-008': shareOf('T_BHTT', 'fund'),
  'MON-009': eachRow(DETAILS, ['T_BNTT', 'T_BNCCT', 'T_BHTT', 'T_NGUONKHAC', 'THANH_TIEN_BV'], (row) => {
    const sum = add(row.amount('T_BNTT'), row.amount('T_BNCCT'), row.amount('T_BHTT'), row.amount('T_NGUONKHAC'));
    const total = row.amount('THANH_TIEN_BV');
    return compare(sum, total) !== 0 && { found: sum, expected: total };
  }),
  'MON-010': sumOf('T_THUOC', 'THANH_TIEN_BV', (claim) => claim.rows('XML2')),
  'MON-011': sumOf('T_VTYT', 'THANH_TIEN_BV', (claim) => claim.rows('XML3').filter((row) => row.is('MA_NHOM', ...SUPPLY_GROUPS))),
  'MON-012': sumOf('T_TONGCHI_BV', 'THANH_TIEN_BV'),
  'MON-013': sumOf('T_TONGCHI_BH', 'THANH_TIEN_BH'),
  'MON-014': sumOf('T_BNTT', 'T_BNTT'),
  'MON-015': sumOf('T_BNCCT', 'T_BNCCT'),
  'MON-016': inSummary(['T_BHTT'], (row, claim) => {
    // What another source pays of the fund's part leaves it: then only the sum of the rows says what is owed.
    const covered = claim.rows(...DETAILS).some((line) => positive(line.amount('T_NGUONKHAC')));
    const expected = subtract(row.amount('T_TONGCHI_BH'), row.amount('T_BNCCT'));
    return !covered && claim.isInsured && !isNear(row.amount('T_BHTT'), expected) && { found: row.text('T_BHTT'), expected };
  }),
  'MON-017': sumOf('T_BHTT', 'T_BHTT'),
  'MON-018': sumOf('T_NGUONKHAC', 'T_NGUONKHAC'),
  'MON-019': sumOf('T_BHTT_GDV', 'T_BHTT', (claim) => claim.rows(...DETAILS).filter((row) => row.is('MA_PTTT', FEE_FOR_SERVICE))),
  'MON-020': inSummary(['T_TONGCHI_BV', 'T_BNTT', 'T_BNCCT', 'T_BHTT', 'T_NGUONKHAC'], (row) => {
    const sum = add(row.amount('T_BNTT'), row.amount('T_BNCCT'), row.amount('T_BHTT'), row.amount('T_NGUONKHAC'));
    return !isNear(row.amount('T_TONGCHI_BV'), sum) && { found: row.text('T_TONGCHI_BV'), expected: sum };
  }),
  'MON-021': inSummary(['T_BHTT', 'T_TONGCHI_BV', 'T_TONGCHI_BH'], (row) => {
    const [fund, insured, all] = [row.amount('T_BHTT'), row.amount('T_TONGCHI_BH'), row.amount('T_TONGCHI_BV')];
    return compare(fund, insured) > 0 || compare(insured, all) > 0;
  }),
  'MON-022': ofInsured(['T_BHTT'], (row, claim) => {
    return (
      !positive(row.amount('T_BHTT')) &&
      claim.rows(...DETAILS).some((line) => positive(line.amount('THANH_TIEN_BH')) && positive(line.amount('MUC_HUONG')))
    );
  }),
  'MON-023': inSummary(['T_TONGCHI_BV'], (row, claim) => {
    const lines = claim.rows(...DETAILS);
    const cost = lines.some((line) => positive(line.amount('THANH_TIEN_BV')));
    return positive(row.amount('T_TONGCHI_BV')) ? lines.length === 0 : cost;
  }),
  'MON-024': eachRow(DETAILS, ['DON_GIA', 'DON_GIA_BH'], (row) => {
    const isPaid =
      positive(row.amount('TYLE_TT_BH')) &&
      positive(row.amount('SO_LUONG')) &&
      row.amount('TYLE_TT_DV') !== (row.table === 'XML3' ? '0' : '');
    const isFree = /(_TB|\.0000)/.test(row.text('MA_DICH_VU'));
    return isPaid && !isFree && !positive(row.amount(row.table === 'XML2' ? 'DON_GIA' : 'DON_GIA_BH'));
  }),
  'MON-025': (claim) =>
    claim
      .rows(...DETAILS)
      .flatMap((row) =>
        ['TYLE_TT_BH', 'TYLE_TT_DV', 'MUC_HUONG']
          .filter((field) => compare(row.amount(field), '0') < 0 || compare(row.amount(field), '100') > 0)
          .map((field) => ({ row, fields: [field], params: { found: row.text(field) } })),
      ),
  'MON-026': eachRow(DETAILS, ['TYLE_TT_BH', 'PHAM_VI'], (row, claim) => {
    const isOutside = row.is('PHAM_VI', '2');
    const isPaid = positive(row.amount('TYLE_TT_BH'));
    if (isOutside) return isPaid || positive(row.amount('THANH_TIEN_BH'));
    return (
      claim.isInsured &&
      row.is('PHAM_VI', '1') &&
      !isPaid &&
      positive(row.amount('THANH_TIEN_BV')) &&
      positive(row.amount(row.table === 'XML2' ? 'DON_GIA' : 'DON_GIA_BH'))
    );
  }),
  'MON-027': rateRule((rate, rates) => !rates.some((lawful) => compare(lawful, rate) === 0)),
  'MON-028': ofInsured(['T_BNCCT', 'T_TONGCHI_BH'], (row, claim) => {
    const reason = rateReason(claim);
    return reason?.reason === 'low_cost' && positive(row.amount('T_BNCCT')) && { limit: reason.limit, total: row.text('T_TONGCHI_BH') };
  }),
  'MON-029': rateRule((rate, rates) => rates.every((lawful) => compare(lawful, rate) < 0)),
  'MON-030': eachRow(
    DETAILS,
    ['MUC_HUONG'],
    (row, claim) => /\.\d*[1-9]/.test(row.text('MUC_HUONG')) && claim.summary.text('NGAY_RA') < '20260701',
  ),
  'MON-031': ofInsured(['T_BNCCT'], (row, claim) => {
    const free =
      row.list('MA_THE_BHYT').length > 0 && row.list('MA_THE_BHYT').every((card) => /^(TE|CC|QN|CA|CY|HN|DT|..[125])/.test(card));
    const right = rateReason(claim)?.onTheRoute === true;
    return free && right && rateReason(claim)?.rate === '100' && positive(row.amount('T_BNCCT'));
  }),
  'MON-032': ofInsured(['T_BHTT'], (row, claim) => {
    const [insured, fund] = [row.amount('T_TONGCHI_BH'), row.amount('T_BHTT')];
    const rates = lawfulRates(claim);
    if (!positive(insured) || rates?.length !== 1 || claim.rows(...DETAILS).some((line) => positive(line.amount('T_NGUONKHAC'))))
      return false;
    const share = multiply(divide(fund, insured), '100');
    const off = subtract(share, rates[0] ?? '0');
    return compare(off.replace('-', ''), '1') > 0 && { found: roundAmount(share), expected: rates[0] ?? '' };
  }),
  'MON-033': ofInsured(
    ['T_BNCCT'],
    (row, { context }) => context.ceilingPassed === true && positive(row.amount('T_BNCCT')) && !row.has('NGAY_MIEN_CCT'),
  ),
  'MON-034': eachRow(DETAILS, ['MA_PTTT'], (row) => !codesOf('MA_PTTT').has(row.text('MA_PTTT'))),
  'MON-035': allOf(
    eachRow('XML3', ['T_TRANTT'], (row, claim) => {
      const cap = row.amount('T_TRANTT');
      const legal = claim.admittedOn === undefined ? undefined : claim.context.parametersAt?.(claim.admittedOn)?.supplyCap;
      if (!positive(cap) || legal === undefined) return false;
      const isOfRow = compare(cap, row.amount('THANH_TIEN_BH')) === 0;
      return compare(cap, legal) !== 0 && !isOfRow && { found: row.text('T_TRANTT'), expected: legal };
    }),
    (claim) =>
      packages(claim).flatMap(({ cap, rows }) => {
        const fund = add('0', ...rows.map((row) => row.amount('T_BHTT')));
        const [first] = rows;
        return first !== undefined && compare(fund, cap) > 0
          ? [{ row: first, fields: ['T_TRANTT'], params: { found: fund, expected: cap } }]
          : [];
      }),
  ),
  'MON-036': inSummary(['T_BHTT', 'T_THUOC'], (row) => /\.\d\d\d+$/.test(row.text('T_BHTT')) || /\.\d\d\d+$/.test(row.text('T_THUOC'))),
};

/** Whole dong: sums of rounded totals meet within this. */
const isNear = (amount: Decimal, expected: Decimal): boolean => {
  const difference = subtract(amount, expected).replace('-', '');
  const areWhole = !amount.includes('.');
  return compare(difference, areWhole ? '1' : '0') <= 0;
};

function costOf(table: 'XML2' | 'XML3', field: string, exactOf: (row: CheckedRow) => Decimal): ClaimRule {
  return eachRow(table, [field], (row) => {
    const exact = exactOf(row);
    return !isRounded(row.amount(field), exact) && { found: row.text(field), expected: roundAmount(exact) };
  });
}

function insuredCostOf(table: 'XML2' | 'XML3', exactOf: (row: CheckedRow) => Decimal): ClaimRule {
  return eachRow(table, ['THANH_TIEN_BH'], (row) => {
    const exact = exactOf(row);
    const expected = roundAmount(multiply(exact, row.amount('TYLE_TT_BH'), '0.01'));
    return !isInsuredAmount(row, exact) && { found: row.text('THANH_TIEN_BH'), expected };
  });
}

function shareOf(field: string, share: keyof Shares): ClaimRule {
  return (claim) => {
    const ceilingReached = claim.summary.text('NGAY_MIEN_CCT').length === 12;
    return claim.rows(...DETAILS).flatMap((row) => {
      const expected = expectedShares(row, ceilingReached)?.[share];
      const isWrong = expected !== undefined && compare(expected, row.amount(field)) !== 0;
      return isWrong ? [{ row, fields: [field], params: { found: row.text(field), expected } }] : [];
    });
  };
}

/** A total of table 1 is the sum of the rows to the last digit, or that sum in whole dong. */
function sumOf(
  field: string,
  of: string,
  rowsOf: (claim: CheckedClaim) => readonly CheckedRow[] = (claim) => claim.rows(...DETAILS),
): ClaimRule {
  return inSummary([field], (row, claim) => {
    const expected = add('0', ...rowsOf(claim).map((line) => line.amount(of)));
    const isSum = [expected, roundAmount(expected, 0)].some((sum) => compare(sum, row.amount(field)) === 0);
    return !isSum && { found: row.text(field), expected };
  });
}

/** Rows whose rate the tables alone can decide: not those of withdrawn claims, and those outside the scope only when they carry an odd rate. */
function rateRule(isWrong: (rate: Decimal, lawful: readonly Decimal[]) => boolean): ClaimRule {
  return (claim) => {
    const lawful = claim.isInsured && !claim.summary.is('MA_DOITUONG_KCB', WITHDRAWN) ? lawfulRates(claim) : undefined;
    if (lawful === undefined) return [];
    return claim.rows(...DETAILS).flatMap((row) => {
      const outside = !positive(row.amount('TYLE_TT_BH'));
      const rates = outside ? [...lawful, '0', '100'] : lawful;
      const reason = rateReason(claim);
      const why = reason === undefined ? {} : { total: reason.total, limit: reason.limit };
      return isWrong(row.amount('MUC_HUONG'), rates)
        ? [{ row, fields: ['MUC_HUONG'], params: { found: row.text('MUC_HUONG'), expected: lawful.join(', '), ...why } }]
        : [];
    });
  };
}

/** Supplies of one use of a service share one ceiling. */
function packages(claim: CheckedClaim): { cap: Decimal; rows: CheckedRow[] }[] {
  const groups = new Map<string, CheckedRow[]>();
  for (const row of claim.rows('XML3')) {
    if (!positive(row.amount('T_TRANTT'))) continue;
    const key = row.has('GOI_VTYT') ? row.text('GOI_VTYT') : `row ${row.place}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((rows) => ({
    cap: rows.map((row) => row.amount('T_TRANTT')).reduce((a, b) => (compare(a, b) >= 0 ? a : b)),
    rows,
  }));
}
