import { daysBetween } from '../../dates.ts';
import { isInpatientCare } from '../../insurance/care-type.ts';
import { compare } from '../../money.ts';
import { dayOf, isClaimDay } from './checked-claim.ts';
import type { ClaimRules } from './claim-check.ts';
import { eachRow, inSummary, milder, wholeClaim } from './rule-builders.ts';

const CATEGORY = 'MA_DOITUONG_KCB';
/** The 27 codes are in use since this day; what an older file says is not judged by them. */
const CODES_OF_2025 = '20250701';
const REFERRED_OUT = ['2', '5'] as const;
const COLLECTS = ['7', '7.2', '7.3', '7.4', '10'] as const;
const INPATIENT_ONLY = ['1.15', '3.2', '3.6'] as const;
const OUTPATIENT_ONLY = ['1.12', '1.13', '1.14', '1.18'] as const;
/** Off the route: the card is registered somewhere else. */
const SELF_REFERRED = ['1.11', '1.12', '1.13', '1.14', '1.15', '1.16', '1.17', '1.18', '3.1', '3.2', '3.3', '3.6'] as const;
const ORDINARY = ['3.3', '3.6', '1.16', '1.17'] as const;
/** A paper of a whole year at most (TT 01/2025 Đ12). */
const REFERRAL_DAYS = 366;

/** How the person came and went: rules RTE. Source: docs/legal/insurance.md#checks */
export const routeRules: ClaimRules = {
  'RTE-001': inSummary([CATEGORY], (row, { admittedOn, context }) => {
    const known = admittedOn === undefined ? undefined : context.parametersAt?.(admittedOn)?.arrivalCategories;
    if (known === undefined || row.text('NGAY_VAO') < CODES_OF_2025 || Object.keys(known).length === 0) return false;
    return known[row.text(CATEGORY)] === undefined;
  }),
  'RTE-002': milder(
    inSummary([CATEGORY], (row) => row.is(CATEGORY, '1.1') && !registeredHere(row.list('MA_DKBD'), row.text('MA_CSKCB'))),
    // Facilities of one group share their registrations: only the same province can tell.
    'warning',
    (_, { summary }) => summary.list('MA_DKBD').some((code) => code.slice(0, 2) === summary.text('MA_CSKCB').slice(0, 2)),
  ),
  'RTE-003': milder(
    inSummary(
      [CATEGORY, 'MA_DKBD'],
      (row) => row.is(CATEGORY, ...SELF_REFERRED) && registeredHere(row.list('MA_DKBD'), row.text('MA_CSKCB')),
    ),
    'warning',
    (_, { summary }) => summary.is(CATEGORY, ...ORDINARY) || summary.list('MA_THE_BHYT').length > 1,
  ),
  'RTE-004': inSummary([CATEGORY, 'MA_NOI_DI', 'GIAY_CHUYEN_TUYEN'], (row) => {
    const missing = ['MA_NOI_DI', 'GIAY_CHUYEN_TUYEN'].filter((field) => !row.has(field));
    return row.is(CATEGORY, '1.3') && missing.length > 0 && { missing: missing.join(', ') };
  }),
  'RTE-005': inSummary([CATEGORY, 'GIAY_CHUYEN_TUYEN'], (row) => row.is(CATEGORY, '1.5') && !row.has('GIAY_CHUYEN_TUYEN')),
  'RTE-006': inSummary(['MA_NOI_DI', 'GIAY_CHUYEN_TUYEN'], (row) => {
    return row.has('MA_NOI_DI') && !row.has('GIAY_CHUYEN_TUYEN') && !row.is(CATEGORY, '1.3', '1.5', ...COLLECTS);
  }),
  'RTE-007': (claim) =>
    (['MA_NOI_DI', 'MA_NOI_DEN'] as const).flatMap((field) => {
      const code = claim.summary.text(field);
      if (code === '') return [];
      const isOwn = code === claim.summary.text('MA_CSKCB');
      const isUnknown = claim.admittedOn !== undefined && claim.context.facility?.(code, claim.admittedOn) === false;
      if (isOwn || !/^\d{5}$/.test(code)) return [{ row: claim.summary, fields: [field], params: { found: code } }];
      return isUnknown ? [{ row: claim.summary, fields: [field], params: { found: code }, severity: 'warning' as const }] : [];
    }),
  'RTE-008': inSummary(['MA_LOAI_RV', 'MA_NOI_DEN'], (row) => row.is('MA_LOAI_RV', ...REFERRED_OUT) !== row.has('MA_NOI_DEN')),
  'RTE-009': milder(
    wholeClaim(
      'XML13',
      ['MA_LOAI_RV'],
      (claim) => claim.isInsured && claim.summary.is('MA_LOAI_RV', ...REFERRED_OUT) !== claim.has('XML13'),
    ),
    'warning',
    // The referral is sent with the claim; whoever reads a part of a file (tables 1 to 5) still needs no alarm.
    (_, claim) => !claim.has('XML13') && !claim.has('XML7') && !claim.has('XML14'),
  ),
  'RTE-010': rateOf(['1.13', '1.14', '1.18'], (rate, _inpatient, entry) => compare(rate, entry < '20260701' ? '0' : '50') <= 0),
  'RTE-011': rateOf(['3.1'], (rate, inpatient) => compare(rate, inpatient ? '40' : '0') <= 0),
  'RTE-012': inSummary([CATEGORY, 'MA_THE_BHYT', 'T_BHTT'], (row) => {
    return row.is(CATEGORY, '9') && (row.has('MA_THE_BHYT') || compare(row.amount('T_BHTT'), '0') > 0);
  }),
  'RTE-013': inSummary([CATEGORY, 'MA_LOAI_KCB'], (row, claim) => {
    const examines = claim.rows('XML3').some((service) => service.is('MA_NHOM', '1', '2', '3', '8', '13', '18'));
    return row.is(CATEGORY, ...COLLECTS) && (!row.is('MA_LOAI_KCB', '07') || examines);
  }),
  'RTE-014': inSummary([CATEGORY, 'MA_LOAI_KCB'], (row) => {
    const inpatient = isInpatientCare(row.text('MA_LOAI_KCB'));
    return (row.is(CATEGORY, ...INPATIENT_ONLY) && !inpatient) || (row.is(CATEGORY, ...OUTPATIENT_ONLY) && inpatient);
  }),
  'RTE-015': inSummary([CATEGORY, 'MA_KHUVUC'], (row) => row.is(CATEGORY, '3.6') && !row.has('MA_KHUVUC')),
  'RTE-016': inSummary([CATEGORY, 'MA_BENH_CHINH'], (row, claim) => {
    const annex = row.is(CATEGORY, '1.16') ? 'II' : row.is(CATEGORY, '1.17') ? 'I' : undefined;
    return annex !== undefined && claim.context.listedDisease?.(annex, claim.diseases) === false && { annex };
  }),
  'RTE-017': inSummary([CATEGORY], (row, claim) => {
    const owed = claim
      .rows('XML2', 'XML3')
      .some((line) => compare(line.amount('THANH_TIEN_BH'), '0') > 0 && compare(line.amount('MUC_HUONG'), '100') < 0);
    return row.is(CATEGORY, '1.2') && owed;
  }),
  'RTE-018': inSummary(['GIAY_CHUYEN_TUYEN', 'NGAY_VAO'], (row, { admittedOn }) => {
    const signed = /(20\d{2})[-/.]?([01]\d)[-/.]?([0-3]\d)/.exec(row.text('GIAY_CHUYEN_TUYEN'));
    const day = signed === null ? undefined : dayOf(`${signed[1]}${signed[2]}${signed[3]}`);
    return day !== undefined && admittedOn !== undefined && day < admittedOn && daysBetween(day, admittedOn) > REFERRAL_DAYS;
  }),
  'RTE-019': inSummary(['NGAY_TAI_KHAM'], (row) => {
    return row.list('NGAY_TAI_KHAM').some((day) => !isClaimDay(day) || day <= row.text('NGAY_RA').slice(0, 8));
  }),
  'RTE-020': eachRow('XML14', ['NGAY_HEN_KL'], (row, { summary }) => {
    const days = summary.list('NGAY_TAI_KHAM');
    return days.length > 0 && row.has('NGAY_HEN_KL') && !days.includes(row.text('NGAY_HEN_KL').slice(0, 8));
  }),
  'RTE-021': inSummary(['MA_LYDO_VVIEN'], (row) => row.has('MA_LYDO_VVIEN') && !row.is('MA_LYDO_VVIEN', '1', '2', '3', '4')),
};

function registeredHere(registered: readonly string[], here: string): boolean {
  return registered.includes(here);
}

/** Rows of the categories whose rate is more than the route allows; the rate itself is judged by MON-027. */
function rateOf(categories: readonly string[], isAllowed: (rate: string, inpatient: boolean, entry: string) => boolean) {
  return eachRow(['XML2', 'XML3'], ['MUC_HUONG'], (row, { summary }) => {
    if (!summary.is(CATEGORY, ...categories) || compare(row.amount('THANH_TIEN_BH'), '0') <= 0) return false;
    return !isAllowed(row.amount('MUC_HUONG'), isInpatientCare(summary.text('MA_LOAI_KCB')), summary.text('NGAY_VAO'));
  });
}
