import { compare } from '../../money.ts';
import { isClaimDay } from './checked-claim.ts';
import type { ClaimRules } from './claim-check.ts';
import {
  badWeeks,
  endsPregnancy,
  inclusiveDays,
  isTuberculosis,
  NUMBER_OF_TEN,
  ORDINARY_LEAVE,
  TUBERCULOSIS_LEAVE,
} from './paper-facts.ts';
import { allOf, eachRow, filled, milder, sameAsSummary, wholeClaim } from './rule-builders.ts';
import { isKnownStaff } from './staff-rules.ts';

const PREGNANCY_REST = 180;
const SUMMARY_MAX = 4000;
const SUMMARY_SHORT = 20;
const SUMMARISED = ['03', '04', '06'] as const;
const ADULT_AT = 16;

/** Discharge paper and summary, tables 7 and 8: rules DIS and SUM. Source: docs/legal/insurance.md#checks */
export const dischargeRules: ClaimRules = {
  'DIS-001': milder(
    wholeClaim(
      'XML7',
      ['MA_LOAI_KCB'],
      (claim) => claim.isInsured && claim.isInpatient && !claim.summary.is('MA_LOAI_RV', '3') && !claim.has('XML7'),
    ),
    'warning',
    // Only the stay proper: day stays and short ones are read differently by the products.
    (_, claim) => !claim.summary.is('MA_LOAI_KCB', '03'),
  ),
  'DIS-002': milder(
    sameAsSummary('XML7', ['MA_YTE=MA_BN', 'SO_LUU_TRU=MA_HSBA', 'NGAY_VAO', 'NGAY_RA', 'CHAN_DOAN_RV']),
    'warning',
    // Hospitals number persons and archives apart from the record; the texts may be longer in one place.
    ({ fields }) => fields.some((field) => ['MA_YTE', 'SO_LUU_TRU', 'CHAN_DOAN_RV'].includes(field)),
  ),
  'DIS-003': eachRow(
    'XML7',
    ['NGAY_CT'],
    (row, { summary }) => row.has('NGAY_CT') && summary.has('NGAY_RA') && row.text('NGAY_CT') !== summary.text('NGAY_RA').slice(0, 8),
  ),
  'DIS-004': allOf(
    filled('XML7', ['NGUYENNHAN_DINHCHI', 'THOIGIAN_DINHCHI', 'TUOI_THAI'], endsPregnancy),
    eachRow('XML7', ['TUOI_THAI'], (row) => endsPregnancy(row) && badWeeks(row)),
  ),
  'DIS-005': eachRow('XML7', ['SO_NGAY_NGHI', 'NGOAITRU_TUNGAY', 'NGOAITRU_DENNGAY'], (row, { endedOn }) => {
    const given = ['SO_NGAY_NGHI', 'NGOAITRU_TUNGAY', 'NGOAITRU_DENNGAY'].filter((field) => row.has(field) && !row.is(field, '0'));
    if (given.length === 0) return false;
    const days = inclusiveDays(row, 'NGOAITRU_TUNGAY', 'NGOAITRU_DENNGAY');
    const isNext = endedOn === undefined || (row.day('NGOAITRU_TUNGAY') ?? '') >= endedOn;
    return given.length < 3 || days !== Number(row.text('SO_NGAY_NGHI')) || !isNext;
  }),
  'DIS-006': eachRow(
    'XML7',
    ['SO_NGAY_NGHI'],
    (row, claim) => Number(row.amount('SO_NGAY_NGHI')) > (isTuberculosis(claim) ? TUBERCULOSIS_LEAVE : ORDINARY_LEAVE),
  ),
  'DIS-007': allOf(filled('XML7', ['PP_DIEUTRI', 'MA_TTDV', 'MA_BS', 'TEN_BS']), isKnownStaff('XML7', 'MA_BS', 'NGAY_CT')),
  'DIS-008': eachRow(
    'XML7',
    ['HO_TEN_CHA', 'HO_TEN_ME'],
    (row, { age }) => age !== undefined && age < ADULT_AT && !row.has('HO_TEN_CHA') && !row.has('HO_TEN_ME'),
  ),
  'SUM-001': milder(
    wholeClaim('XML8', ['MA_LOAI_KCB'], (claim) => claim.isInsured && claim.summary.is('MA_LOAI_KCB', ...SUMMARISED) !== claim.has('XML8')),
    'warning',
    // Accepted files of stays come without it, and the national health book wants it of every visit.
    () => true,
  ),
  'SUM-002': allOf(
    filled('XML8', ['QT_BENHLY', 'TOMTAT_KQ', 'PP_DIEUTRI', 'KET_QUA_DTRI']),
    eachRow('XML8', ['TOMTAT_KQ'], (row) => [...row.text('TOMTAT_KQ')].length > SUMMARY_MAX && { max: SUMMARY_MAX }),
  ),
  'SUM-003': eachRow('XML8', ['TOMTAT_KQ'], (row) => row.has('TOMTAT_KQ') && row.text('TOMTAT_KQ').length < SUMMARY_SHORT),
  'SUM-004': sameAsSummary('XML8', ['KET_QUA_DTRI', 'NGAY_VAO', 'NGAY_RA']),
  'SUM-005': eachRow('XML8', ['NGAY_SINHCON', 'NGAY_CONCHET', 'SO_CONCHET'], (row) => {
    const given = ['NGAY_SINHCON', 'NGAY_CONCHET', 'SO_CONCHET'].filter((field) => row.has(field) && !row.is(field, '0'));
    return given.length > 0 && (given.length < 3 || row.text('NGAY_CONCHET') < row.text('NGAY_SINHCON'));
  }),
  'SUM-006': filled('XML8', ['MA_TTDV', 'NGAY_CT']),
};

const BIRTH_REQUIRED =
  'HO_TEN_NND NGAYSINH_NND SO_CCCD_NND NGAYCAP_CCCD_NND NOICAP_CCCD_NND NOI_CU_TRU_NND MA_QUOCTICH MATINH_CU_TRU MAXA_CU_TRU MA_THE_TAM'.split(
    ' ',
  );

/** Birth paper and pregnancy rest, tables 9 and 10: rules BIR and PRE. Source: docs/legal/insurance.md#checks */
export const birthRules: ClaimRules = {
  'BIR-001': filled('XML9', BIRTH_REQUIRED),
  'BIR-002': eachRow('XML9', ['NGAYCAP_CCCD_NND'], (row, { context, summary }) => {
    const day = row.text('NGAYCAP_CCCD_NND');
    const latest = context.now?.slice(0, 8) ?? summary.text('NGAY_RA').slice(0, 8);
    return day !== '' && (!isClaimDay(day) || (latest !== '' && day > latest));
  }),
  'BIR-003': eachRow('XML9', ['MA_BHXH_NND'], (row) => row.has('MA_BHXH_NND') && !NUMBER_OF_TEN.test(row.text('MA_BHXH_NND'))),
  'BIR-004': eachRow('XML9', ['MA_THE_NND'], (row) => row.has('MA_THE_NND') && row.text('MA_THE_NND').length !== 15),
  'BIR-005': allOf(
    eachRow('XML9', ['MA_THE_TAM'], (row) => row.has('MA_THE_TAM') && !/^TE1\d{12}$/.test(row.text('MA_THE_TAM'))),
    eachRow(
      'XML9',
      ['MA_THE_TAM', 'MATINH_CU_TRU'],
      (row) =>
        /^TE1\d{12}$/.test(row.text('MA_THE_TAM')) &&
        row.has('MATINH_CU_TRU') &&
        row.text('MA_THE_TAM').slice(3, 5) !== row.text('MATINH_CU_TRU').slice(-2),
      'warning',
    ),
  ),
  'BIR-006': (claim) => {
    const rows = claim.rows('XML9');
    const weights = claim.summary.list('CAN_NANG_CON');
    return rows.flatMap((row) => {
      const isCount = !row.has('SO_CON') || Number(row.text('SO_CON')) === rows.length;
      const isWeight =
        weights.length === 0 ||
        !row.has('CAN_NANG_CON') ||
        weights.some((weight) => compare(numberOf(weight), row.amount('CAN_NANG_CON')) === 0);
      return isCount && isWeight
        ? []
        : [{ row, fields: ['SO_CON', 'CAN_NANG_CON'], params: { found: row.text('SO_CON'), expected: rows.length } }];
    });
  },
  'BIR-007': eachRow('XML9', ['NGAY_SINH_CON'], (row, { summary }) => {
    const born = row.text('NGAY_SINH_CON');
    return (
      born !== '' && summary.has('NGAY_RA') && (born < summary.text('NGAY_VAO').slice(0, born.length) || born > summary.text('NGAY_RA'))
    );
  }),
  'BIR-008': filled('XML9', ['GHI_CHU'], (row) => row.is('SINHCON_PHAUTHUAT', '1') || row.is('SINHCON_DUOI32TUAN', '1')),
  'BIR-009': eachRow('XML9', ['SO_CON', 'LAN_SINH', 'SO_CON_SONG'], (row) => {
    const births = Number(row.amount('LAN_SINH'));
    return (row.has('LAN_SINH') && births < 1) || (row.has('SO_CON_SONG') && Number(row.amount('SO_CON_SONG')) > births + 10);
  }),
  'PRE-001': filled('XML10', 'SO_SERI SO_CT SO_NGAY DON_VI CHAN_DOAN_RV TU_NGAY DEN_NGAY MA_TTDV TEN_BS MA_BS NGAY_CT'.split(' ')),
  'PRE-002': eachRow('XML10', ['SO_NGAY', 'TU_NGAY', 'DEN_NGAY'], (row) => {
    const days = inclusiveDays(row, 'TU_NGAY', 'DEN_NGAY');
    return (
      days !== undefined &&
      (days < 1 || days !== Number(row.text('SO_NGAY')) || days > PREGNANCY_REST) && { found: row.text('SO_NGAY'), expected: days }
    );
  }),
  'PRE-003': eachRow(
    'XML10',
    ['TU_NGAY'],
    (row, { summary }) =>
      row.has('TU_NGAY') &&
      summary.has('NGAY_VAO') &&
      !summary.text('NGAY_VAO').startsWith(row.text('TU_NGAY')) &&
      !summary.text('NGAY_RA').startsWith(row.text('TU_NGAY')),
  ),
};

const numberOf = (text: string): string => (/^\d+(\.\d+)?$/.test(text) ? text : '0');
