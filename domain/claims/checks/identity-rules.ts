import { compare } from '../../money.ts';
import { codesOf } from './claim-codes.ts';
import { isClaimDay, isClaimMinute } from './checked-claim.ts';
import type { ClaimRules } from './claim-check.ts';
import { allOf, eachRow, filled, inSummary, milder, ofInsured, wholeClaim } from './rule-builders.ts';

/** Heaviest person the field is believed for, in kilograms. */
const HEAVIEST = '200';
const VIETNAMESE = '000';
/** Parts of a name that a woman or a man usually bears. */
const FEMALE_NAME = / THỊ /;
const MALE_NAME = / VĂN /;

/** Who the person is: rules ID. Source: docs/legal/insurance.md#checks */
export const identityRules: ClaimRules = {
  'ID-001': inSummary(['MA_LK'], (row) => row.text('MA_LK') === '' || /\s/.test(row.text('MA_LK'))),
  'ID-002': allOf(
    inSummary(['HO_TEN'], (row, { ageInDays }) => row.text('HO_TEN') === '' || (/\d/.test(row.text('HO_TEN')) && (ageInDays ?? 365) > 60)),
    // Foreigners and some peoples have one word, and newborns are written in many ways: only shown.
    eachRow(
      'XML1',
      ['HO_TEN'],
      (row) => row.has('HO_TEN') && !/^[\p{L}\p{M}'’.,()/ -]+ [\p{L}\p{M}'’.,()/ -]+$/u.test(row.text('HO_TEN')),
      'warning',
    ),
  ),
  'ID-003': milder(
    inSummary(['SO_CCCD'], (row) => row.has('SO_CCCD') && !/^(\d{9}|\d{12}|[A-Z]\d{7})$/.test(row.text('SO_CCCD'))),
    'warning',
    (_, { summary }) => !summary.is('MA_QUOCTICH', VIETNAMESE),
  ),
  'ID-004': inSummary(['SO_CCCD'], (row, { age }) => !row.has('SO_CCCD') && age !== undefined && age >= 14),
  'ID-005': inSummary(['NGAY_SINH'], (row) => {
    const birth = row.text('NGAY_SINH');
    const isBirth = isClaimMinute(birth) || /^\d{4}0000(\d{4})$/.test(birth);
    return !isBirth || birth.slice(0, 8) > row.text('NGAY_VAO').slice(0, 8);
  }),
  'ID-006': inSummary(['NGAY_SINH'], (row, { ageInDays }) => {
    return ageInDays !== undefined && ageInDays >= 0 && ageInDays <= 28 && row.text('NGAY_SINH').endsWith('0000');
  }),
  'ID-007': inSummary(['GIOI_TINH'], (row) => !row.is('GIOI_TINH', '1', '2', '3')),
  'ID-008': inSummary(['HO_TEN', 'GIOI_TINH'], (row) => {
    const name = ` ${row.text('HO_TEN').toUpperCase()} `;
    return (FEMALE_NAME.test(name) && row.is('GIOI_TINH', '1')) || (MALE_NAME.test(name) && row.is('GIOI_TINH', '2'));
  }),
  'ID-009': inSummary(['MA_QUOCTICH'], (row) => !/^\d{3}$/.test(row.text('MA_QUOCTICH'))),
  'ID-010': inSummary(['MA_DANTOC'], (row) => !codesOf('MA_DANTOC').has(row.text('MA_DANTOC'))),
  'ID-011': allOf(
    inSummary(['MA_NGHE_NGHIEP'], (row) => !/^\d{1,5}$/.test(row.text('MA_NGHE_NGHIEP'))),
    // Older lists with shorter codes are still in use.
    eachRow('XML1', ['MA_NGHE_NGHIEP'], (row) => /^\d{1,4}$/.test(row.text('MA_NGHE_NGHIEP')), 'warning'),
  ),
  'ID-012': inSummary(['DIA_CHI'], (row) => !row.has('DIA_CHI')),
  'ID-013': inSummary(['MATINH_CU_TRU'], (row) => !codesOf('PROVINCE').has(row.text('MATINH_CU_TRU'))),
  'ID-014': allOf(
    inSummary(['MAXA_CU_TRU'], (row) => !/^\d{5}$/.test(row.text('MAXA_CU_TRU'))),
    inSummary(['MAXA_CU_TRU'], (row, { context, admittedOn }) => {
      return admittedOn !== undefined && context.commune?.(row.text('MAXA_CU_TRU'), admittedOn) === null;
    }),
  ),
  'ID-015': inSummary(['MATINH_CU_TRU', 'MAXA_CU_TRU'], (row, { context, admittedOn }) => {
    const commune = admittedOn === undefined ? undefined : context.commune?.(row.text('MAXA_CU_TRU'), admittedOn);
    return commune != null && commune.provinceCode !== row.text('MATINH_CU_TRU') && { expected: commune.provinceCode };
  }),
  'ID-016': inSummary(['MAHUYEN_CU_TRU'], (row) => row.has('MAHUYEN_CU_TRU') && row.text('NGAY_VAO') >= '20250701'),
  'ID-017': inSummary(['DIEN_THOAI'], (row) => row.has('DIEN_THOAI') && !/^\+?\d{10,}$/.test(row.text('DIEN_THOAI').replace(/[ .-]/g, ''))),
  'ID-018': allOf(
    inSummary(['CAN_NANG'], (row) => row.has('CAN_NANG') && !isWeight(row.text('CAN_NANG'))),
    inSummary(['CAN_NANG'], (row, { age }) => !row.has('CAN_NANG') && age === 0),
    // The portal's newer list does not ask for the weight of older people.
    eachRow('XML1', ['CAN_NANG'], (row, { age }) => !row.has('CAN_NANG') && age !== 0, 'warning'),
  ),
  'ID-019': inSummary(['CAN_NANG', 'NGAY_SINH'], (row, { ageInDays }) => {
    return ageInDays !== undefined && ageInDays < 30 && compare(row.amount('CAN_NANG'), '0') <= 0;
  }),
  'ID-020': inSummary(['CAN_NANG_CON'], (row, claim) => {
    const weights = row.list('CAN_NANG_CON');
    if (weights.length === 0) return false;
    const children = claim.rows('XML9').length;
    return weights.some((weight) => !/^\d+(\.\d+)?$/.test(weight)) || (children > 0 && children !== weights.length);
  }),
  'ID-021': wholeClaim('XML1', ['MA_BN', 'SO_CCCD'], ({ context }) => context.otherPatientWithIdentity === true),
  'ID-022': filled('XML1', ['MA_HSBA']),
  'ID-023': allOf(
    inSummary(['MA_TTDV'], (row) => row.has('MA_TTDV') && !/^\d{10}$/.test(row.text('MA_TTDV'))),
    eachRow('XML1', ['MA_TTDV'], (row) => !row.has('MA_TTDV'), 'warning'),
  ),
};

const isWeight = (text: string): boolean => /^\d+(\.\d+)?$/.test(text) && compare(text, '0') > 0 && compare(text, HEAVIEST) <= 0;

/** The result codes of the portal with which a card is no card. */
const REFUSED_CARD: readonly string[] = '003 010 050 051 052 053 060 061 070 110 120 121 122 123 124 130'.split(' ');
const NEW_CARD_BESIDE = '004';
const NEVER_REGISTERED = /^\d{2}000$/;

/** The insurance card: rules CARD. Source: docs/legal/insurance.md#checks */
export const cardRules: ClaimRules = {
  'CARD-001': ofInsured(['MA_THE_BHYT'], (row) => row.list('MA_THE_BHYT').some((card) => card.length !== 15) && { length: 15 }),
  'CARD-002': allOf(
    ofInsured(['MA_THE_BHYT'], (row) => row.list('MA_THE_BHYT').some((card) => !/^[A-Z]{2}[1-5]/.test(card))),
    // A group of cards that our list does not know yet blocks nobody.
    eachRow(
      'XML1',
      ['MA_THE_BHYT'],
      (row, { admittedOn, context }) => {
        const known = admittedOn === undefined ? undefined : context.parametersAt?.(admittedOn)?.objectCodes;
        const group = row
          .list('MA_THE_BHYT')
          .map((card) => card.slice(0, 2))
          .find((letters) => known !== undefined && known[letters] === undefined);
        return group !== undefined && { group };
      },
      'warning',
    ),
  ),
  'CARD-003': ofInsured(['MA_THE_BHYT'], (row) => {
    const unknown = row.list('MA_THE_BHYT').find((card) => card.length === 15 && !codesOf('CARD_PROVINCE').has(card.slice(3, 5)));
    return unknown !== undefined && { province: unknown.slice(3, 5) };
  }),
  'CARD-004': ofInsured(['MA_THE_BHYT', 'MA_DKBD', 'GT_THE_TU', 'GT_THE_DEN'], (row) => {
    const counts = ['MA_THE_BHYT', 'MA_DKBD', 'GT_THE_TU', 'GT_THE_DEN'].map((field) => row.text(field).split(';').length);
    return new Set(counts).size > 1 && { counts: counts.join(', ') };
  }),
  'CARD-005': allOf(
    ofInsured(['MA_DKBD'], (row) => row.list('MA_DKBD').some((code) => !/^(\d{5}|KT\w*)$/.test(code))),
    eachRow(
      'XML1',
      ['MA_DKBD'],
      (row, { admittedOn, context }) =>
        admittedOn !== undefined &&
        row.list('MA_DKBD').some((code) => !NEVER_REGISTERED.test(code) && context.facility?.(code, admittedOn) === false),
      'warning',
    ),
  ),
  'CARD-006': ofInsured(['GT_THE_TU', 'GT_THE_DEN'], (row) => {
    const starts = row.list('GT_THE_TU');
    const ends = row.list('GT_THE_DEN');
    return starts.some((start, i) => {
      const end = ends[i] ?? '';
      return !isClaimDay(start) || (end !== '' && (!isClaimDay(end) || end < start));
    });
  }),
  'CARD-007': (claim) => {
    if (!claim.isInsured || !claim.summary.has('MA_THE_BHYT')) return [];
    const starts = claim.summary.list('GT_THE_TU');
    const ends = claim.summary.list('GT_THE_DEN');
    // A stay that began under a card is paid to discharge, at most fifteen days after its end.
    const isCovered = (day: string) =>
      starts.some((start, i) => start <= day && ((ends[i] ?? '') === '' || plusGrace(ends[i] ?? '') >= day));
    const paid = claim.rows('XML2', 'XML3').filter((row) => compare(row.amount('T_BHTT'), '0') > 0 && row.day('NGAY_YL') !== undefined);
    const outside = paid.filter((row) => !isCovered(row.text('NGAY_YL').slice(0, 8)));
    const isNever = paid.length === 0 && claim.admittedOn !== undefined && !isCovered(claim.summary.text('NGAY_VAO').slice(0, 8));
    const worst = compare(claim.summary.amount('T_BHTT'), '0') > 0 ? outside.length > 0 || isNever : false;
    return worst ? [{ row: claim.summary, fields: ['GT_THE_TU', 'GT_THE_DEN', 'NGAY_VAO'], params: { rows: outside.length } }] : [];
  },
  'CARD-008': ofInsured(['GT_THE_DEN', 'NGAY_RA'], (row, { isInpatient }) => {
    const ends = row.list('GT_THE_DEN');
    return isInpatient && ends.length > 0 && ends.every((end) => end !== '' && end < row.text('NGAY_RA').slice(0, 8));
  }),
  'CARD-009': inSummary(['MA_THE_BHYT'], (row) => !row.has('MA_THE_BHYT') && compare(row.amount('T_BHTT'), '0') > 0),
  'CARD-010': ofInsured(['MA_THE_BHYT'], (_, { context }) => {
    const code = context.cardAnswer?.resultCode;
    return code !== undefined && REFUSED_CARD.includes(code) && { code };
  }),
  'CARD-011': ofInsured(['HO_TEN', 'NGAY_SINH', 'GIOI_TINH', 'MA_DKBD'], (_, { context }) => {
    const differing = context.cardAnswer?.differingFields ?? [];
    return differing.length > 0 && { differing: differing.join(', ') };
  }),
  'CARD-012': ofInsured(['MA_THE_BHYT'], (_, { context }) => context.cardAnswer?.resultCode === NEW_CARD_BESIDE),
  'CARD-013': ofInsured(['NAM_NAM_LIEN_TUC'], (row, { context }) => {
    const expected = context.cardAnswer?.fiveYearDate;
    return expected !== undefined && row.text('NAM_NAM_LIEN_TUC') !== expected && { expected };
  }),
  'CARD-014': inSummary(['NGAY_MIEN_CCT'], (row) => {
    const text = row.text('NGAY_MIEN_CCT');
    return text !== '' && !isClaimDay(text) && !isClaimMinute(text);
  }),
  'CARD-015': ofInsured(['NGAY_MIEN_CCT', 'NAM_NAM_LIEN_TUC'], (row) => {
    return row.has('NGAY_MIEN_CCT') && row.has('NAM_NAM_LIEN_TUC') && row.text('NGAY_MIEN_CCT').slice(0, 8) < row.text('NAM_NAM_LIEN_TUC');
  }),
  'CARD-016': (claim) => {
    const from = claim.summary.text('NGAY_MIEN_CCT');
    if (!claim.isInsured || from === '') return [];
    return claim
      .rows('XML2', 'XML3')
      .filter((row) => compare(row.amount('THANH_TIEN_BH'), '0') > 0 && row.text('NGAY_YL').slice(0, from.length) > from)
      .filter(
        (row) =>
          compare(row.amount('MUC_HUONG'), '100') !== 0 &&
          compare(row.amount('T_BNCCT'), '0') > 0 &&
          !isRouteShare(claim.summary.text('MA_DOITUONG_KCB')),
      )
      .map((row) => ({ row, fields: ['MUC_HUONG', 'T_BNCCT'], params: { found: row.text('MUC_HUONG'), expected: 100 } }));
  },
  'CARD-017': inSummary(['MA_KHUVUC'], (row) => row.has('MA_KHUVUC') && !row.is('MA_KHUVUC', 'K1', 'K2', 'K3')),
  'CARD-018': ofInsured(['MA_THE_BHYT', 'NGAY_SINH'], (row, { age }) => {
    if (age === undefined) return false;
    return (
      row.list('MA_THE_BHYT').every((card) => (card.startsWith('HS') && age > 25) || (card.startsWith('TE') && age >= 7)) &&
      row.has('MA_THE_BHYT')
    );
  }),
  'CARD-019': ofInsured(['MA_THE_BHYT'], (row, { ageInDays }) => {
    const isNewborn = ageInDays !== undefined && ageInDays < 60 && row.text('MA_THE_BHYT').startsWith('TE1');
    return isNewborn && row.list('MA_DKBD').every((code) => !NEVER_REGISTERED.test(code));
  }),
  'CARD-020': ofInsured(['SO_CCCD', 'MA_THE_BHYT'], (row) => {
    return (
      row.has('SO_CCCD') &&
      row.list('MA_THE_BHYT').some((card) => card.slice(3) === row.text('SO_CCCD') || card.slice(5) === row.text('SO_CCCD'))
    );
  }),
};

/** Self-referral that pays a share has no exemption. */
const isRouteShare = (category: string): boolean => ['1.13', '1.14', '1.18', '3.1', '3.2'].includes(category);

const GRACE_DAYS = 15;

function plusGrace(day: string): string {
  const date = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)) + GRACE_DAYS));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10).replaceAll('-', '');
}
