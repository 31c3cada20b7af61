import { add, compare, decimal, type Decimal, lineAmount, max, multiply, percentOf, subtract } from '../money.ts';
import { error, type Issue } from '../issue.ts';
import type { ClaimRow, ClaimTables } from './claim-definitions.ts';

type DetailCode = 'XML2' | 'XML3';
interface Shares {
  own: Decimal;
  copay: Decimal;
  fund: Decimal;
}

const SUPPLY_GROUPS: readonly string[] = ['10', '11'];

/**
 * The arithmetic of the rows and the sums of table 1 (rules MON-001 to MON-021 of the project's list, exact to the last digit).
 * Values that are no numbers are left to the field check. Source: docs/legal/insurance.md#lines
 */
export function checkClaimMoney(tables: ClaimTables): Issue[] {
  const { XML1 = [] } = tables;
  const ceilingReached = XML1.some(({ NGAY_MIEN_CCT = '' }) => NGAY_MIEN_CCT.length === 12);
  const rows = (['XML2', 'XML3'] as const).flatMap((code) =>
    (tables[code] ?? []).flatMap((row, i) =>
      checkRow(code, row, ceilingReached).map((issue) => ({ ...issue, path: `${code}.${i + 1}.${issue.path}` })),
    ),
  );
  return [...rows, ...checkSums(tables)];
}

function checkRow(code: DetailCode, row: ClaimRow, ceilingReached: boolean): Issue[] {
  return [...checkCosts(code, row), ...checkOtherSources(row), ...checkShares(row, ceilingReached)];
}

function checkCosts(code: DetailCode, row: ClaimRow): Issue[] {
  const price = code === 'XML2' ? 'DON_GIA' : 'DON_GIA_BV';
  const insuredPrice = code === 'XML2' ? 'DON_GIA' : 'DON_GIA_BH';
  const service = code === 'XML2' ? '100' : number(row, 'TYLE_TT_DV');
  const quantity = number(row, 'SO_LUONG');
  const hospital = lineAmount(quantity, number(row, price), service);
  const exact = multiply(quantity, number(row, insuredPrice), service, '0.01');
  return [
    ...expectAmount(row, 'THANH_TIEN_BV', hospital),
    ...(isInsuredAmount(row, exact) ? [] : expectAmount(row, 'THANH_TIEN_BH', percentOf(exact, number(row, 'TYLE_TT_BH')))),
  ];
}

/** The plain product; or less a donation to the facility; or anything up to it where a cap stands in the row. */
function isInsuredAmount(row: ClaimRow, exact: Decimal): boolean {
  const ratio = number(row, 'TYLE_TT_BH');
  const amount = number(row, 'THANH_TIEN_BH');
  const afterDonation = percentOf(max('0', subtract(exact, number(row, 'T_NGUONKHAC'))), ratio);
  const isCapped = number(row, 'T_TRANTT') !== '0' && compare(amount, percentOf(exact, ratio)) <= 0;
  return isCapped || compare(amount, afterDonation) === 0;
}

function checkOtherSources(row: ClaimRow): Issue[] {
  const parts = ['T_NGUONKHAC_NSNN', 'T_NGUONKHAC_VTNN', 'T_NGUONKHAC_VTTN', 'T_NGUONKHAC_CL'].map((name) => number(row, name));
  return expectAmount(row, 'T_NGUONKHAC', add('0', ...parts));
}

function checkShares(row: ClaimRow, ceilingReached: boolean): Issue[] {
  const actual: Shares = { own: number(row, 'T_BNTT'), copay: number(row, 'T_BNCCT'), fund: number(row, 'T_BHTT') };
  const [supported, ...others] = lawfulShares(row);
  if ([supported, ...others].some((shares) => isSame(shares, actual))) return [];
  if (ceilingReached && isRelieved(supported, actual)) return [];
  return [
    ...expectAmount(row, 'T_BNTT', supported.own),
    ...expectAmount(row, 'T_BNCCT', supported.copay),
    ...expectAmount(row, 'T_BHTT', supported.fund),
  ];
}

/** Other money is (a) support for the person, (b) a donation to the facility, (c) the co-payment of antiretrovirals; the row does not say which. */
function lawfulShares(row: ClaimRow): [Shares, ...Shares[]] {
  const insured = number(row, 'THANH_TIEN_BH');
  const other = number(row, 'T_NGUONKHAC');
  const own = subtract(number(row, 'THANH_TIEN_BV'), insured);
  const fund = percentOf(insured, number(row, 'MUC_HUONG'));
  const copay = subtract(insured, fund);
  const left = (part: Decimal, taken: Decimal) => max('0', subtract(part, max('0', taken)));
  const supported: Shares = {
    own: left(own, other),
    copay: left(copay, subtract(other, own)),
    fund: left(fund, subtract(subtract(other, own), copay)),
  };
  const donated: Shares = { own: subtract(own, other), copay, fund };
  const antiretroviral: Shares = { own, copay: '0', fund };
  return compare(other, copay) === 0 ? [supported, donated, antiretroviral] : [supported, donated];
}

const isSame = (a: Shares, b: Shares): boolean =>
  compare(a.own, b.own) === 0 && compare(a.copay, b.copay) === 0 && compare(a.fund, b.fund) === 0;

/** On the row where the yearly ceiling falls the fund takes over a part of the co-payment. */
function isRelieved(full: Shares, actual: Shares): boolean {
  const isBalanced = compare(add(full.copay, full.fund), add(actual.copay, actual.fund)) === 0;
  return isBalanced && compare(actual.own, full.own) === 0 && compare(actual.copay, full.copay) <= 0;
}

function checkSums(tables: ClaimTables): Issue[] {
  const { XML1 = [], XML2 = [], XML3 = [] } = tables;
  const rows = [...XML2, ...XML3];
  const of = (list: readonly ClaimRow[], name: string): Decimal => add('0', ...list.map((row) => number(row, name)));
  const expected: Record<string, Decimal> = {
    T_THUOC: of(XML2, 'THANH_TIEN_BV'),
    T_VTYT: of(
      XML3.filter(({ MA_NHOM = '' }) => SUPPLY_GROUPS.includes(MA_NHOM)),
      'THANH_TIEN_BV',
    ),
    T_TONGCHI_BV: of(rows, 'THANH_TIEN_BV'),
    T_TONGCHI_BH: of(rows, 'THANH_TIEN_BH'),
    T_BNTT: of(rows, 'T_BNTT'),
    T_BNCCT: of(rows, 'T_BNCCT'),
    T_BHTT: of(rows, 'T_BHTT'),
    T_NGUONKHAC: of(rows, 'T_NGUONKHAC'),
    T_BHTT_GDV: of(
      rows.filter(({ MA_PTTT }) => MA_PTTT === '1'),
      'T_BHTT',
    ),
  };
  return XML1.flatMap((summary, i) =>
    Object.entries(expected).flatMap(([name, amount]) =>
      expectAmount(summary, name, amount, 'claim_sum_wrong').map((issue) => ({ ...issue, path: `XML1.${i + 1}.${issue.path}` })),
    ),
  );
}

function expectAmount(row: ClaimRow, name: string, expected: Decimal, code = 'claim_amount_wrong'): Issue[] {
  return compare(number(row, name), expected) === 0 ? [] : [error(code, name, { expected, found: row[name] ?? '' })];
}

/** The field check reports what is no number; here it counts as nothing, so that one slip does not hide the others. */
function number(row: ClaimRow, name: string): Decimal {
  const text = row[name] ?? '';
  return /^\d+(\.\d+)?$/.test(text) ? decimal(text) : '0';
}
