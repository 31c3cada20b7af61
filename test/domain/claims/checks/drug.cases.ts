import type { ApprovedItem, ClaimContext } from '../../../../domain/claims/checks/claim-check.ts';
import { type RuleCase, ruleCase } from './rule-case.ts';

const approved: ApprovedItem = {
  name: 'Amoxicilin 500mg',
  strength: '500mg',
  registrationNumber: 'VD-00000-00',
  routeCode: '1.01',
  dosageForm: 'Viên nang',
  unit: 'Viên',
  tender: '622/QĐ-SYT;G1;N4;2026',
  price: '1250.5',
  insuranceRatio: '100',
  quantityLeft: '21',
};
/** The catalogue with one drug, changed as said; the other drug of the claim has its own row. */
const listed = (changes: Partial<ApprovedItem> = {}): ClaimContext => ({
  drugs: (code) => (code === '40.155' ? [{ ...approved, ...changes }] : [{ name: 'Paracetamol 500mg' }]),
});
const bySheet = (rule: string, changes: Partial<ApprovedItem>): RuleCase =>
  ruleCase(rule, {}, {}, { context: listed(changes), fineContext: listed() });

/** Drugs of table 2. */
export const drugCases: RuleCase[] = [
  ruleCase('MED-001', { 'XML2.1': { TEN_THUOC: '' } }),
  ruleCase('MED-002', {}, {}, { context: { drugs: () => [] }, fineContext: listed() }),
  bySheet('MED-003', { name: 'Amoxicillin 250mg' }),
  bySheet('MED-004', { strength: '250mg' }),
  bySheet('MED-005', { registrationNumber: 'VD-11111-11' }),
  bySheet('MED-006', { routeCode: '2.05' }),
  bySheet('MED-007', { dosageForm: 'Viên nén' }),
  bySheet('MED-008', { unit: 'Gói' }),
  ruleCase('MED-009', { 'XML2.1': { TT_THAU: '622/QĐ-SYT;G1;2026' } }, { 'XML2.1': { TT_THAU: '622/QĐ-SYT;G1;N4;2026;bổ sung' } }),
  bySheet('MED-010', { tender: '700/QĐ-SYT;G1;N4;2026' }),
  bySheet('MED-011', { price: '1250' }),
  ruleCase('MED-012', { 'XML2.1': { SO_LUONG: '0' } }, { 'XML2.1': { SO_LUONG: '0.125' } }),
  ruleCase('MED-013', { 'XML2.1': { SO_LUONG: '101' } }, { 'XML2.1': { SO_LUONG: '100' } }),
  ruleCase('MED-014', { 'XML2.1': { MA_NHOM: '10' } }, { 'XML2.1': { MA_NHOM: '17' } }),
  ruleCase('MED-015', { 'XML2.1': { PHAM_VI: '4' } }, { 'XML2.1': { PHAM_VI: '3' } }),
  ruleCase('MED-016', { 'XML2.1': { PHAM_VI: '3' } }, { 'XML2.1': { PHAM_VI: '3' }, XML1: { MA_THE_BHYT: 'QN5971234567890' } }),
  ruleCase('MED-017', { 'XML2.1': { NGUON_CTRA: '5' } }, { 'XML2.1': { NGUON_CTRA: '4' } }),
  ruleCase('MED-018', { 'XML2.1': { LIEU_DUNG: '1 viên 3 lần' } }, { 'XML2.1': { LIEU_DUNG: ' [3 viên/ngày]' } }),
  ruleCase('MED-019', { 'XML2.1': { SO_LUONG: '28' } }, { 'XML2.1': { SO_LUONG: '21.5' } }, { base: 'visit' }),
  ruleCase('MED-020', { 'XML2.1': { DON_VI_TINH: 'Gói' } }, { 'XML2.1': { DON_VI_TINH: 'viên' } }),
  ruleCase(
    'MED-021',
    { 'XML2.1': { LIEU_DUNG: '[1 viên/ngày]', SO_LUONG: '91' } },
    { 'XML2.1': { LIEU_DUNG: '[1 viên/ngày]', SO_LUONG: '30' } },
    { base: 'visit' },
  ),
  ruleCase('MED-022', { 'XML2.1': { CACH_DUNG: '' } }),
  ruleCase('MED-023', { 'XML2.1': { NGAY_YL: '202611020759' } }, { 'XML2.1': { NGAY_YL: '202611051000' } }),
  ruleCase('MED-024', { 'XML2.1': { NGAY_TH_YL: '202611030959' } }, { 'XML2.1': { NGAY_TH_YL: '' } }),
  ruleCase('MED-025', { 'XML2.1': { MA_BAC_SI: '' } }, {}, { fineContext: { staff: () => ({ isValid: true }) } }),
  ruleCase('MED-026', { 'XML2.1': { MA_BAC_SI: 'BS01' } }, { 'XML2.1': { MA_BAC_SI: '001234/SL-CCHN;000456/SL-GPHN' } }),
  ruleCase('MED-027', { 'XML2.1': { MA_KHOA: 'K03' } }, { 'XML2.1': { MA_KHOA: 'K01' } }),
  ruleCase('MED-028', { 'XML2.1': { MA_KHOA: 'K01' }, XML1: { MA_DOITUONG_KCB: '3.2' } }, { 'XML2.1': { MA_KHOA: 'K01' } }),
  ruleCase('MED-029', { 'XML2.1': { MA_DICH_VU: '18.9999.0001' } }, { 'XML2.1': { MA_DICH_VU: '18.0015.0001' } }),
  ruleCase('MED-030', { 'XML2+1': {} }, { 'XML2+1': { NGAY_YL: '202611031001' } }),
  ruleCase('MED-031', { 'XML2.1': { MA_CSKCB_THUOC: '14001' } }, { 'XML2.1': { MA_CSKCB_THUOC: 'HC.14001' } }),
  ruleCase(
    'MED-032',
    { 'XML2.1': { MA_NHOM: '7', MA_THUOC: 'M01.NAT' } },
    { 'XML2.1': { MA_NHOM: '7', MA_THUOC: 'M01.NAT', MA_CSKCB_THUOC: 'M.14001' } },
  ),
  ruleCase('MED-033', { 'XML2.1': { MA_THUOC: '05V.10' } }, { 'XML2.1': { MA_THUOC: '05V.10', MA_PP_CHEBIEN: 'S' } }),
  ruleCase('MED-034', { 'XML2.1': { VET_THUONG_TP: '1' } }, { 'XML2.1': { VET_THUONG_TP: '1' }, XML1: { MA_THE_BHYT: 'CC1141234567890' } }),
  bySheet('MED-035', { insuranceRatio: '50' }),
  ruleCase(
    'MED-037',
    { 'XML2+1': { TEN_THUOC: 'Amoxicilin 250mg' } },
    { 'XML2+1': { TEN_THUOC: 'Amoxicilin 250mg', NGAY_YL: '202611041000' } },
  ),
  ruleCase('MED-038', { XML2: null }, { XML2: null, XML1: { T_THUOC: '0' } }),
  ruleCase('MED-039', { 'XML2.1': { MA_THUOC: '40.17' }, 'XML3.7': { MA_DICH_VU: '01.0128.0209' } }, { 'XML2.1': { MA_THUOC: '40.17' } }),
  ruleCase(
    'MED-040',
    { 'XML2.1': { TEN_THUOC: 'Heparin 25000' }, 'XML3.7': { MA_DICH_VU: '01.0173.0195' } },
    { 'XML2.1': { TEN_THUOC: 'Heparin 25000' } },
  ),
  bySheet('MED-041', { quantityLeft: '20' }),
  ruleCase(
    'MED-042',
    { 'XML2.1': { TEN_THUOC: 'Diazepam 5mg', LIEU_DUNG: '[2 viên/ngày]', SO_LUONG: '22' } },
    { 'XML2.1': { TEN_THUOC: 'Diazepam 5mg', LIEU_DUNG: '[2 viên/ngày]', SO_LUONG: '20' } },
    { base: 'visit' },
  ),
];
