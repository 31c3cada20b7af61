import { compare } from '../../money.ts';
import { codesOf } from './claim-codes.ts';
import { type CheckedRow, minutesBetween } from './checked-claim.ts';
import type { ApprovedService, ClaimContext, ClaimRules } from './claim-check.ts';
import { isOfOtherDepartment } from './drug-rules.ts';
import { allOf, eachRow, filled, milder } from './rule-builders.ts';
import { isKnownStaff, isOutsideStay } from './staff-rules.ts';

/** Laboratory, imaging, functional tests. */
const PARACLINICAL = ['1', '2', '3'] as const;
/** Groups whose rows name who performed and when. */
const PERFORMED = ['1', '2', '3', '8', '18'] as const;
const SUPPLY = ['10', '11'] as const;
const BEDS = ['14', '15', '16'] as const;
const SERVICE_GROUPS = '1 2 3 8 9 10 11 12 13 14 15 16 18 19'.split(' ');
const SENT_ELSEWHERE = /\.K\.(\w{5})$/;
const MACHINE = /^[A-ZĐ]{2,3}\.[123]\.\d{5}\..+/;
/** The four parts of a machine code with a group or an owner that the list does not have. */
const NEARLY_MACHINE = /^\p{L}{1,5}\.\w+\.\w+\..+/u;
const NOT_DONE = /_TB$/;
const LOCAL_ANAESTHESIA = /_GT$/;
const NO_PRICE = /\.0000(\.|_|$)/;
const ICD = /^[A-Z]\d{2}(\.\d{1,2})?[†*+]?$/i;
const USUAL_RATIOS = ['0', '10', '30', '33', '50', '80', '100'];
const SHORTEST_MINUTES = 3;
const LATE_RESULT_DAYS = 7;
const RESULT_LIMIT_DAYS = 60;
const MANY_SERVICES = 20;
const MANY_WITHIN_MINUTES = 120;

const isService = (row: CheckedRow): boolean => !row.is('MA_NHOM', ...SUPPLY);
const isHere = (row: CheckedRow): boolean => !SENT_ELSEWHERE.test(row.text('MA_DICH_VU'));
const isDone = (row: CheckedRow): boolean => !NOT_DONE.test(row.text('MA_DICH_VU'));

/** Services of table 3: rules SVC. Source: docs/legal/insurance.md#checks */
export const serviceRules: ClaimRules = {
  'SVC-001': eachRow('XML3', ['MA_DICH_VU', 'MA_VAT_TU'], (row) => !row.has('MA_DICH_VU') && !row.has('MA_VAT_TU')),
  'SVC-002': eachRow('XML3', ['MA_NHOM'], (row) => !SERVICE_GROUPS.includes(row.text('MA_NHOM'))),
  'SVC-003': eachRow('XML3', ['PHAM_VI'], (row) => !codesOf('PHAM_VI').has(row.text('PHAM_VI'))),
  'SVC-004': ofCatalogue(['MA_DICH_VU'], (_, approved) => approved === null),
  'SVC-005': ofCatalogue(
    ['TEN_DICH_VU'],
    (row, approved) => approved !== null && fold(approved.name) !== fold(row.text('TEN_DICH_VU')) && { expected: approved.name },
  ),
  'SVC-006': ofCatalogue(['DON_GIA_BH'], (row, approved) => {
    const price = approved?.price;
    return price !== undefined && compare(row.amount('DON_GIA_BH'), price) > 0 && { found: row.text('DON_GIA_BH'), expected: price };
  }),
  'SVC-007': eachRow('XML3', ['MA_DICH_VU', 'DON_GIA_BV', 'DON_GIA_BH'], (row) => {
    const code = row.text('MA_DICH_VU');
    const isFree = (field: string) => compare(row.amount(field), '0') === 0;
    if (NOT_DONE.test(code)) return !isFree('DON_GIA_BV') || !isFree('DON_GIA_BH');
    if (NO_PRICE.test(code)) return !isFree('DON_GIA_BH');
    return LOCAL_ANAESTHESIA.test(code) && row.has('PP_VO_CAM') && !row.is('PP_VO_CAM', '2');
  }),
  'SVC-008': allOf(
    eachRow('XML3', ['MA_DICH_VU'], (row, { summary }) => {
      const elsewhere = SENT_ELSEWHERE.exec(row.text('MA_DICH_VU'))?.[1];
      return elsewhere !== undefined && (!/^\d{5}$/.test(elsewhere) || elsewhere === summary.text('MA_CSKCB'));
    }),
    eachRow(
      'XML3',
      ['MA_DICH_VU'],
      (row, { context }) => {
        const elsewhere = SENT_ELSEWHERE.exec(row.text('MA_DICH_VU'))?.[1];
        const day = row.day('NGAY_YL');
        return elsewhere !== undefined && day !== undefined && context.facility?.(elsewhere, day) === false;
      },
      'warning',
    ),
  ),
  'SVC-009': eachRow('XML3', ['NGAY_YL'], isOutsideStay),
  'SVC-010': allOf(
    eachRow('XML3', ['NGAY_TH_YL'], (row) => row.has('NGAY_TH_YL') && row.text('NGAY_TH_YL') < row.text('NGAY_YL')),
    filled('XML3', ['NGAY_TH_YL'], (row) => row.is('MA_NHOM', ...PERFORMED) && isHere(row) && isDone(row)),
  ),
  'SVC-011': milder(
    eachRow('XML3', ['NGAY_KQ'], (row, { summary }) => {
      const result = row.text('NGAY_KQ');
      const isEarly = result < row.text('NGAY_YL') || (row.has('NGAY_TH_YL') && result < row.text('NGAY_TH_YL'));
      return result !== '' && (isEarly || (summary.has('NGAY_RA') && result > summary.text('NGAY_RA')));
    }),
    'warning',
    // A result after the end of the visit may be a late one.
    ({ row }) => row !== undefined && row.text('NGAY_KQ') >= row.text('NGAY_YL') && row.text('NGAY_KQ') >= row.text('NGAY_TH_YL'),
  ),
  'SVC-012': eachRow('XML3', ['NGAY_TH_YL', 'NGAY_KQ'], (row) => {
    const minutes = row.is('MA_NHOM', ...PARACLINICAL) ? minutesBetween(row.text('NGAY_TH_YL'), row.text('NGAY_KQ')) : undefined;
    return minutes !== undefined && minutes >= 0 && minutes < SHORTEST_MINUTES && { minutes };
  }),
  'SVC-013': eachRow('XML3', ['NGAY_KQ'], (row, { summary, context }) => {
    if (!row.is('MA_NHOM', '1', '2', '3') || !isDone(row)) return false;
    const waited = minutesBetween(summary.text('NGAY_RA'), row.has('NGAY_KQ') ? row.text('NGAY_KQ') : (context.now ?? ''));
    const limit = (row.has('NGAY_KQ') ? RESULT_LIMIT_DAYS : LATE_RESULT_DAYS) * 1440;
    return waited !== undefined && waited > limit;
  }),
  'SVC-014': filled('XML3', ['NGUOI_THUC_HIEN'], (row) => row.is('MA_NHOM', ...PERFORMED) && isHere(row) && isDone(row)),
  'SVC-015': allOf(
    isKnownStaff('XML3', 'MA_BAC_SI', 'NGAY_YL'),
    isKnownStaff('XML3', 'NGUOI_THUC_HIEN', 'NGAY_TH_YL'),
    eachRow('XML3', ['NGUOI_THUC_HIEN'], (row, { context }) => {
      const day = row.day('NGAY_TH_YL');
      const beyond =
        day === undefined ? undefined : row.list('NGUOI_THUC_HIEN').find((licence) => context.staff?.(licence, day)?.maySign === false);
      return beyond !== undefined && { found: beyond };
    }),
  ),
  'SVC-016': eachRow('XML3', ['MA_BAC_SI', 'NGUOI_THUC_HIEN'], (row) => {
    return row.is('MA_NHOM', ...PARACLINICAL) && row.has('MA_BAC_SI') && row.list('NGUOI_THUC_HIEN').includes(row.text('MA_BAC_SI'));
  }),
  'SVC-017': eachRow('XML3', ['NGUOI_THUC_HIEN', 'NGAY_TH_YL', 'NGAY_KQ'], (row, claim) => {
    return (
      row.is('MA_NHOM', '2', '8') &&
      claim.rows('XML3').some((other) => other.place < row.place && other.is('MA_NHOM', '2', '8') && overlaps(row, other))
    );
  }),
  'SVC-018': allOf(
    milder(
      eachRow('XML3', ['MA_MAY'], (row) => row.has('MA_MAY') && row.list('MA_MAY').some((machine) => !MACHINE.test(machine))),
      'warning',
      ({ row }) => row?.list('MA_MAY').every((machine) => NEARLY_MACHINE.test(machine)) === true,
    ),
    eachRow('XML3', ['MA_MAY'], (row, { context }) => {
      const day = row.day('NGAY_YL');
      return day !== undefined && row.list('MA_MAY').some((machine) => context.machine?.(machine, day) === false);
    }),
    ofCatalogue(['MA_MAY'], (row, approved) => approved?.needsMachine === true && !row.has('MA_MAY') && isHere(row) && isDone(row)),
    // Bedside and manual tests have no machine: without a list of services that need one it is only shown.
    eachRow(
      'XML3',
      ['MA_MAY'],
      (row, { context }) =>
        !knowsMachines(row, context) && row.is('MA_NHOM', ...PARACLINICAL) && !row.has('MA_MAY') && isHere(row) && isDone(row),
      'warning',
    ),
  ),
  'SVC-019': eachRow('XML3', ['SO_LUONG'], (row) => row.is('MA_NHOM', '2', '8') && compare(row.amount('SO_LUONG'), '1') > 0),
  'SVC-020': eachRow('XML3', ['MA_DICH_VU', 'NGAY_YL'], (row, claim) => {
    if (!isService(row) || row.is('MA_NHOM', ...BEDS) || !row.has('MA_DICH_VU')) return false;
    return claim
      .rows('XML3')
      .some(
        (other) =>
          other.place < row.place &&
          isService(other) &&
          other.text('MA_DICH_VU') === row.text('MA_DICH_VU') &&
          other.text('NGAY_YL') === row.text('NGAY_YL'),
      );
  }),
  'SVC-021': milder(
    eachRow('XML3', ['MA_BENH'], (row, claim) => {
      const day = claim.endedOn;
      const wrong = row
        .list('MA_BENH')
        .find((code) => !ICD.test(code) || (day !== undefined && claim.context.icd?.(code.slice(0, 3).toUpperCase(), day) === null));
      return wrong !== undefined && { found: wrong };
    }),
    'warning',
    ({ params }) => ICD.test(String(params?.['found'])),
  ),
  'SVC-022': eachRow('XML3', ['MA_BENH'], (row, { diseases }) => {
    const extra = row.list('MA_BENH').find((code) => code !== '' && !diseases.includes(code.toUpperCase()));
    return extra !== undefined && { found: extra };
  }),
  'SVC-023': milder(
    eachRow('XML3', ['MA_BENH_YHCT'], (row) => row.list('MA_BENH_YHCT').some((code) => !/^[A-Z]\d{2}(\.\d+)*$/i.test(code))),
    'warning',
    ({ row }) => row?.list('MA_BENH_YHCT').every((code) => /^[\w.]+$/.test(code)) === true,
  ),
  'SVC-024': eachRow('XML3', ['MA_PTTT_QT'], (row) => row.is('MA_NHOM', '8', '18') && !row.has('MA_PTTT_QT')),
  'SVC-025': allOf(
    eachRow('XML3', ['PP_VO_CAM'], (row) => row.has('PP_VO_CAM') && !codesOf('PP_VO_CAM').has(row.text('PP_VO_CAM'))),
    eachRow('XML3', ['PP_VO_CAM'], (row) => row.is('MA_NHOM', '8') && !row.has('PP_VO_CAM') && isDone(row)),
  ),
  'SVC-026': allOf(
    eachRow('XML3', ['MA_KHOA'], isOfOtherDepartment),
    eachRow('XML3', ['MA_KHOA'], (row, { context }) => row.list('MA_KHOA').some((code) => context.department?.(code) === false)),
  ),
  'SVC-027': (claim) =>
    claim
      .rows('XML3')
      .flatMap((row) =>
        ['TAI_SU_DUNG', 'VET_THUONG_TP']
          .filter((field) => row.has(field) && !row.is(field, '0', '1'))
          .map((field) => ({ row, fields: [field], params: { found: row.text(field) } })),
      ),
  'SVC-028': eachRow('XML3', ['DON_GIA_BV', 'DON_GIA_BH'], (row) => compare(row.amount('DON_GIA_BH'), row.amount('DON_GIA_BV')) > 0),
  'SVC-029': (claim) => {
    const rows = claim.rows('XML3').filter((row) => isService(row) && !row.is('MA_NHOM', ...BEDS));
    const minutes = minutesBetween(claim.summary.text('NGAY_VAO'), claim.summary.text('NGAY_RA'));
    const isMany = rows.length > MANY_SERVICES && minutes !== undefined && minutes < MANY_WITHIN_MINUTES;
    return isMany ? [{ table: 'XML3' as const, fields: [], params: { count: rows.length, minutes } }] : [];
  },
  'SVC-030': eachRow('XML3', ['MA_XANG_DAU', 'MA_DICH_VU'], (row, { summary }) => {
    if (!row.is('MA_NHOM', '12')) return false;
    const to = /^VC\.(\d{5})/.exec(row.text('MA_DICH_VU'))?.[1];
    return !row.has('MA_XANG_DAU') || to === undefined || (summary.has('MA_NOI_DEN') && to !== summary.text('MA_NOI_DEN'));
  }),
  'SVC-031': eachRow('XML3', ['MA_DICH_VU'], (row, claim) => {
    if (!row.is('MA_NHOM', ...PARACLINICAL) || !isHere(row) || !isDone(row) || !claim.has('XML4')) return false;
    return !claim.rows('XML4').some((result) => result.text('MA_DICH_VU') === row.text('MA_DICH_VU'));
  }),
  'SVC-032': eachRow('XML3', ['TYLE_TT_DV'], (row) => !USUAL_RATIOS.some((ratio) => compare(ratio, row.amount('TYLE_TT_DV')) === 0)),
};

function ofCatalogue(
  fields: readonly string[],
  isWrong: (row: CheckedRow, approved: ApprovedService | null) => boolean | Record<string, string>,
) {
  return eachRow('XML3', fields, (row, { context }) => {
    const day = row.day('NGAY_YL');
    const isJudged = day !== undefined && isService(row) && row.has('MA_DICH_VU') && isHere(row) && !row.is('MA_NHOM', ...BEDS, '12');
    const approved = isJudged ? context.service?.(row.text('MA_DICH_VU').replace(/_TB$/, ''), day) : undefined;
    return approved !== undefined && (fields[0] === 'MA_DICH_VU' || approved !== null) && isWrong(row, approved);
  });
}

/** Whether the list says of this service if it needs a machine. */
function knowsMachines(row: CheckedRow, { service }: ClaimContext): boolean {
  const day = row.day('NGAY_YL');
  return day !== undefined && service?.(row.text('MA_DICH_VU'), day)?.needsMachine !== undefined;
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

function overlaps(a: CheckedRow, b: CheckedRow): boolean {
  const same = a.list('NGUOI_THUC_HIEN').some((licence) => b.list('NGUOI_THUC_HIEN').includes(licence));
  return (
    same && a.has('NGAY_KQ') && b.has('NGAY_KQ') && a.text('NGAY_TH_YL') < b.text('NGAY_KQ') && b.text('NGAY_TH_YL') < a.text('NGAY_KQ')
  );
}
