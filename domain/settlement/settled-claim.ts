import type { ClaimRow, ClaimTables } from '../claims/claim-definitions.ts';
import { add, type Decimal, decimal, subtract } from '../money.ts';
import { type CareSection, careSectionOf } from './care-sections.ts';
import { type CostColumn, costColumnOf, costColumns } from './cost-columns.ts';

/** Who the visit was of and how it went, as the claim says it; text values, absent = empty. */
export interface SettledVisit {
  claimKey: string;
  patientCode: string;
  fullName: string;
  /** `yyyymmdd`, or `yyyy` where only the year is known. */
  birth: string;
  birthMale: string;
  birthFemale: string;
  sex: string;
  address: string;
  /** The card in force at the end where the visit had two. */
  cardNumber: string;
  registeredAt: string;
  cardFrom: string;
  cardTo: string;
  mainDisease: string;
  otherDiseases: string;
  route: Route;
  referredFrom: string;
  startedAt: string;
  admittedAt: string;
  endedAt: string;
  days: string;
  outcome: string;
  dischargeType: string;
  department: string;
  year: string;
  month: string;
  area: string;
  careType: string;
  facilityCode: string;
}

/** Sums over the rows of tables 2 and 3, in dong with at most two places. */
export type SettledAmounts = Record<CostColumn, Decimal> & {
  /** THANH_TIEN_BV. */
  hospital: Decimal;
  /** THANH_TIEN_BH. */
  insured: Decimal;
  /** T_BHTT. */
  fund: Decimal;
  /** T_BNCCT. */
  copay: Decimal;
  /** T_BNTT of rows in the scope of the insurance, and of the others. */
  selfInScope: Decimal;
  selfOutside: Decimal;
  /** T_NGUONKHAC from the state budget, and from anybody else. */
  otherState: Decimal;
  otherSources: Decimal;
  /** What other sources paid of the cost in scope: THANH_TIEN_BH less fund and co-payment. */
  insuredOther: Decimal;
};

/** One claim as the settlement forms count it. */
export type SettledClaim = SettledVisit & SettledAmounts & { section: CareSection };

/** 1 on the right route, 2 emergency, 3 without referral. */
export type Route = '1' | '2' | '3';

const IN_SCOPE = '1';
const text = (row: ClaimRow, field: string): string => row[field] ?? '';
const money = (row: ClaimRow, field: string): Decimal => (text(row, field) === '' ? '0' : decimal(text(row, field)));

/** The rows that cost something: tables 2 and 3. */
export const costRows = ({ XML2 = [], XML3 = [] }: ClaimTables): readonly ClaimRow[] => [...XML2, ...XML3];

/**
 * What the forms need of one claim. All money is summed from the rows of tables 2 and 3, so the forms equal the files that were sent.
 * Throws a RangeError for an amount that is no number. Source: docs/legal/insurance.md#settlement
 */
export function readSettledClaim(tables: ClaimTables): SettledClaim {
  const summary = tables.XML1?.[0] ?? {};
  return { ...visitOf(summary), ...amountsOf(costRows(tables)), section: careSectionOf(text(summary, 'MA_LOAI_KCB')) };
}

function visitOf(row: ClaimRow): SettledVisit {
  const birth = birthOf(text(row, 'NGAY_SINH'));
  const sex = text(row, 'GIOI_TINH');
  return {
    claimKey: text(row, 'MA_LK'),
    patientCode: text(row, 'MA_BN'),
    fullName: text(row, 'HO_TEN'),
    ...{ birth, birthMale: sex === '2' ? '' : birth, birthFemale: sex === '2' ? birth : '', sex },
    address: text(row, 'DIA_CHI'),
    cardNumber: last(text(row, 'MA_THE_BHYT')),
    registeredAt: last(text(row, 'MA_DKBD')),
    ...{ cardFrom: last(text(row, 'GT_THE_TU')), cardTo: last(text(row, 'GT_THE_DEN')) },
    ...{ mainDisease: text(row, 'MA_BENH_CHINH'), otherDiseases: text(row, 'MA_BENH_KT') },
    ...{ route: routeOf(text(row, 'MA_DOITUONG_KCB')), referredFrom: text(row, 'MA_NOI_DI') },
    ...{ startedAt: text(row, 'NGAY_VAO'), admittedAt: text(row, 'NGAY_VAO_NOI_TRU'), endedAt: text(row, 'NGAY_RA') },
    ...{ days: text(row, 'SO_NGAY_DTRI') || '0', outcome: text(row, 'KET_QUA_DTRI'), dischargeType: text(row, 'MA_LOAI_RV') },
    department: last(text(row, 'MA_KHOA')),
    ...{ year: text(row, 'NAM_QT'), month: text(row, 'THANG_QT'), area: text(row, 'MA_KHUVUC') },
    ...{ careType: text(row, 'MA_LOAI_KCB'), facilityCode: text(row, 'MA_CSKCB') },
  };
}

function amountsOf(rows: readonly ClaimRow[]): SettledAmounts {
  const found = new Map<string, Decimal[]>();
  const note = (field: string, amount: Decimal) => {
    const list = found.get(field);
    if (list === undefined) found.set(field, [amount]);
    else list.push(amount);
  };
  for (const row of rows) {
    const insured = money(row, 'THANH_TIEN_BH');
    note('insured', insured);
    note(costColumnOf(text(row, 'MA_NHOM')), insured);
    note('hospital', money(row, 'THANH_TIEN_BV'));
    note('fund', money(row, 'T_BHTT'));
    note('copay', money(row, 'T_BNCCT'));
    note(text(row, 'PHAM_VI') === IN_SCOPE ? 'selfInScope' : 'selfOutside', money(row, 'T_BNTT'));
    note('other', money(row, 'T_NGUONKHAC'));
    note('otherState', money(row, 'T_NGUONKHAC_NSNN'));
  }
  const sum = (field: string): Decimal => add('0', ...(found.get(field) ?? []));
  const [insured, fund, copay, otherState] = [sum('insured'), sum('fund'), sum('copay'), sum('otherState')];
  return {
    ...(Object.fromEntries(costColumns.map((column) => [column, sum(column)])) as Record<CostColumn, Decimal>),
    ...{ hospital: sum('hospital'), insured, fund, copay, otherState },
    ...{ selfInScope: sum('selfInScope'), selfOutside: sum('selfOutside') },
    otherSources: subtract(sum('other'), otherState),
    insuredOther: subtract(insured, add(fund, copay)),
  };
}

/** The first digit of MA_DOITUONG_KCB, as the reason of arrival of the older forms; drug pick-ups (7) are on the right route (likely). */
export function routeOf(arrivalCategory: string): Route {
  if (arrivalCategory.startsWith('2')) return '2';
  return arrivalCategory.startsWith('3') ? '3' : '1';
}

/** Only the year where day and month are not known. */
const birthOf = (text: string): string => (text.slice(4, 8) === '0000' ? text.slice(0, 4) : text.slice(0, 8));

const last = (list: string): string => list.split(';').at(-1)?.trim() ?? '';
