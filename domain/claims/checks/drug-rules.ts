import { add, compare, divide, multiply } from '../../money.ts';
import { codesOf } from './claim-codes.ts';
import type { CheckedClaim, CheckedRow } from './checked-claim.ts';
import type { ApprovedItem, ClaimRules } from './claim-check.ts';
import { daysOf, dosePerDay, unitOfDose } from './dose-text.ts';
import { allOf, eachRow, filled, milder, wholeClaim } from './rule-builders.ts';
import { isKnownStaff, isOutsideStay, LICENCE, NEARLY_LICENCE } from './staff-rules.ts';

const BLOOD = ['7', '17'] as const;
/** Oxygen and nitric oxide have no registration number. */
const GASES: readonly string[] = ['40.17', '40.573'];
const ARMED_CARD = /^(CA|QN|CY)/;
const WAR_INVALID_CARD = /^(CC|CB|KC|TB|..[12])/;
const UNUSUAL_QUANTITY = '100';
const OUTPATIENT_DAYS = '30';
const LONG_TERM_DAYS = '90';
/** A dispensed box is not broken: a few units more than the days need. */
const ROUNDING_ALLOWANCE = '1';
const OUTPATIENT = ['01', '02', '05', '07', '08'] as const;
const PROCESSED_HERE = /^(05V|05C|HD|BB\.)/;
const VENTILATION = /^(01\.0(12[89]|13[0-9]|14[0-4])|02\.0(0[67]\d))\./;
const HAEMODIALYSIS = /^01\.0(17[2-9]|18\d)\.|^02\.0(20[5-9]|23\d)\./;
const HEPARIN = /heparin|enoxaparin/i;
const CONTRAST = /iohexol|iopamidol|iopromid|iobitridol|ioversol|gadoter|gadobutrol|gadopentet/i;

/** Drugs and blood of table 2: rules MED. Source: docs/legal/insurance.md#checks */
export const drugRules: ClaimRules = {
  'MED-001': filled('XML2', ['MA_THUOC', 'TEN_THUOC']),
  'MED-002': ofCatalogue(['MA_THUOC'], (_, approved) => approved.length === 0),
  'MED-003': ofCatalogue(['TEN_THUOC'], differs('TEN_THUOC', 'name')),
  'MED-004': allOf(
    filled('XML2', ['HAM_LUONG'], (row) => !row.is('MA_NHOM', ...BLOOD) && !isUnregistered(row)),
    ofCatalogue(['HAM_LUONG'], differs('HAM_LUONG', 'strength')),
  ),
  'MED-005': allOf(
    eachRow('XML2', ['SO_DANG_KY'], (row) => !row.has('SO_DANG_KY') && !row.is('MA_NHOM', ...BLOOD) && !isUnregistered(row)),
    ofCatalogue(['SO_DANG_KY'], differs('SO_DANG_KY', 'registrationNumber')),
  ),
  'MED-006': allOf(
    filled('XML2', ['DUONG_DUNG'], (row) => !row.is('MA_NHOM', ...BLOOD)),
    eachRow('XML2', ['DUONG_DUNG'], (row) => row.has('DUONG_DUNG') && !/^\d\.\d{2}$/.test(row.text('DUONG_DUNG'))),
    // Hospitals have routes of their own; the code is then only shown.
    eachRow(
      'XML2',
      ['DUONG_DUNG'],
      (row) => /^\d\.\d{2}$/.test(row.text('DUONG_DUNG')) && !codesOf('DUONG_DUNG').has(row.text('DUONG_DUNG')),
      'warning',
    ),
    ofCatalogue(['DUONG_DUNG'], differs('DUONG_DUNG', 'routeCode')),
  ),
  'MED-007': ofCatalogue(['DANG_BAO_CHE'], differs('DANG_BAO_CHE', 'dosageForm')),
  'MED-008': allOf(
    milder(
      eachRow('XML2', ['DON_VI_TINH'], (row) => /\d/.test(row.text('DON_VI_TINH'))),
      'warning',
      ({ row }) => row?.is('MA_NHOM', ...BLOOD) === true,
    ),
    ofCatalogue(['DON_VI_TINH'], differs('DON_VI_TINH', 'unit')),
  ),
  'MED-009': eachRow('XML2', ['TT_THAU'], (row) => {
    const tender = row.text('TT_THAU');
    if (row.is('MA_NHOM', ...BLOOD) || isUnregistered(row)) return false;
    return !/^[^;]+;G\d{1,2};N\d{1,2};\d{4}(;.+)?$/.test(tender);
  }),
  'MED-010': ofCatalogue(
    ['TT_THAU'],
    (row, approved) =>
      approved.some(({ tender }) => tender !== undefined) && !approved.some(({ tender }) => same(tender, row.text('TT_THAU'))),
  ),
  'MED-011': ofCatalogue(['DON_GIA'], (row, approved) => {
    const prices = approved.map(({ price }) => price).filter((price) => price !== undefined);
    return (
      prices.length > 0 &&
      prices.every((price) => compare(row.amount('DON_GIA'), price) > 0) && { found: row.text('DON_GIA'), expected: prices.join(', ') }
    );
  }),
  'MED-012': eachRow(
    'XML2',
    ['SO_LUONG'],
    (row) => compare(row.amount('SO_LUONG'), '0') <= 0 || /\.\d{3}\d*[1-9]/.test(row.text('SO_LUONG')),
  ),
  'MED-013': eachRow('XML2', ['SO_LUONG'], (row) => compare(row.amount('SO_LUONG'), UNUSUAL_QUANTITY) > 0),
  'MED-014': eachRow('XML2', ['MA_NHOM'], (row) => !row.is('MA_NHOM', '4', '5', '6', '7', '17')),
  'MED-015': eachRow('XML2', ['PHAM_VI'], (row) => !codesOf('PHAM_VI').has(row.text('PHAM_VI'))),
  'MED-016': eachRow('XML2', ['PHAM_VI', 'MA_THE_BHYT'], (row, { summary }) => {
    return row.is('PHAM_VI', '3') && !summary.list('MA_THE_BHYT').some((card) => ARMED_CARD.test(card));
  }),
  'MED-017': eachRow('XML2', ['NGUON_CTRA'], (row) => !codesOf('NGUON_CTRA').has(row.text('NGUON_CTRA'))),
  'MED-018': eachRow(
    'XML2',
    ['LIEU_DUNG'],
    (row) => row.has('LIEU_DUNG') && !row.is('MA_NHOM', ...BLOOD) && !/\[[^\]]+\]/.test(row.text('LIEU_DUNG')),
  ),
  'MED-019': eachRow('XML2', ['LIEU_DUNG', 'SO_LUONG'], (row, { summary }) => {
    const dose = dosePerDay(row.text('LIEU_DUNG'));
    const days = daysOf(row.text('LIEU_DUNG'));
    if (dose === undefined || days === undefined || !summary.is('MA_LOAI_KCB', ...OUTPATIENT)) return false;
    const needed = multiply(dose, days);
    const isNear = compare(row.amount('SO_LUONG'), needed) >= 0 && compare(row.amount('SO_LUONG'), add(needed, ROUNDING_ALLOWANCE)) < 0;
    return !isNear && { found: row.text('SO_LUONG'), expected: needed };
  }),
  'MED-020': eachRow('XML2', ['LIEU_DUNG', 'DON_VI_TINH'], (row) => {
    const unit = unitOfDose(row.text('LIEU_DUNG'));
    return unit !== undefined && !same(unit, row.text('DON_VI_TINH'));
  }),
  'MED-021': milder(
    eachRow('XML2', ['LIEU_DUNG', 'SO_LUONG'], (row, { summary }) => {
      const days = supplyDays(row);
      return (
        summary.is('MA_LOAI_KCB', ...OUTPATIENT) &&
        days !== undefined &&
        compare(days, OUTPATIENT_DAYS) > 0 && { days, max: OUTPATIENT_DAYS }
      );
    }),
    'warning',
    // Long-term diseases may be supplied for ninety days; the tables do not say which list the doctor followed.
    ({ row }) => row !== undefined && compare(supplyDays(row) ?? '0', LONG_TERM_DAYS) <= 0,
  ),
  'MED-022': eachRow('XML2', ['CACH_DUNG'], (row) => !row.has('CACH_DUNG') && !row.is('MA_NHOM', ...BLOOD)),
  'MED-023': eachRow('XML2', ['NGAY_YL'], isOutsideStay),
  'MED-024': eachRow('XML2', ['NGAY_TH_YL'], (row, { summary }) => {
    const done = row.text('NGAY_TH_YL');
    return done !== '' && (done < row.text('NGAY_YL') || (summary.has('NGAY_RA') && done > summary.text('NGAY_RA')));
  }),
  'MED-025': allOf(filled('XML2', ['MA_BAC_SI']), isKnownStaff('XML2', 'MA_BAC_SI', 'NGAY_YL')),
  'MED-026': milder(
    eachRow('XML2', ['MA_BAC_SI'], (row) => row.list('MA_BAC_SI').some((licence) => !LICENCE.test(licence))),
    'warning',
    ({ row }) => row?.list('MA_BAC_SI').every((licence) => NEARLY_LICENCE.test(licence)) === true,
  ),
  'MED-027': eachRow('XML2', ['MA_KHOA'], isOfOtherDepartment),
  'MED-028': eachRow('XML2', ['MA_KHOA'], (row, claim) => {
    return (
      claim.isInpatient &&
      row.is('MA_KHOA', 'K01') &&
      claim.summary.is('MA_DOITUONG_KCB', '3.1', '3.2') &&
      row.text('NGAY_YL') > claim.summary.text('NGAY_VAO_NOI_TRU')
    );
  }),
  'MED-029': allOf(
    eachRow('XML2', ['MA_DICH_VU'], (row, claim) => {
      const services = new Set(claim.rows('XML3').map((service) => service.text('MA_DICH_VU')));
      return row.list('MA_DICH_VU').some((code) => !services.has(code));
    }),
    eachRow('XML2', ['MA_DICH_VU'], (row) => CONTRAST.test(row.text('TEN_THUOC')) && !row.has('MA_DICH_VU'), 'warning'),
  ),
  'MED-030': eachRow('XML2', ['MA_THUOC', 'NGAY_YL'], (row, claim) => {
    return claim.rows('XML2').some((other) => other.place < row.place && isSameOrder(other, row));
  }),
  'MED-031': eachRow(
    'XML2',
    ['MA_CSKCB_THUOC'],
    (row) => row.has('MA_CSKCB_THUOC') && !/^(C|K|M|HC)\.\d{5}$/.test(row.text('MA_CSKCB_THUOC')),
  ),
  'MED-032': eachRow('XML2', ['MA_THUOC', 'MA_CSKCB_THUOC'], (row) => {
    return row.is('MA_NHOM', '7') && /\.(KT|NAT|KTNAT)$/.test(row.text('MA_THUOC')) && !row.text('MA_CSKCB_THUOC').startsWith('M.');
  }),
  'MED-033': eachRow('XML2', ['MA_PP_CHEBIEN'], (row) => /^05V/.test(row.text('MA_THUOC')) && !row.has('MA_PP_CHEBIEN')),
  'MED-034': eachRow('XML2', ['VET_THUONG_TP'], (row, { summary }) => {
    if (!row.has('VET_THUONG_TP') || row.is('VET_THUONG_TP', '0')) return false;
    return !row.is('VET_THUONG_TP', '1') || !summary.list('MA_THE_BHYT').some((card) => WAR_INVALID_CARD.test(card));
  }),
  'MED-035': ofCatalogue(['TYLE_TT_BH'], (row, approved) => {
    const ratios = approved.map(({ insuranceRatio }) => insuranceRatio).filter((ratio) => ratio !== undefined);
    return (
      !row.is('PHAM_VI', '2') &&
      ratios.length > 0 &&
      !ratios.some((ratio) => compare(ratio, row.amount('TYLE_TT_BH')) === 0) && {
        found: row.text('TYLE_TT_BH'),
        expected: ratios.join(', '),
      }
    );
  }),
  'MED-037': eachRow('XML2', ['MA_THUOC'], (row, claim) => {
    // The same ingredient in two products of one order.
    return claim
      .rows('XML2')
      .some(
        (other) =>
          other.place < row.place &&
          other.text('MA_THUOC') === row.text('MA_THUOC') &&
          /^40\./.test(row.text('MA_THUOC')) &&
          other.text('NGAY_YL') === row.text('NGAY_YL') &&
          other.text('TEN_THUOC') !== row.text('TEN_THUOC'),
      );
  }),
  'MED-038': (claim) => {
    if (!claim.isClaim) return [];
    const total = compare(claim.summary.amount('T_THUOC'), '0') > 0;
    const cost = claim.rows('XML2').some((row) => compare(row.amount('THANH_TIEN_BV'), '0') > 0);
    return total === cost ? [] : [{ row: claim.summary, fields: ['T_THUOC'], params: { found: claim.summary.text('T_THUOC') } }];
  },
  'MED-039': wholeClaim(
    'XML2',
    ['MA_THUOC', 'MA_NHOM'],
    (claim) => hasDrug(claim, (row) => row.is('MA_THUOC', '40.17')) && hasService(claim, VENTILATION),
  ),
  'MED-040': wholeClaim(
    'XML2',
    ['MA_THUOC'],
    (claim) => hasDrug(claim, (row) => HEPARIN.test(row.text('TEN_THUOC'))) && hasService(claim, HAEMODIALYSIS),
  ),
  'MED-041': ofCatalogue(['SO_LUONG'], (row, approved) => {
    const left = approved.map(({ quantityLeft }) => quantityLeft).filter((quantity) => quantity !== undefined);
    return (
      left.length > 0 &&
      compare(row.amount('SO_LUONG'), add('0', ...left)) > 0 && { found: row.text('SO_LUONG'), expected: add('0', ...left) }
    );
  }),
  'MED-042': eachRow('XML2', ['SO_LUONG', 'LIEU_DUNG'], (row, { summary }) => {
    // Narcotics outside hospital: seven days (TT 26/2025); psychotropics ten.
    const days = supplyDays(row);
    const isNarcotic = /morphin|fentanyl|pethidin|oxycodon/i.test(row.text('TEN_THUOC'));
    const isPsychotropic = /diazepam|phenobarbital|clonazepam|midazolam/i.test(row.text('TEN_THUOC'));
    const max = isNarcotic ? '7' : isPsychotropic ? '10' : undefined;
    return summary.is('MA_LOAI_KCB', ...OUTPATIENT) && max !== undefined && days !== undefined && compare(days, max) > 0 && { days, max };
  }),
};

function ofCatalogue(
  fields: readonly string[],
  isWrong: (row: CheckedRow, approved: readonly ApprovedItem[]) => boolean | Record<string, string>,
) {
  return eachRow('XML2', fields, (row, { context }) => {
    const day = row.day('NGAY_YL');
    const isJudged = day !== undefined && row.has('MA_THUOC') && !row.is('MA_NHOM', ...BLOOD) && !PROCESSED_HERE.test(row.text('MA_THUOC'));
    const approved = isJudged ? context.drugs?.(row.text('MA_THUOC'), day) : undefined;
    return approved !== undefined && (fields[0] === 'MA_THUOC' || approved.length > 0) && isWrong(row, approved);
  });
}

const same = (a: string | undefined, b: string): boolean =>
  (a ?? '').normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase() === b.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

function differs(field: string, of: keyof ApprovedItem) {
  return (row: CheckedRow, approved: readonly ApprovedItem[]): boolean | Record<string, string> => {
    const known = approved.map((item) => item[of]).filter((value) => value !== undefined);
    return (
      known.length > 0 &&
      !known.some((value) => same(value, row.text(field))) && { found: row.text(field), expected: known.slice(0, 3).join(' / ') }
    );
  };
}

const isUnregistered = (row: CheckedRow): boolean =>
  row
    .list('MA_THUOC')
    .concat(row.text('MA_THUOC').split('+'))
    .some((code) => GASES.includes(code)) || PROCESSED_HERE.test(row.text('MA_THUOC'));

/** True when the row names a department that table 1 does not list. Source: docs/legal/insurance.md#checks */
export function isOfOtherDepartment(row: CheckedRow, claim: CheckedClaim): boolean {
  const listed = claim.summary.list('MA_KHOA');
  return listed.length > 0 && row.list('MA_KHOA').some((code) => !listed.includes(code));
}

function supplyDays(row: CheckedRow): string | undefined {
  const dose = dosePerDay(row.text('LIEU_DUNG'));
  return (
    daysOf(row.text('LIEU_DUNG')) ?? (dose === undefined || compare(dose, '0') === 0 ? undefined : divide(row.amount('SO_LUONG'), dose))
  );
}

const isSameOrder = (a: CheckedRow, b: CheckedRow): boolean =>
  ['MA_THUOC', 'TEN_THUOC', 'HAM_LUONG', 'NGAY_YL'].every((field) => a.text(field) === b.text(field));
const hasDrug = (claim: CheckedClaim, test: (row: CheckedRow) => boolean): boolean =>
  claim.rows('XML2').some((row) => test(row) && compare(row.amount('T_BHTT'), '0') > 0);
const hasService = (claim: CheckedClaim, code: RegExp): boolean => claim.rows('XML3').some((row) => code.test(row.text('MA_DICH_VU')));
