import { computeBill } from '../../../domain/insurance/compute-bill.ts';
import type { BillInput } from '../../../domain/insurance/compute-bill.ts';
import type { ChargeLine, VisitCoverage, VisitRecord } from '../../../domain/visits/visit-record.ts';
import { parametersAt } from '../insurance/seed-parameters.ts';

/** Everybody and every number here is invented. */
export const anExamination = (changes: Partial<ChargeLine> = {}): ChargeLine => ({
  id: 'charge-exam',
  sequence: 1,
  kind: 'examination',
  costGroup: '13',
  code: '02.03',
  name: 'Khám Nội',
  unit: 'Lần',
  quantity: '1',
  hospitalPrice: '39800',
  insurancePrice: '39800',
  serviceRatio: '100',
  insuranceRatio: '100',
  scope: '1',
  departmentCode: 'K01',
  orderedById: 'doctor',
  orderedAt: '2026-11-24T01:05:00Z',
  ...changes,
});

export const aTest = (changes: Partial<ChargeLine> = {}): ChargeLine => ({
  ...anExamination(),
  id: 'charge-test',
  sequence: 2,
  kind: 'service',
  costGroup: '1',
  code: '22.0121.1369',
  name: 'Tổng phân tích tế bào máu ngoại vi',
  hospitalPrice: '49700',
  insurancePrice: '49700',
  performedById: 'technician',
  orderedAt: '2026-11-24T01:20:00Z',
  performedAt: '2026-11-24T01:40:00Z',
  machineCode: 'SH.1.14901.001',
  resultAt: '2026-11-24T02:10:00Z',
  icdCode: 'D64.9',
  ...changes,
});

export const aDrug = (changes: Partial<ChargeLine> = {}): ChargeLine => ({
  ...anExamination(),
  id: 'charge-drug',
  sequence: 3,
  kind: 'drug',
  costGroup: '4',
  code: '40.155',
  name: 'Amoxicilin 500mg',
  unit: 'Viên',
  quantity: '21',
  hospitalPrice: '1250.5',
  insurancePrice: '1250.5',
  orderedAt: '2026-11-24T02:30:00Z',
  drug: {
    strength: '500mg',
    dosageForm: 'Viên nang',
    routeCode: '1.01',
    registrationNumber: 'VD-00000-00',
    tender: '622/QĐ-SYT;G1;N4;2026',
    dosageText: '1 viên/lần * 3 lần/ngày * 7 ngày [3 viên/ngày]',
    instructionText: 'Uống sau ăn',
    prescriptionLineId: 'line-1',
  },
  ...changes,
});

export const aSupply = (changes: Partial<ChargeLine> = {}): ChargeLine => ({
  ...anExamination(),
  id: 'charge-supply',
  sequence: 4,
  kind: 'supply',
  costGroup: '10',
  code: 'N03.01.020',
  name: 'Bơm tiêm 5ml',
  unit: 'Cái',
  quantity: '2',
  hospitalPrice: '850',
  insurancePrice: '850',
  orderedAt: '2026-11-24T01:25:00Z',
  ...changes,
});

export const aCoverage = (changes: Partial<VisitCoverage> = {}): VisitCoverage => ({
  id: 'coverage',
  cardNumber: 'GD4141234567890',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  registeredFacilityCode: '14009',
  areaCode: 'K2',
  fiveYearDate: '2027-03-01',
  cardRate: '80',
  ...changes,
});

const facility: VisitRecord['facility'] = {
  id: 'facility',
  code: '14009',
  name: 'BVĐK Hoa Ban',
  provinceCode: '14',
  signerNumber: '1400000001',
};

const patient: VisitRecord['patient'] = {
  id: 'patient',
  version: 1,
  facilityNumber: '26000123',
  fullName: 'Lò Thị Ngần',
  sex: 'female',
  birthDate: '1990-05-15',
  birthPrecision: 'day',
  identifiers: [
    { system: 'old-citizen-id', value: '050000001', until: '2021-06-30' },
    { system: 'citizen-id', value: '014190000001' },
  ],
  phone: '0912000000',
  address: { text: 'Bản Mòng, xã Mường La, tỉnh Sơn La', provinceCode: '14', communeCode: '03760' },
  ethnicityCode: '03',
  occupationCode: '00000',
  nationalityCode: '000',
  nationalityIso: 'VN',
};

const encounter: VisitRecord['encounter'] = {
  id: 'encounter',
  version: 1,
  code: '14009.26.000123',
  recordNumber: 'NT26000123',
  careType: '01',
  class: 'ambulatory',
  arrivalCategory: '1.1',
  startedAt: '2026-11-24T01:00:00Z',
  endedAt: '2026-11-24T02:45:00Z',
  paidAt: '2026-11-24T03:00:00Z',
  reason: 'Sốt, đau họng',
  arrivalDiagnosis: 'Viêm họng cấp',
  finalDiagnosis: 'Viêm họng cấp; thiếu máu',
  departmentCodes: ['K01'],
  outcome: '2',
  dischargeType: '1',
  advice: 'Uống đủ nước',
  treatmentDays: 0,
  practitionerId: 'doctor',
  followUpOn: '2026-12-01',
};

export interface VisitChanges {
  patient?: Partial<VisitRecord['patient']>;
  encounter?: Partial<VisitRecord['encounter']>;
  coverages?: VisitCoverage[];
  charges?: ChargeLine[];
  bill?: Partial<BillInput>;
}

/** A closed outpatient visit with an examination, a test, a drug and a supply, billed by the rules. */
export function aVisit(changes: VisitChanges = {}): VisitRecord {
  const coverages = changes.coverages ?? [aCoverage()];
  const charges = changes.charges ?? [anExamination(), aTest(), aDrug(), aSupply()];
  const ended = { ...encounter, ...changes.encounter };
  return {
    facility,
    patient: { ...patient, ...changes.patient },
    encounter: ended,
    coverages,
    practitioners: [
      { id: 'doctor', fullName: 'Cầm Văn Hoan', licence: '000123/SL-CCHN', staffNumber: 'BS01' },
      { id: 'technician', fullName: 'Quàng Thị Ban', licence: '000456/SL-GPHN', staffNumber: 'KTV01' },
    ],
    diagnoses: [
      { id: 'd2', rank: 2, icdCode: 'D64.9', icdVersion: '2026', name: 'Thiếu máu, không đặc hiệu', text: 'thiếu máu' },
      { id: 'd1', rank: 1, icdCode: 'J02.9', icdVersion: '2026', name: 'Viêm họng cấp, không đặc hiệu', text: 'viêm họng cấp' },
    ],
    observations: [
      { id: 'w2', kind: 'weight', value: '47.5', takenAt: '2026-11-24T01:30:00Z', practitionerId: 'doctor' },
      { id: 'w1', kind: 'weight', value: '48', takenAt: '2026-11-24T01:02:00Z', practitionerId: 'doctor' },
    ],
    prescriptions: [],
    charges,
    bill: computeBill({
      parameters: parametersAt('2026-11-24'),
      careType: ended.careType,
      arrivalCategory: ended.arrivalCategory,
      cards: coverages,
      lines: charges,
      ...changes.bill,
    }),
  };
}
