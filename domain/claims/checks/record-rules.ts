import type { CheckedClaim } from './checked-claim.ts';
import { addDays } from '../../dates.ts';
import { compare } from '../../money.ts';
import type { ClaimRules } from './claim-check.ts';
import { allOf, eachRow, filled, milder, sameAsSummary, wholeClaim } from './rule-builders.ts';
import { isKnownStaff } from './staff-rules.ts';

const SENT_ELSEWHERE = /\.K\.\w{5}$/;
const VITAL_SIGNS = /CSST\s*</;
/** Care types whose course is written down. */
const WITH_NOTES = ['02', '05', '08', '03', '04', '06', '09'] as const;
const STAYS = ['03', '04', '06', '09'] as const;

/** Results of table 4: rules LAB. Source: docs/legal/insurance.md#checks */
export const resultRules: ClaimRules = {
  'LAB-001': milder(
    eachRow('XML4', ['MA_DICH_VU'], (row, claim) => {
      const code = row.text('MA_DICH_VU');
      if (code === '') return false;
      const isService = claim.rows('XML3').some((service) => service.text('MA_DICH_VU') === code);
      return !isService && !claim.rows('XML2').some((blood) => blood.list('MA_DICH_VU').includes(code));
    }),
    'warning',
    // Parts of a panel are coded by themselves below the code of the panel.
    ({ row }, claim) =>
      row !== undefined &&
      claim.rows('XML3').some((service) => service.text('MA_DICH_VU').slice(0, 7) === row.text('MA_DICH_VU').slice(0, 7)),
  ),
  'LAB-002': filled('XML4', ['MA_DICH_VU']),
  'LAB-003': eachRow('XML4', ['MA_CHI_SO', 'TEN_CHI_SO'], (row) => !row.has('MA_CHI_SO') && !row.has('TEN_CHI_SO')),
  'LAB-004': eachRow('XML4', ['GIA_TRI'], (row, claim) => {
    return isOfGroup(row.text('MA_DICH_VU'), claim, ['1']) && !row.has('GIA_TRI') && !row.has('MO_TA') && !row.has('KET_LUAN');
  }),
  'LAB-005': milder(
    filled('XML4', ['MO_TA', 'KET_LUAN'], (row, claim) => isOfGroup(row.text('MA_DICH_VU'), claim, ['2']) && !row.has('GIA_TRI')),
    'warning',
    ({ fields }) => fields.length === 1,
  ),
  'LAB-006': filled('XML4', ['NGAY_KQ'], (row) => row.has('GIA_TRI')),
  'LAB-007': eachRow('XML4', ['NGAY_KQ'], (row, claim) => {
    const services = claim
      .rows('XML3')
      .filter((service) => service.text('MA_DICH_VU') === row.text('MA_DICH_VU') && service.has('NGAY_KQ'));
    return row.has('NGAY_KQ') && services.length > 0 && !services.some((service) => service.text('NGAY_KQ') === row.text('NGAY_KQ'));
  }),
  'LAB-008': allOf(
    milder(
      filled(
        'XML4',
        ['MA_BS_DOC_KQ'],
        (row) => !SENT_ELSEWHERE.test(row.text('MA_DICH_VU')) && (row.has('GIA_TRI') || row.has('KET_LUAN')),
      ),
      'warning',
      // The portal's sheet leaves the reader open; only a written conclusion must say whose it is.
      ({ row }) => row?.has('KET_LUAN') !== true,
    ),
    isKnownStaff('XML4', 'MA_BS_DOC_KQ', 'NGAY_KQ'),
  ),
  'LAB-009': eachRow('XML4', ['DON_VI_DO'], (row) => row.has('DON_VI_DO') && row.has('GIA_TRI') && !/\d/.test(row.text('GIA_TRI'))),
  'LAB-010': eachRow('XML4', ['GIA_TRI', 'MA_CHI_SO', 'TEN_CHI_SO'], (row) => {
    return ['GIA_TRI', 'MA_CHI_SO', 'TEN_CHI_SO'].some((field) => [...row.text(field)].length > 255);
  }),
};

function isOfGroup(code: string, claim: CheckedClaim, groups: string[]): boolean {
  return claim.rows('XML3').some((service) => service.text('MA_DICH_VU') === code && service.is('MA_NHOM', ...groups));
}

/** Course of the disease in table 5: rules PRG. Source: docs/legal/insurance.md#checks */
export const courseRules: ClaimRules = {
  'PRG-001': filled('XML5', ['DIEN_BIEN_LS', 'THOI_DIEM_DBLS', 'NGUOI_THUC_HIEN']),
  'PRG-002': eachRow('XML5', ['THOI_DIEM_DBLS'], (row, { summary }) => {
    const time = row.text('THOI_DIEM_DBLS');
    return (
      time !== '' &&
      summary.has('NGAY_VAO') &&
      summary.has('NGAY_RA') &&
      (time < summary.text('NGAY_VAO') || time > summary.text('NGAY_RA'))
    );
  }),
  'PRG-003': isKnownStaff('XML5', 'NGUOI_THUC_HIEN', 'THOI_DIEM_DBLS'),
  'PRG-004': eachRow('XML5', ['DIEN_BIEN_LS'], (row, claim) => {
    return (
      row.text('DIEN_BIEN_LS').length > 20 &&
      claim.rows('XML5').some((other) => other.place < row.place && other.text('DIEN_BIEN_LS') === row.text('DIEN_BIEN_LS'))
    );
  }),
  'PRG-005': milder(
    wholeClaim('XML5', ['MA_LOAI_KCB'], (claim) => {
      return (
        claim.isInsured &&
        (claim.summary.is('MA_LOAI_KCB', ...WITH_NOTES) ? !claim.has('XML5') : claim.summary.is('MA_LOAI_KCB', '01') && claim.has('XML5'))
      );
    }),
    'warning',
    (_, claim) => !claim.summary.is('MA_LOAI_KCB', ...STAYS),
  ),
  'PRG-006': wholeClaim('XML5', ['THOI_DIEM_DBLS'], (claim) => {
    if (!claim.isInpatient || !claim.has('XML5') || claim.endedOn === undefined) return false;
    const written = new Set(claim.rows('XML5').map((note) => note.day('THOI_DIEM_DBLS')));
    const start = claim.summary.day('NGAY_VAO_NOI_TRU') ?? claim.admittedOn;
    const missing: string[] = [];
    for (let day = start; day !== undefined && day <= claim.endedOn && missing.length < 400; day = addDays(day, 1))
      if (!written.has(day)) missing.push(day);
    return missing.length > 0 && { count: missing.length, first: missing[0] ?? '' };
  }),
  'PRG-007': wholeClaim(
    'XML5',
    ['DIEN_BIEN_LS'],
    (claim) => claim.has('XML5') && !claim.rows('XML5').some((note) => VITAL_SIGNS.test(note.text('DIEN_BIEN_LS'))),
  ),
  'PRG-008': wholeClaim('XML5', ['THOI_DIEM_DBLS', 'NGAY_YL'], (claim) => {
    if (!claim.isInpatient || !claim.has('XML5')) return false;
    const days = new Set(claim.rows('XML5').map((note) => note.text('THOI_DIEM_DBLS').slice(0, 8)));
    const orders = new Set(
      claim
        .rows('XML2', 'XML3')
        .map((row) => row.text('NGAY_YL').slice(0, 8))
        .filter(Boolean),
    );
    const without = [...orders].filter((day) => !days.has(day)).length;
    return without > 0 && { count: without };
  }),
};

const HIV_REQUIRED =
  'NOI_LAY_MAU_XN NOI_XN_KD NOI_BDDT_ARV MA_LYDO_DTRI LOAI_DTRI_LAO SANG_LOC_LAO KQ_DTRI_LAO MA_LOAI_BN GIAI_DOAN_LAM_SANG NHOM_DOI_TUONG MA_TINH_TRANG_DK MA_XU_TRI MA_PHAC_DO_DIEU_TRI NGAY_CHUYEN_PHAC_DO LY_DO_CHUYEN_PHAC_DO'.split(
    ' ',
  );
const TB_REQUIRED =
  'PHANLOAI_LAO_VITRI PHANLOAI_LAO_TS PHANLOAI_LAO_HIV PHANLOAI_LAO_VK PHANLOAI_LAO_KT LOAI_DTRI_LAO NGAYBD_DTRI_LAO PHACDO_DTRI_LAO KET_QUA_DTRI_LAO BDDT_ARV NGAY_BAT_DAU_DT_CTX'.split(
    ' ',
  );
const ANTIRETROVIRAL = /(tenofovir|lamivudin|dolutegravir|efavirenz|zidovudin|nevirapin|lopinavir)/i;
/** Type of treatment of tuberculosis by the first and last regimen of the list (QĐ 4750 XML15.13). */
const TB_REGIMENS: Readonly<Record<string, readonly [number, number]>> = { '2': [1, 8], '3': [9, 19], '1': [20, 25] };

/** HIV and tuberculosis, tables 6 and 15: rules HIV and TB. Source: docs/legal/insurance.md#checks */
export const programmeRules: ClaimRules = {
  'HIV-001': filled('XML6', HIV_REQUIRED),
  'HIV-002': filled('XML6', ['PHACDO_DTRI_LAO', 'NGAYBD_DTRI_LAO'], (row) => row.has('LOAI_DTRI_LAO') && !row.is('LOAI_DTRI_LAO', '0')),
  'HIV-003': filled('XML6', ['LAN_XN_PCR', 'NGAY_XN_PCR', 'NGAY_KQ_XN_PCR', 'MA_KQ_XN_PCR'], (row) =>
    row.list('MA_TINH_TRANG_DK').includes('1'),
  ),
  'HIV-004': allOf(
    filled('XML6', ['NGAY_BAT_DAU_XU_TRI', 'NGAY_KET_THUC_XU_TRI', 'SO_NGAY_CAP_THUOC_ARV'], (row) => row.list('MA_XU_TRI').includes('1')),
    eachRow('XML6', ['SO_NGAY_CAP_THUOC_ARV'], (row) => {
      const [from, until] = [row.day('NGAY_BAT_DAU_XU_TRI'), row.day('NGAY_KET_THUC_XU_TRI')];
      if (!row.list('MA_XU_TRI').includes('1') || from === undefined || until === undefined) return false;
      return until < from || addDays(from, Number(row.amount('SO_NGAY_CAP_THUOC_ARV')) - 1) > until;
    }),
  ),
  'HIV-005': filled('XML6', ['MA_BAC_PHAC_DO'], (row) => /khác/i.test(row.text('MA_PHAC_DO_DIEU_TRI').normalize('NFC'))),
  'HIV-006': sameAsSummary('XML6', ['NGAY_SINH', 'GIOI_TINH', 'MATINH_CU_TRU', 'MAXA_CU_TRU', 'MA_CSKCB']),
  'HIV-007': eachRow(
    'XML2',
    ['NGUON_CTRA', 'T_BNCCT'],
    (row, claim) => claim.has('XML6') && ANTIRETROVIRAL.test(row.text('TEN_THUOC')) && compare(row.amount('T_BNCCT'), '0') > 0,
  ),
  'TB-001': filled('XML15', TB_REQUIRED),
  'TB-002': eachRow('XML15', ['PHACDO_DTRI_LAO', 'LOAI_DTRI_LAO'], (row) => {
    const range = TB_REGIMENS[row.text('LOAI_DTRI_LAO')];
    const regimen = Number(row.text('PHACDO_DTRI_LAO'));
    return range !== undefined && row.has('PHACDO_DTRI_LAO') && (regimen < range[0] || regimen > range[1]);
  }),
  'TB-003': sameAsSummary('XML15', ['HO_TEN', 'SO_CCCD', 'MA_CSKCB']),
};
