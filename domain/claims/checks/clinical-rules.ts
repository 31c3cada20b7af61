import { addDays, type Day, daysBetween, isDay } from '../../dates.ts';
import { compare, subtract } from '../../money.ts';
import { codesOf } from './claim-codes.ts';
import { type CheckedClaim, type CheckedRow, isClaimMinute } from './checked-claim.ts';
import type { ClaimHit, ClaimRules, EarlierClaim, IcdFacts } from './claim-check.ts';
import { allOf, eachRow, filled, inSummary, milder, wholeClaim } from './rule-builders.ts';

const CALENDAR_DAYS = ['02', '03', '04', '06'] as const;
const WITHOUT_DAYS = ['01', '07', '09'] as const;
const ENDS_WITH_DAY = ['02', '05', '07'] as const;
const DIED = ['5', '8'] as const;
const OTHERS_MAX = 12;
const LONG_STAY_DAYS = 90;
/** Working days after the end of a visit in which a claim may come. */
const SENDING_WORKING_DAYS = 7;
/** Amounts of two sendings of one claim may differ by this much, in dong. */
const SAME_AMOUNT = '2';
/** ICD-10 and what is asked at the desk only to see whether somebody is well. */
const ALERT_CODES = /^(Z0[0-2]|R53)/;
const INJURY = /^([S]|T[0-8]\d|T9[0-8])/;
const EXTERNAL_CAUSE = /^[V-Y]/;
/** U50 to U79; U80 and above are resistance codes of ICD-10. */
const TRADITIONAL = /^(U[5-7]\d|[A-Z]\d{2}\.\d\.\d|YHCT)/i;
const ICD = /^[A-Z]\d{2}(\.\d{1,2})?[†*+]?$/;
const PREGNANCY_ENDED = /^O0[0-8]/;
const TRADITIONAL_DEPARTMENT = /^K16/;

/** Diagnoses, course and times: rules CLN. Source: docs/legal/insurance.md#checks */
export const clinicalRules: ClaimRules = {
  'CLN-001': (claim) => {
    const code = claim.summary.text('MA_BENH_CHINH').toUpperCase();
    if (!claim.isClaim) return [];
    if (!ICD.test(code)) return [disease(claim.summary, 'MA_BENH_CHINH', code)];
    return unknownCode(claim, code) ? [disease(claim.summary, 'MA_BENH_CHINH', code, isOfKnownCategory(claim, code))] : [];
  },
  'CLN-002': inSummary(['MA_BENH_CHINH'], (row, claim) => {
    const code = row.text('MA_BENH_CHINH').toUpperCase();
    const facts = icd(claim, code);
    return EXTERNAL_CAUSE.test(code) || code.endsWith('*') || facts?.notPrimary === true || facts?.asterisk === true;
  }),
  'CLN-003': inSummary(['MA_BENH_CHINH'], (row, claim) => icd(claim, row.text('MA_BENH_CHINH'))?.notRecommendedPrimary === true),
  'CLN-004': milder(
    eachDisease((_, facts) => facts.hasSubcodes),
    'warning',
    // Before TT 06/2026 a three-character code with sub-codes was taken.
    ({ params }, { endedOn }) => endedOn === undefined || endedOn < '2026-07-01' || params === undefined,
  ),
  'CLN-005': eachDisease((claim, facts) => facts.mortalityOnly && !claim.summary.is('KET_QUA_DTRI', ...DIED)),
  'CLN-006': eachDisease((claim, facts) => {
    const sex = claim.summary.text('GIOI_TINH');
    return (facts.sexOnly === 'female' && sex === '1') || (facts.sexOnly === 'male' && sex === '2');
  }),
  'CLN-007': (claim) => {
    const row = claim.summary;
    const others = row.list('MA_BENH_KT').map((code) => code.toUpperCase());
    const tooMany = others.length > OTHERS_MAX ? [{ row, fields: ['MA_BENH_KT'], params: { count: others.length, max: OTHERS_MAX } }] : [];
    const repeated = others.find((code, i) => code === row.text('MA_BENH_CHINH').toUpperCase() || others.indexOf(code) < i);
    const unknown = others.filter((code) => !ICD.test(code) || unknownCode(claim, code));
    return [
      ...tooMany,
      ...(repeated === undefined ? [] : [disease(row, 'MA_BENH_KT', repeated)]),
      ...unknown.map((code) => disease(row, 'MA_BENH_KT', code, ICD.test(code))),
    ];
  },
  'CLN-008': inSummary(['MA_BENH_KT', 'MA_BENH_CHINH'], (row) => row.has('MA_BENH_KT') && !row.has('MA_BENH_CHINH')),
  'CLN-009': (claim) =>
    (['MA_BENH_CHINH', 'MA_BENH_KT'] as const).flatMap((field) =>
      claim.summary
        .list(field)
        .filter((code) => TRADITIONAL.test(code))
        .map((code) => disease(claim.summary, field, code)),
    ),
  'CLN-010': allOf(
    milder(
      inSummary(
        ['MA_BENH_YHCT'],
        (row) => !row.has('MA_BENH_YHCT') && row.list('MA_KHOA').some((code) => TRADITIONAL_DEPARTMENT.test(code)),
      ),
      'warning',
      (_, { summary }) => summary.list('MA_KHOA').length > 1,
    ),
    eachRow('XML1', ['MA_BENH_YHCT'], (row) => row.list('MA_BENH_YHCT').some((code) => !/^[A-Z]\d{2}(\.\d+)*$/i.test(code)), 'warning'),
  ),
  'CLN-011': inSummary(['MA_BENH_CHINH'], (row) => ALERT_CODES.test(row.text('MA_BENH_CHINH').toUpperCase())),
  'CLN-012': filled('XML1', ['CHAN_DOAN_VAO', 'CHAN_DOAN_RV']),
  'CLN-013': filled('XML1', ['LY_DO_VV']),
  'CLN-014': milder(
    filled('XML1', ['LY_DO_VNT', 'NGAY_VAO_NOI_TRU', 'PP_DIEU_TRI'], (_, claim) => claim.isInpatient),
    'warning',
    // The summary of treatment may stand in the discharge paper alone.
    ({ fields }, claim) => fields.join() === 'PP_DIEU_TRI' && claim.rows('XML7').some((paper) => paper.has('PP_DIEUTRI')),
  ),
  'CLN-015': inSummary(['MA_LY_DO_VNT'], (row) => row.text('MA_LY_DO_VNT').length > 5),
  'CLN-016': inSummary(
    ['NGAY_VAO', 'NGAY_RA'],
    (row) => row.has('NGAY_VAO') && row.has('NGAY_RA') && row.text('NGAY_RA') <= row.text('NGAY_VAO'),
  ),
  'CLN-017': inSummary(['NGAY_VAO_NOI_TRU'], (row) => {
    const stay = row.text('NGAY_VAO_NOI_TRU');
    return stay !== '' && (stay < row.text('NGAY_VAO') || stay > row.text('NGAY_RA'));
  }),
  'CLN-018': inSummary(['MA_LOAI_KCB', 'NGAY_VAO', 'NGAY_RA'], (row, { admittedOn, endedOn }) => {
    return row.is('MA_LOAI_KCB', '01') && admittedOn !== undefined && endedOn !== undefined && daysBetween(admittedOn, endedOn) > 1;
  }),
  'CLN-019': inSummary(['NGAY_RA'], (row) => row.is('MA_LOAI_KCB', ...ENDS_WITH_DAY) && !row.text('NGAY_RA').endsWith('2359')),
  'CLN-020': inSummary(['SO_NGAY_DTRI'], (row, { admittedOn, endedOn }) => {
    if (row.is('MA_LOAI_KCB', ...WITHOUT_DAYS)) return compare(row.amount('SO_NGAY_DTRI'), '0') !== 0 && { expected: 0 };
    if (!row.is('MA_LOAI_KCB', ...CALENDAR_DAYS) || admittedOn === undefined || endedOn === undefined) return false;
    const expected = daysBetween(admittedOn, endedOn) + 1;
    return compare(row.amount('SO_NGAY_DTRI'), String(Math.max(expected, 0))) !== 0 && { expected };
  }),
  'CLN-021': inSummary(['SO_NGAY_DTRI'], (row, claim) => {
    if (row.is('MA_LOAI_KCB', '05')) return compare(row.amount('SO_NGAY_DTRI'), '0') <= 0 && claim.has('XML2');
    if (!row.is('MA_LOAI_KCB', '08')) return false;
    const expected = new Set(claim.rows('XML3').map((line) => line.text('NGAY_YL').slice(0, 8))).size;
    return expected > 0 && compare(row.amount('SO_NGAY_DTRI'), String(expected)) !== 0 && { expected };
  }),
  'CLN-022': inSummary(['SO_NGAY_DTRI'], (row) => compare(row.amount('SO_NGAY_DTRI'), String(LONG_STAY_DAYS)) > 0),
  'CLN-023': (claim) =>
    (['KET_QUA_DTRI', 'MA_LOAI_RV'] as const)
      .filter((field) => claim.isClaim && !codesOf(field).has(claim.summary.text(field)))
      .map((field) => ({ row: claim.summary, fields: [field], params: { found: claim.summary.text(field) } })),
  'CLN-024': inSummary(['KET_QUA_DTRI', 'MA_LOAI_RV'], (row) => {
    return (row.is('KET_QUA_DTRI', '5') && !row.is('MA_LOAI_RV', '1')) || (row.is('MA_LOAI_RV', '3') && row.is('KET_QUA_DTRI', '1'));
  }),
  'CLN-025': inSummary(['MA_TAI_NAN', 'MA_BENH_CHINH'], (row, claim) => {
    const hurt = claim.diseases.some((code) => INJURY.test(code));
    const cause = row.has('MA_TAI_NAN') && !row.is('MA_TAI_NAN', '0');
    return hurt !== cause;
  }),
  'CLN-026': inSummary(['MA_TAI_NAN'], (row) => row.has('MA_TAI_NAN') && !/^[0-8]$/.test(row.text('MA_TAI_NAN'))),
  'CLN-027': inSummary(['MA_LOAI_KCB'], (row) => !codesOf('MA_LOAI_KCB').has(row.text('MA_LOAI_KCB'))),
  'CLN-028': inSummary(['MA_LOAI_KCB', 'MA_CSKCB'], (_, claim) => {
    return claim.isInpatient && claim.admittedOn !== undefined && claim.context.inpatientContract?.(claim.admittedOn) === false;
  }),
  'CLN-029': inSummary(['MA_LOAI_KCB'], (row, claim) => {
    const marked = claim.rows('XML3').some((line) => /^(TYT|PKKV)\.1925/.test(line.text('MA_DICH_VU')));
    return marked && !row.is('MA_LOAI_KCB', '05', '06');
  }),
  'CLN-030': allOf(
    inSummary(['MA_KHOA'], (row) => row.list('MA_KHOA').length === 0 || row.list('MA_KHOA').some((code) => code === '')),
    inSummary(['MA_KHOA'], (row, { context }) => {
      const unknown = row.list('MA_KHOA').find((code) => context.department?.(code) === false);
      return unknown !== undefined && { found: unknown };
    }),
  ),
  'CLN-031': allOf(
    inSummary(['MA_CSKCB'], (row) => !/^\d{5}$/.test(row.text('MA_CSKCB'))),
    eachRow(
      'XML1',
      ['MA_CSKCB'],
      (row, c) => c.admittedOn !== undefined && c.context.facility?.(row.text('MA_CSKCB'), c.admittedOn) === false,
      'warning',
    ),
  ),
  'CLN-032': allOf(
    inSummary(['NAM_QT', 'THANG_QT'], (row, claim) => {
      const month = Number(row.text('THANG_QT'));
      const period = `${row.text('NAM_QT')}${String(month).padStart(2, '0')}`;
      const isPeriod = /^\d{4}$/.test(row.text('NAM_QT')) && month >= 1 && month <= 12;
      return !isPeriod || (claim.endedOn !== undefined && period < row.text('NGAY_RA').slice(0, 6));
    }),
    // A clock that runs behind must not block a file.
    eachRow('XML1', ['NAM_QT'], (row, { context }) => context.now !== undefined && row.text('NAM_QT') > context.now.slice(0, 4), 'warning'),
  ),
  'CLN-033': inSummary(['NGAY_RA', 'NAM_QT'], (row) => row.has('NAM_QT') && row.text('NAM_QT') !== row.text('NGAY_RA').slice(0, 4)),
  'CLN-034': inSummary(['NGAY_TTOAN'], (row) => {
    // A visit that ends with its day is paid before that minute.
    const end = row.is('MA_LOAI_KCB', ...ENDS_WITH_DAY) ? row.text('NGAY_RA').slice(0, 8) : row.text('NGAY_RA');
    return !row.has('NGAY_TTOAN') || !isClaimMinute(row.text('NGAY_TTOAN')) || row.text('NGAY_TTOAN').slice(0, end.length) < end;
  }),
  'CLN-035': inSummary(['NGAY_RA'], (_, { endedOn, context }) => {
    const today =
      context.now === undefined ? undefined : `${context.now.slice(0, 4)}-${context.now.slice(4, 6)}-${context.now.slice(6, 8)}`;
    return endedOn !== undefined && today !== undefined && isDay(today) && workingDays(endedOn, today) > SENDING_WORKING_DAYS;
  }),
  'CLN-036': wholeClaim('XML1', ['MA_PTTT_QT'], (claim) => {
    return claim.isClaim && !claim.summary.has('MA_PTTT_QT') && claim.rows('XML3').some((row) => row.is('MA_NHOM', '8', '18'));
  }),
  'CLN-037': inSummary(['PP_DIEU_TRI'], (row, claim) => {
    return (
      claim.diseases.some((code) => PREGNANCY_ENDED.test(code)) && !/tuần/i.test(`${row.text('PP_DIEU_TRI')} ${row.text('CHAN_DOAN_RV')}`)
    );
  }),
  'CLN-038': inSummary(['MA_THE_BHYT', 'NGAY_VAO', 'NGAY_RA'], (row, { context, isInsured }) => {
    return isInsured && (context.earlierClaims ?? []).some((other) => isSameClaim(row, other));
  }),
  'CLN-039': inSummary(['NGAY_VAO', 'NGAY_RA'], (row, { context, isInsured }) => {
    return (
      isInsured &&
      (context.earlierClaims ?? []).some(
        (other) =>
          other.key !== row.text('MA_LK') &&
          other.admittedAt < row.text('NGAY_RA') &&
          other.endedAt > row.text('NGAY_VAO') &&
          !isSameClaim(row, other),
      )
    );
  }),
};

function isSameClaim(row: CheckedRow, other: EarlierClaim): boolean {
  const isNear = (field: string, amount: string) => compare(abs(subtract(row.amount(field), amount)), SAME_AMOUNT) <= 0;
  return (
    other.key !== row.text('MA_LK') &&
    row.text('MA_THE_BHYT') === other.cardNumber &&
    row.text('NGAY_VAO') === other.admittedAt &&
    row.text('NGAY_RA') === other.endedAt &&
    row.text('MA_BENH_CHINH') === other.principalDisease &&
    isNear('T_TONGCHI_BV', other.hospitalAmount) &&
    isNear('T_BHTT', other.fundAmount)
  );
}

const abs = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : amount);

/** Saturdays and Sundays do not count. */
function workingDays(from: Day, until: Day): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= until && count <= SENDING_WORKING_DAYS; day = addDays(day, 1))
    if (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) count += 1;
  return count;
}

function disease(row: CheckedRow, field: string, code: string, isMild = false): ClaimHit {
  const found = { row, fields: [field], params: { found: code } };
  return isMild ? { ...found, severity: 'warning' } : found;
}

function icd(claim: CheckedClaim, code: string): IcdFacts | null | undefined {
  return claim.endedOn === undefined ? undefined : claim.context.icd?.(code.toUpperCase().replace(/[†*+]$/, ''), claim.endedOn);
}

const unknownCode = (claim: CheckedClaim, code: string): boolean => icd(claim, code) === null;
/** A sub-code that our list lacks under a category it has: the insurer's list may be the newer one. */
const isOfKnownCategory = (claim: CheckedClaim, code: string): boolean => icd(claim, code.slice(0, 3)) != null;

function eachDisease(isWrong: (claim: CheckedClaim, facts: IcdFacts) => boolean) {
  return (claim: CheckedClaim): ClaimHit[] =>
    (['MA_BENH_CHINH', 'MA_BENH_KT'] as const).flatMap((field) =>
      claim.summary.list(field).flatMap((code) => {
        const facts = icd(claim, code);
        return facts != null && isWrong(claim, facts) ? [disease(claim.summary, field, code)] : [];
      }),
    );
}
