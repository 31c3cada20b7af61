import type { ApprovedItem, ApprovedService, ClaimContext } from '../../../../domain/claims/checks/claim-check.ts';
import { type RuleCase, ruleCase } from './rule-case.ts';

/** The catalogue of services with the blood count changed as said; the other services are not judged. */
const listed = (changes: Partial<ApprovedService> = {}): ClaimContext => ({
  service: (code) => (code === '22.0121.1369' ? { name: 'Tổng phân tích tế bào máu', price: '49700', ...changes } : undefined),
});
const supply = { name: 'Dây dẫn lưu', price: '31500.5', tender: '622/QĐ-SYT;G1;N4;2026', insuranceRatio: '100', quantityLeft: '2' };
const supplies = (changes: Partial<ApprovedItem> = {}): ClaimContext => ({ supplies: () => [{ ...supply, ...changes }] });
const twentyOne = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`XML3+${1 + (i % 3)}#${i}`, {}]));
const short = { XML1: { NGAY_RA: '202611021259', MA_LOAI_KCB: '09' } };
const free = { THANH_TIEN_BH: '0' };

/** Services, supplies, examinations, beds and operations of table 3. */
export const careCases: RuleCase[] = [
  ruleCase('SVC-001', { 'XML3.2': { MA_DICH_VU: '' } }, { 'XML3.6': { MA_DICH_VU: '' } }),
  ruleCase('SVC-002', { 'XML3.2': { MA_NHOM: '4' } }, { 'XML3.2': { MA_NHOM: '19' } }),
  ruleCase('SVC-003', { 'XML3.2': { PHAM_VI: '' } }, { 'XML3.2': { PHAM_VI: '3' } }),
  ruleCase('SVC-004', {}, {}, { context: { service: () => null }, fineContext: listed() }),
  ruleCase('SVC-005', {}, {}, { context: listed({ name: 'Công thức máu' }), fineContext: listed() }),
  ruleCase('SVC-006', {}, {}, { context: listed({ price: '49699' }), fineContext: listed() }),
  ruleCase(
    'SVC-007',
    { 'XML3.2': { MA_DICH_VU: '22.0121.1369_TB' } },
    { 'XML3.2': { MA_DICH_VU: '22.0121.1369_TB', DON_GIA_BV: '0', DON_GIA_BH: '0' } },
  ),
  ruleCase('SVC-008', { 'XML3.2': { MA_DICH_VU: '22.0121.1369.K.14009' } }, { 'XML3.2': { MA_DICH_VU: '22.0121.1369.K.14001' } }),
  ruleCase('SVC-009', { 'XML3.2': { NGAY_YL: '202611051001' } }, { 'XML3.2': { NGAY_YL: '202611020800' } }),
  ruleCase('SVC-010', { 'XML3.2': { NGAY_TH_YL: '' } }, { 'XML3.2': { NGAY_TH_YL: '', MA_DICH_VU: '22.0121.1369.K.14001' } }),
  ruleCase('SVC-011', { 'XML3.2': { NGAY_KQ: '202611020839' } }, { 'XML3.2': { NGAY_KQ: '' } }),
  ruleCase('SVC-012', { 'XML3.2': { NGAY_KQ: '202611020842' } }, { 'XML3.2': { NGAY_KQ: '202611020843' } }),
  ruleCase(
    'SVC-013',
    { 'XML3.2': { NGAY_KQ: '' } },
    { 'XML3.2': { NGAY_KQ: '' } },
    { context: { now: '202611131200' }, fineContext: { now: '202611121000' } },
  ),
  ruleCase('SVC-014', { 'XML3.2': { NGUOI_THUC_HIEN: '' } }, { 'XML3.1': { NGUOI_THUC_HIEN: '' } }),
  ruleCase('SVC-015', {}, {}, { context: { staff: () => null }, fineContext: { staff: () => ({ isValid: true, maySign: true }) } }),
  ruleCase('SVC-016', { 'XML3.2': { NGUOI_THUC_HIEN: '001234/SL-CCHN' } }, { 'XML3.4': { NGUOI_THUC_HIEN: '001234/SL-CCHN' } }),
  ruleCase('SVC-017', { 'XML3+4': {} }, { 'XML3+4': { NGAY_TH_YL: '202611021230', NGAY_KQ: '202611021300' } }),
  ruleCase('SVC-018', { 'XML3.2': { MA_MAY: 'MAY01' } }, {}, { fineContext: { ...listed({ needsMachine: true }), machine: () => true } }),
  ruleCase('SVC-019', { 'XML3.3': { SO_LUONG: '2' } }, { 'XML3.2': { SO_LUONG: '2' } }),
  ruleCase('SVC-020', { 'XML3+2': {} }, { 'XML3+2': { NGAY_YL: '202611030830' } }),
  ruleCase('SVC-021', { 'XML3.2': { MA_BENH: 'K35.8;12' } }, { 'XML3.2': { MA_BENH: 'K35.8;J02.9' } }),
  ruleCase('SVC-022', { 'XML3.2': { MA_BENH: 'J02.9' } }, { 'XML3.2': { MA_BENH: 'I10' } }),
  ruleCase('SVC-023', { 'XML3.2': { MA_BENH_YHCT: 'đau lưng' } }, { 'XML3.2': { MA_BENH_YHCT: 'U61.092' } }),
  ruleCase('SVC-024', { 'XML3.4': { MA_PTTT_QT: '' } }),
  ruleCase('SVC-025', { 'XML3.4': { PP_VO_CAM: '' } }, { 'XML3.4': { PP_VO_CAM: '4' } }),
  ruleCase('SVC-026', { 'XML3.2': { MA_KHOA: 'K03' } }, {}, { fineContext: { department: () => true } }),
  ruleCase('SVC-027', { 'XML3.6': { TAI_SU_DUNG: '2' } }, { 'XML3.6': { TAI_SU_DUNG: '1' } }),
  ruleCase('SVC-028', { 'XML3.2': { DON_GIA_BH: '49701' } }),
  ruleCase('SVC-029', { ...twentyOne, XML1: { NGAY_RA: '202611020959' } }, twentyOne),
  ruleCase('SVC-030', { 'XML3.7': { MA_NHOM: '12' } }, { 'XML3.7': { MA_NHOM: '12', MA_DICH_VU: 'VC.14001', MA_XANG_DAU: 'R954V1' } }),
  ruleCase('SVC-031', { 'XML4.1': { MA_DICH_VU: '22.0120.1370' } }, { XML4: null }),
  ruleCase('SVC-032', { 'XML3.2': { TYLE_TT_DV: '40' } }, { 'XML3.2': { TYLE_TT_DV: '33' } }),

  ruleCase('SUP-001', { 'XML3.6': { TEN_VAT_TU: '' } }),
  ruleCase('SUP-002', {}, {}, { context: { supplies: () => [] }, fineContext: supplies() }),
  ruleCase('SUP-003', {}, {}, { context: supplies({ price: '31500' }), fineContext: supplies() }),
  ruleCase('SUP-004', { 'XML3.6': { TT_THAU: '622;2026' } }, { 'XML3.6': { TT_THAU: '622/QĐ;G0;N0;2026' } }),
  ruleCase('SUP-005', { 'XML3.6': { MA_DICH_VU: '27.9999.0001' } }, { 'XML3.6': { MA_DICH_VU: '' } }),
  ruleCase('SUP-006', { 'XML3.6': { NGAY_YL: '202611031100' } }, { 'XML3.6': { NGAY_YL: '202611021145' } }),
  ruleCase('SUP-007', { 'XML3.6': { MA_NHOM: '11' } }),
  ruleCase('SUP-008', { 'XML3.6': { MA_VAT_TU: 'N06.02.020' } }, { 'XML3.6': { MA_VAT_TU: 'N06.02.020', SO_LUONG: '1' } }),
  ruleCase('SUP-009', { 'XML3.6': { GOI_VTYT: 'G0' } }, { 'XML3.6': { GOI_VTYT: 'G999' } }),
  ruleCase('SUP-010', {}, {}, { context: supplies({ productMark: 'VX-4.5' }), fineContext: supplies() }),
  ruleCase('SUP-011', {}, {}, { context: supplies({ insuranceRatio: '50' }), fineContext: supplies() }),
  ruleCase('SUP-012', {}, {}, { context: supplies({ quantityLeft: '1' }), fineContext: supplies() }),

  ruleCase('EXM-001', { 'XML3+1': { MA_DICH_VU: '02.03' } }, { 'XML3+1': { MA_DICH_VU: '02.03', TYLE_TT_DV: '30' } }, { base: 'visit' }),
  ruleCase('EXM-002', { 'XML3+1': {}, 'XML3+2': { MA_NHOM: '13', DON_GIA_BH: '45000' } }, { 'XML3+1': {} }, { base: 'visit' }),
  ruleCase('EXM-003', { 'XML3+1': {} }, { 'XML3+1': { MA_DICH_VU: '02.03' } }),
  ruleCase('EXM-004', { 'XML3+1': { MA_DICH_VU: '02.03' } }, { 'XML3+1': { MA_DICH_VU: '02.03', ...free } }),
  ruleCase('EXM-005', { 'XML3.1': { MA_KHOA: 'K02' } }, { 'XML3.1': { MA_KHOA: 'K02', ...free } }),

  ruleCase('BED-001', { 'XML3.5': { MA_GIUONG: 'G12' } }, { 'XML3.5': { MA_GIUONG: 'H012;T001' } }),
  ruleCase('BED-002', { XML1: { MA_LOAI_KCB: '01' } }, { XML1: { MA_LOAI_KCB: '04' } }),
  ruleCase('BED-003', short, { XML1: { NGAY_RA: '202611021300', MA_LOAI_KCB: '09' } }),
  ruleCase(
    'BED-004',
    { XML1: { NGAY_RA: '202611030900' }, 'XML3.5': { SO_LUONG: '2' } },
    { XML1: { NGAY_RA: '202611030900' }, 'XML3.5': { SO_LUONG: '1' } },
  ),
  ruleCase('BED-005', { 'XML3.5': { SO_LUONG: '4' } }, { 'XML3.5': { SO_LUONG: '4' }, XML1: { KET_QUA_DTRI: '5' } }),
  ruleCase(
    'BED-006',
    { 'XML3+5': {} },
    { 'XML3.5': { NGAY_KQ: '202611031000' }, 'XML3+5': { NGAY_YL: '202611031000', NGAY_KQ: '202611051000' } },
  ),
  ruleCase(
    'BED-007',
    {},
    { 'XML3.5': { TYLE_TT_DV: '50' } },
    { context: { bedShared: () => true }, fineContext: { bedShared: () => true } },
  ),
  ruleCase('BED-008', { 'XML3.5': { SO_LUONG: '2.7' } }, { 'XML3.5': { SO_LUONG: '2.5' } }),
  ruleCase('BED-009', { 'XML3.5': { MA_KHOA: 'K01' } }),
  ruleCase('BED-010', {}, {}, { context: { bedRowPerDay: true }, fineContext: { bedRowPerDay: false } }),
  ruleCase('BED-011', { 'XML3.5': { MA_NHOM: '18' } }, { 'XML3.5': { MA_NHOM: '18' }, XML1: { NGAY_RA: '202611021300' } }),
  ruleCase('BED-012', { 'XML3.4': { MA_NHOM: '2' }, 'XML3.7': { MA_NHOM: '2' } }),

  ruleCase('SUR-001', { 'XML3+4': { MA_DICH_VU: '27.0188.2039' } }, { 'XML3+4': { MA_DICH_VU: '27.0188.2039', TYLE_TT_DV: '50' } }),
  ruleCase('SUR-002', { 'XML3.4': { NGAY_KQ: '202611021144' } }, { 'XML3.4': { NGAY_KQ: '202611021145' } }),
  ruleCase('SUR-004', { 'XML3.7': { TEN_DICH_VU: 'Thay băng vết mổ' } }, { 'XML3.7': { TEN_DICH_VU: 'Thay băng vết mổ', ...free } }),
  ruleCase(
    'SUR-005',
    { XML1: { MA_BENH_CHINH: 'O82.0' }, 'XML3.1': dressing(), 'XML3.2': dressing(), 'XML3.3': dressing(), 'XML3.7': dressing() },
    { XML1: { MA_BENH_CHINH: 'O82.0' }, 'XML3.1': dressing(), 'XML3.2': dressing(), 'XML3.3': dressing() },
  ),
  ruleCase('SUR-006', { XML5: { PHAU_THUAT: '' } }, { XML5: null }),
  ruleCase('SUR-007', { 'XML3.7': { TEN_DICH_VU: 'Gây mê nội khí quản' } }, { 'XML3.7': { TEN_DICH_VU: 'Gây mê nội khí quản', ...free } }),
];

function dressing(): Record<string, string> {
  return { TEN_DICH_VU: 'Thay băng vết mổ chiều dài trên 15cm đến 30 cm' };
}
