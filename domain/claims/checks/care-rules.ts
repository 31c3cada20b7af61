import { daysBetween } from '../../dates.ts';
import { add, compare, multiply } from '../../money.ts';
import { type CheckedClaim, type CheckedRow, minutesBetween } from './checked-claim.ts';
import type { ClaimRules } from './claim-check.ts';
import { allOf, eachRow, filled, milder, wholeClaim } from './rule-builders.ts';

const BEDS = ['14', '15', '16'] as const;
const EXAMINATION = '13';
const SURGERY = '8';
const OUTPATIENT = ['01', '02', '05', '07', '08'] as const;
const NO_BED_MINUTES = 4 * 60;
const ONE_BED_MINUTES = 24 * 60;
const SHORT_SURGERY_MINUTES = 15;
/** Ratios of the examinations of a visit in the order of time. */
const EXAM_RATIOS = ['100', '30', '30', '30', '10', '0'];
const EMERGENCY_DEPARTMENT = /^K02/;
const SURGICAL_BED = /^K\d{2}\.NG/;
const INSIDE_BED_PRICE = /^03\.3911|^(thay băng|tiêm (bắp|tĩnh mạch|dưới da)|truyền tĩnh mạch|cắt chỉ)/i;

const examinations = (claim: CheckedClaim): CheckedRow[] =>
  claim
    .rows('XML3')
    .filter((row) => row.is('MA_NHOM', EXAMINATION) && compare(row.amount('THANH_TIEN_BV'), '0') >= 0)
    .sort((a, b) => a.text('NGAY_YL').localeCompare(b.text('NGAY_YL')) || a.place - b.place);
const beds = (claim: CheckedClaim): CheckedRow[] =>
  claim.rows('XML3').filter((row) => row.is('MA_NHOM', ...BEDS) && compare(row.amount('THANH_TIEN_BH'), '0') > 0);
const bedDays = (claim: CheckedClaim): string => add('0', ...beds(claim).map((row) => row.amount('SO_LUONG')));
const stayMinutes = ({ summary }: CheckedClaim): number | undefined =>
  minutesBetween(summary.has('NGAY_VAO_NOI_TRU') ? summary.text('NGAY_VAO_NOI_TRU') : summary.text('NGAY_VAO'), summary.text('NGAY_RA'));

/** Examinations and beds: rules EXM and BED. Source: docs/legal/insurance.md#checks (TT 39/2018, TT 39/2024) */
export const careRules: ClaimRules = {
  'EXM-001': (claim) => {
    if (!claim.summary.is('MA_LOAI_KCB', ...OUTPATIENT)) return [];
    const paid = examinations(claim).filter((row) => compare(row.amount('TYLE_TT_BH'), '0') > 0);
    // Two orders in one minute have no order in time: the dearer ratio may stand at either.
    const ratios = paid.map((row) => row.amount('TYLE_TT_DV')).sort((a, b) => compare(b, a));
    return paid.flatMap((row, i) => {
      const expected = EXAM_RATIOS[Math.min(i, EXAM_RATIOS.length - 1)] ?? '0';
      const isLess = ratios.every((ratio, k) => compare(ratio, EXAM_RATIOS[Math.min(k, EXAM_RATIOS.length - 1)] ?? '0') <= 0);
      return compare(row.amount('TYLE_TT_DV'), expected) > 0 && !isLess
        ? [{ row, fields: ['TYLE_TT_DV'], params: { found: row.text('TYLE_TT_DV'), expected } }]
        : [];
    });
  },
  'EXM-002': (claim) => {
    const rows = examinations(claim);
    const [first] = rows;
    const sum = add('0', ...rows.map((row) => row.amount('THANH_TIEN_BH')));
    const dearest = rows.map((row) => row.amount('DON_GIA_BH')).reduce((a, b) => (compare(a, b) >= 0 ? a : b), '0');
    const max = multiply(dearest, '2');
    return first !== undefined && compare(sum, max) > 0
      ? [{ row: first, fields: ['THANH_TIEN_BH'], params: { found: sum, expected: max } }]
      : [];
  },
  'EXM-003': eachRow('XML3', ['MA_DICH_VU'], (row, claim) => {
    if (!row.is('MA_NHOM', EXAMINATION) || compare(row.amount('THANH_TIEN_BH'), '0') <= 0) return false;
    return examinations(claim).some(
      (other) =>
        other.place < row.place && other.text('MA_DICH_VU') === row.text('MA_DICH_VU') && compare(other.amount('THANH_TIEN_BH'), '0') > 0,
    );
  }),
  'EXM-004': (claim) => {
    const paid = examinations(claim).filter((row) => compare(row.amount('THANH_TIEN_BH'), '0') > 0);
    return claim.isInpatient ? paid.slice(1).map((row) => ({ row, fields: ['MA_LOAI_KCB'], params: { count: paid.length } })) : [];
  },
  'EXM-005': eachRow('XML3', ['MA_KHOA'], (row, claim) => {
    return (
      row.is('MA_NHOM', EXAMINATION) &&
      claim.isInpatient &&
      EMERGENCY_DEPARTMENT.test(row.text('MA_KHOA')) &&
      compare(row.amount('THANH_TIEN_BH'), '0') > 0
    );
  }),
  'BED-001': allOf(
    filled('XML3', ['MA_GIUONG'], (row) => row.is('MA_NHOM', ...BEDS)),
    eachRow(
      'XML3',
      ['MA_GIUONG'],
      (row) => row.is('MA_NHOM', ...BEDS) && row.has('MA_GIUONG') && !/^[HTCK]\d{3}(;[HTCK]\d{3})*$/.test(row.text('MA_GIUONG')),
    ),
  ),
  'BED-002': eachRow(
    'XML3',
    ['MA_NHOM', 'MA_LOAI_KCB'],
    (row, { summary }) =>
      row.is('MA_NHOM', ...BEDS) && summary.is('MA_LOAI_KCB', '01', '02') && compare(row.amount('THANH_TIEN_BH'), '0') > 0,
  ),
  'BED-003': wholeClaim('XML3', ['SO_LUONG'], (claim) => {
    const minutes = stayMinutes(claim);
    return beds(claim).length > 0 && minutes !== undefined && minutes < NO_BED_MINUTES && { minutes };
  }),
  'BED-004': wholeClaim('XML3', ['SO_LUONG'], (claim) => {
    const minutes = stayMinutes(claim);
    const isOneDay = minutes !== undefined && minutes >= NO_BED_MINUTES && minutes <= ONE_BED_MINUTES;
    return isOneDay && beds(claim).length > 0 && compare(bedDays(claim), '1') > 0 && { found: bedDays(claim), expected: 1 };
  }),
  'BED-005': wholeClaim('XML3', ['SO_LUONG'], (claim) => {
    const { summary } = claim;
    const minutes = stayMinutes(claim);
    const start = summary.day('NGAY_VAO_NOI_TRU') ?? claim.admittedOn;
    if (
      beds(claim).length === 0 ||
      minutes === undefined ||
      minutes <= ONE_BED_MINUTES ||
      start === undefined ||
      claim.endedOn === undefined
    )
      return false;
    const isSevere = summary.is('KET_QUA_DTRI', '3', '4', '5', '6') || summary.is('MA_LOAI_RV', '2', '3', '4');
    const max = daysBetween(start, claim.endedOn) + (isSevere ? 1 : 0);
    return compare(bedDays(claim), String(max)) > 0 && { found: bedDays(claim), expected: max };
  }),
  'BED-006': milder(
    eachRow('XML3', ['NGAY_YL', 'NGAY_KQ'], (row, claim) => {
      if (!row.is('MA_NHOM', ...BEDS) || !row.has('NGAY_KQ')) return false;
      return beds(claim).some(
        (other) =>
          other.place < row.place &&
          other.has('NGAY_KQ') &&
          row.text('NGAY_YL') < other.text('NGAY_KQ') &&
          other.text('NGAY_YL') < row.text('NGAY_KQ'),
      );
    }),
    'warning',
    // Half days of two departments are often written with the same day.
    ({ row }, claim) => row !== undefined && compare(bedDays(claim), String(Math.max(1, Math.ceil((stayMinutes(claim) ?? 0) / 1440)))) <= 0,
  ),
  'BED-007': eachRow('XML3', ['MA_GIUONG', 'NGAY_YL', 'NGAY_KQ'], (row, { context }) => {
    return (
      row.is('MA_NHOM', ...BEDS) &&
      compare(row.amount('TYLE_TT_DV'), '100') === 0 &&
      context.bedShared?.(row.text('MA_KHOA'), row.text('MA_GIUONG'), row.text('NGAY_YL'), row.text('NGAY_KQ')) === true
    );
  }),
  'BED-008': eachRow('XML3', ['TYLE_TT_DV', 'SO_LUONG'], (row, claim) => {
    if (!row.is('MA_NHOM', ...BEDS) || compare(row.amount('THANH_TIEN_BH'), '0') <= 0) return false;
    const isHalf = compare(multiply(row.amount('SO_LUONG'), '2'), String(Math.round(Number(row.amount('SO_LUONG')) * 2))) === 0;
    const day = row.text('NGAY_YL').slice(0, 8);
    const sameDay = beds(claim).filter((other) => other.text('NGAY_YL').slice(0, 8) === day && other.text('NGAY_KQ').slice(0, 8) === day);
    const isCrowded =
      sameDay.length > 1 && row === sameDay[0] && compare(add('0', ...sameDay.map((other) => other.amount('SO_LUONG'))), '1') > 0;
    return isCrowded || !isHalf;
  }),
  'BED-009': eachRow('XML3', ['MA_DICH_VU', 'MA_KHOA'], (row) => {
    const department = /^(K\d{2,4})\./.exec(row.text('MA_DICH_VU'))?.[1];
    return row.is('MA_NHOM', ...BEDS) && department !== undefined && row.has('MA_KHOA') && !row.text('MA_KHOA').startsWith(department);
  }),
  'BED-010': eachRow(
    'XML3',
    ['SO_LUONG'],
    (row, { context }) => context.bedRowPerDay === true && row.is('MA_NHOM', ...BEDS) && compare(row.amount('SO_LUONG'), '1') > 0,
  ),
  'BED-011': wholeClaim('XML3', ['MA_NHOM'], (claim) => {
    const minutes = stayMinutes(claim);
    return (
      claim.summary.is('MA_LOAI_KCB', '03', '04') &&
      minutes !== undefined &&
      minutes > NO_BED_MINUTES &&
      !claim.rows('XML3').some((row) => row.is('MA_NHOM', ...BEDS))
    );
  }),
  'BED-012': eachRow('XML3', ['MA_DICH_VU'], (row, claim) => {
    const isSurgical = row.is('MA_NHOM', ...BEDS) && SURGICAL_BED.test(row.text('MA_DICH_VU'));
    return (
      isSurgical && !claim.rows('XML3').some((other) => other.is('MA_NHOM', SURGERY, '18') && other.text('NGAY_YL') <= row.text('NGAY_KQ'))
    );
  }),
};

/** Operations: rules SUR. Source: docs/legal/insurance.md#surgery */
export const surgeryRules: ClaimRules = {
  'SUR-001': (claim) => {
    const byTime = new Map<string, CheckedRow[]>();
    for (const row of claim.rows('XML3')) {
      const isFull =
        row.is('MA_NHOM', SURGERY) && compare(row.amount('THANH_TIEN_BH'), '0') > 0 && compare(row.amount('TYLE_TT_DV'), '100') === 0;
      if (isFull) byTime.set(row.text('NGAY_TH_YL'), [...(byTime.get(row.text('NGAY_TH_YL')) ?? []), row]);
    }
    return [...byTime.values()].flatMap((rows) =>
      rows.slice(1).map((row) => ({ row, fields: ['TYLE_TT_DV'], params: { found: row.text('TYLE_TT_DV'), expected: '50 / 80' } })),
    );
  },
  'SUR-002': eachRow('XML3', ['NGAY_TH_YL', 'NGAY_KQ'], (row) => {
    const minutes = row.is('MA_NHOM', SURGERY) ? minutesBetween(row.text('NGAY_TH_YL'), row.text('NGAY_KQ')) : undefined;
    return minutes !== undefined && minutes < SHORT_SURGERY_MINUTES && { minutes };
  }),
  'SUR-004': eachRow('XML3', ['MA_DICH_VU'], (row, claim) => {
    return (
      claim.isInpatient &&
      row.is('MA_NHOM', '18') &&
      compare(row.amount('THANH_TIEN_BH'), '0') > 0 &&
      (INSIDE_BED_PRICE.test(row.text('TEN_DICH_VU')) || INSIDE_BED_PRICE.test(row.text('MA_DICH_VU')))
    );
  }),
  'SUR-005': (claim) => {
    if (!claim.diseases.some((code) => /^O82/.test(code))) return [];
    const dressings = claim.rows('XML3').filter((row) => /thay băng.*15.*30/i.test(row.text('TEN_DICH_VU')));
    return dressings.slice(3).map((row) => ({ row, fields: ['MA_DICH_VU'], params: { count: dressings.length } }));
  },
  'SUR-006': wholeClaim('XML5', ['PHAU_THUAT'], (claim) => {
    return (
      claim.has('XML5') &&
      claim.rows('XML3').some((row) => row.is('MA_NHOM', SURGERY)) &&
      !claim.rows('XML5').some((note) => note.has('PHAU_THUAT'))
    );
  }),
  'SUR-007': eachRow('XML3', ['MA_DICH_VU'], (row, claim) => {
    return (
      /^gây (mê|tê)/i.test(row.text('TEN_DICH_VU')) &&
      compare(row.amount('THANH_TIEN_BH'), '0') > 0 &&
      claim.rows('XML3').some((other) => other.is('MA_NHOM', SURGERY) && compare(other.amount('THANH_TIEN_BH'), '0') > 0)
    );
  }),
};
