import { addDays, daysBetween } from '../../dates.ts';
import type { CheckedRow } from './checked-claim.ts';
import type { ClaimHit, ClaimRules } from './claim-check.ts';
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

const MISCARRIAGE_LEAVE = 50;
const SMALL_CHILD = 7;
/** Texts are retold, and a referral may list several stays and cards: such a difference is only shown. */
const isRetold = ({ row, fields }: ClaimHit): boolean =>
  fields.some((field) => field === 'CHAN_DOAN_RV' || row?.text(field).includes(';') === true);

/** Sick leave, referral and appointment, tables 11, 13 and 14: rules LEA, REF and APP. Source: docs/legal/insurance.md#checks */
export const certificateRules: ClaimRules = {
  'LEA-001': filled(
    'XML11',
    'SO_CT SO_SERI SO_KCB DON_VI MA_BHXH CHAN_DOAN_RV PP_DIEUTRI SO_NGAY_NGHI TU_NGAY DEN_NGAY MA_TTDV MA_BS NGAY_CT'.split(' '),
  ),
  'LEA-002': eachRow('XML11', ['MA_BHXH'], (row) => row.has('MA_BHXH') && !NUMBER_OF_TEN.test(row.text('MA_BHXH'))),
  'LEA-003': eachRow('XML11', ['MA_THE_BHYT'], (row) => row.list('MA_THE_BHYT').some((card) => card.length !== 15)),
  'LEA-004': eachRow('XML11', ['TU_NGAY', 'DEN_NGAY', 'SO_NGAY_NGHI'], (row, claim) => {
    const days = inclusiveDays(row, 'TU_NGAY', 'DEN_NGAY');
    const isMiscarriage = endsPregnancy(row) && Number(row.amount('TUOI_THAI')) >= 13;
    const max = isTuberculosis(claim) ? TUBERCULOSIS_LEAVE : isMiscarriage ? MISCARRIAGE_LEAVE : ORDINARY_LEAVE;
    return (
      days !== undefined &&
      (days < 1 || days !== Number(row.text('SO_NGAY_NGHI')) || days > max) && {
        found: row.text('SO_NGAY_NGHI'),
        expected: Math.min(days, max),
      }
    );
  }),
  'LEA-005': milder(
    eachRow('XML11', ['TU_NGAY', 'DEN_NGAY', 'NGAY_CT'], (row, { summary }) => {
      const [entry, exit] = [summary.text('NGAY_VAO').slice(0, 8), summary.text('NGAY_RA').slice(0, 8)];
      if (entry === '' || exit === '' || !row.has('TU_NGAY')) return false;
      return (
        row.text('TU_NGAY') > nextDay(exit) ||
        row.text('DEN_NGAY') < entry ||
        row.text('TU_NGAY') < entry ||
        (row.has('NGAY_CT') && row.text('NGAY_CT') !== exit)
      );
    }),
    'warning',
    ({ row }, { summary }) =>
      row !== undefined &&
      row.text('TU_NGAY') <= nextDay(summary.text('NGAY_RA')) &&
      row.text('DEN_NGAY') >= summary.text('NGAY_VAO').slice(0, 8),
  ),
  'LEA-006': allOf(
    filled('XML11', ['NGUYENNHAN_DINHCHI', 'TUOI_THAI'], endsPregnancy),
    eachRow('XML11', ['TUOI_THAI'], (row) => endsPregnancy(row) && badWeeks(row)),
  ),
  'LEA-007': eachRow('XML11', ['MAU_SO'], (row) => row.has('MAU_SO') && !row.is('MAU_SO', 'CT07')),
  'LEA-008': wholeClaim('XML11', ['SO_SERI'], (claim) => {
    const serials = claim
      .rows('XML11')
      .map((row) => row.text('SO_SERI'))
      .filter(Boolean);
    return claim.context.leaveSerialUsed === true || new Set(serials).size < serials.length;
  }),
  'LEA-009': eachRow('XML11', ['TU_NGAY', 'DEN_NGAY'], (row, claim) => {
    return claim
      .rows('XML11')
      .some(
        (other) =>
          other.place < row.place && row.text('TU_NGAY') <= other.text('DEN_NGAY') && other.text('TU_NGAY') <= row.text('DEN_NGAY'),
      );
  }),
  'LEA-010': eachRow(
    'XML11',
    ['HO_TEN_CHA', 'HO_TEN_ME'],
    (row, { age }) => age !== undefined && age < SMALL_CHILD && !row.has('HO_TEN_CHA') && !row.has('HO_TEN_ME'),
  ),
  'REF-001': filled(
    'XML13',
    'SO_HOSO SO_CHUYENTUYEN GIAY_CHUYEN_TUYEN DAU_HIEU_LS QT_BENHLY TINH_TRANG_CT MA_LYDO_CT HUONG_DIEU_TRI PHUONGTIEN_VC MA_BAC_SI MA_TTDV'.split(
      ' ',
    ),
  ),
  'REF-002': (claim) =>
    claim.rows('XML13').flatMap((row) => {
      const destination = row.raw['MA_CSKCB_DEN'] === undefined && row.raw['MA_NOI_DEN'] !== undefined ? 'MA_NOI_DEN' : 'MA_CSKCB_DEN';
      const empty = ['MA_CSKCB', destination].filter((field) => !row.has(field));
      const malformed = ['MA_CSKCB', destination].filter((field) => row.has(field) && !/^\d{5}$/.test(row.text(field)));
      return [...empty, ...malformed].map((field) => ({ row, fields: [field], params: { found: row.text(field) } }));
    }),
  'REF-003': milder(
    sameAsSummary(
      'XML13',
      'HO_TEN NGAY_SINH GIOI_TINH MA_THE_BHYT GT_THE_DEN NGAY_VAO NGAY_RA CHAN_DOAN_RV MA_BENH_CHINH MA_BENH_KT MA_LOAI_RV'.split(' '),
    ),
    'warning',
    isRetold,
  ),
  'REF-004': eachRow(
    'XML13',
    ['MA_THE_BHYT', 'GT_THE_DEN'],
    (row) =>
      row.has('MA_THE_BHYT') &&
      row.has('GT_THE_DEN') &&
      row.text('MA_THE_BHYT').split(';').length !== row.text('GT_THE_DEN').split(';').length,
  ),
  'REF-005': milder(
    eachRow('XML13', ['MA_LYDO_CT', 'MA_LOAI_RV'], (row, { summary }) => {
      if (!row.has('MA_LYDO_CT')) return false;
      return !row.is('MA_LYDO_CT', '1', '2', '3') || row.is('MA_LYDO_CT', '3') !== summary.is('MA_LOAI_RV', '5');
    }),
    'warning',
    ({ row }) => row?.is('MA_LYDO_CT', '1', '2', '3') === true,
  ),
  'REF-006': eachRow('XML13', ['TOMTAT_KQ'], (row, claim) => claim.isInpatient && !row.has('TOMTAT_KQ')),
  'REF-007': eachRow(
    'XML13',
    ['SO_CHUYENTUYEN', 'GIAY_CHUYEN_TUYEN', 'PHUONGTIEN_VC'],
    (row) => isLonger(row, 'SO_CHUYENTUYEN', 50) || isLonger(row, 'GIAY_CHUYEN_TUYEN', 50) || isLonger(row, 'PHUONGTIEN_VC', 255),
  ),
  'APP-001': filled('XML14', ['SO_GIAYHEN_KL', 'MA_CSKCB', 'NGAY_HEN_KL', 'MA_BAC_SI', 'MA_TTDV', 'NGAY_CT']),
  'APP-002': eachRow(
    'XML14',
    ['NGAY_HEN_KL'],
    (row, { summary }) =>
      row.has('NGAY_HEN_KL') && summary.has('NGAY_RA') && row.text('NGAY_HEN_KL').slice(0, 8) <= summary.text('NGAY_RA').slice(0, 8),
  ),
  'APP-003': eachRow(
    'XML14',
    ['NGAY_CT'],
    (row, { summary }) => row.has('NGAY_CT') && summary.has('NGAY_VAO') && row.text('NGAY_CT') < summary.text('NGAY_VAO').slice(0, 8),
  ),
  'APP-004': milder(
    sameAsSummary('XML14', 'HO_TEN NGAY_SINH GIOI_TINH MA_THE_BHYT CHAN_DOAN_RV MA_BENH_CHINH MA_BENH_KT MA_DOITUONG_KCB'.split(' ')),
    'warning',
    isRetold,
  ),
  'APP-005': eachRow('XML14', ['NGAY_HEN_KL'], (row, { endedOn }) => {
    const day = row.day('NGAY_HEN_KL');
    return (
      day !== undefined &&
      endedOn !== undefined &&
      (daysBetween(endedOn, day) > 30 || [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
    );
  }),
};

const isLonger = (row: CheckedRow, field: string, max: number): boolean => [...row.text(field)].length > max;
const nextDay = (day: string): string => addDays(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`, 1).replaceAll('-', '');
