import type { ChargeLine, VisitCoverage, VisitObservation, VisitPrescription, VisitRecord } from '../../domain/visits/visit-record.ts';

/** Everybody and every number here is invented. */
const doctorId = '01940000-0000-7000-8000-000000000011';
const nurseId = '01940000-0000-7000-8000-000000000012';

const facility: VisitRecord['facility'] = {
  id: '01940000-0000-7000-8000-000000000001',
  code: '14009',
  name: 'Bệnh viện Đa khoa Hoa Ban',
  gln: '8930000014009',
  provinceCode: '14',
  phone: '0212000000',
  address: 'Tiểu khu 3, xã Mường Ban, tỉnh Sơn La',
};

const patient: VisitRecord['patient'] = {
  id: '01940000-0000-7000-8000-000000000002',
  version: 3,
  facilityNumber: '26000123',
  fullName: 'Lò Thị Ngần',
  sex: 'female',
  birthDate: '1990-05-15',
  birthPrecision: 'day',
  identifiers: [
    { system: 'old-citizen-id', value: '050000001', until: '2021-06-30' },
    { system: 'citizen-id', value: '014190000001', from: '2021-07-01' },
  ],
  phone: '0912000000',
  address: {
    text: 'Bản Mòng, xã Mường Ban, tỉnh Sơn La',
    provinceCode: '14',
    communeCode: '03760',
    communeName: 'Xã Mường Ban',
    provinceName: 'Tỉnh Sơn La',
  },
  ethnicityCode: '03',
  occupationCode: '63110',
  nationalityCode: '000',
  nationalityIso: 'VN',
  guardian: { fullName: 'Lò Văn Ính', phone: '0912000001' },
};

const encounter: VisitRecord['encounter'] = {
  id: '01940000-0000-7000-8000-000000000003',
  version: 4,
  code: '14009.26.000123',
  recordNumber: 'NT26000123',
  careType: '01',
  class: 'ambulatory',
  arrivalCategory: '1.1',
  startedAt: '2026-11-23T23:50:00Z',
  endedAt: '2026-11-24T02:45:00Z',
  paidAt: '2026-11-24T03:00:00Z',
  reason: 'Sốt, đau họng',
  arrivalDiagnosis: 'Viêm họng cấp',
  finalDiagnosis: 'Viêm họng cấp; thiếu máu',
  departmentCodes: ['K01'],
  outcome: '2',
  dischargeType: '1',
  treatmentDays: 0,
  referredFrom: '14901',
  practitionerId: doctorId,
};

const coverage: VisitCoverage = {
  id: '01940000-0000-7000-8000-000000000004',
  cardNumber: 'GD4141234567890',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  registeredFacilityCode: '14901',
  registeredFacilityName: 'Trạm Y tế xã Mường Ban',
  areaCode: 'K2',
  cardRate: '80',
};

const taken = (n: number, kind: VisitObservation['kind'], value: string): VisitObservation => ({
  id: `01940000-0000-7000-8000-0000000000${20 + n}`,
  kind,
  value,
  takenAt: '2026-11-24T00:05:00Z',
  practitionerId: nurseId,
});

const prescription: VisitPrescription = {
  id: '01940000-0000-7000-8000-000000000005',
  code: '14009abc1234-c',
  type: 'c',
  signedAt: '2026-11-24T02:40:00Z',
  practitionerId: doctorId,
  lines: [
    {
      id: '01940000-0000-7000-8000-000000000031',
      sequence: 1,
      drugCode: 'AMO500',
      drugName: 'Amoxicilin (Hoabanox) 500mg',
      ingredientCode: '40.155',
      registrationNumber: 'VD-00000-00',
      atcCode: 'J01CA04',
      strength: '500mg',
      unit: 'viên',
      routeCode: '1.01',
      routeName: 'Uống',
      quantity: '21',
      dosage: { morning: '1', noon: '1', evening: '1', days: 7, timing: 'after-meal' },
      dosageText: 'Uống 1 viên sáng, 1 viên trưa, 1 viên tối, sau ăn, trong 7 ngày',
    },
  ],
};

const charge = (
  changes: Partial<ChargeLine> & Pick<ChargeLine, 'id' | 'sequence' | 'kind' | 'code' | 'name' | 'costGroup'>,
): ChargeLine => ({
  unit: 'Lần',
  quantity: '1',
  hospitalPrice: '39800',
  insurancePrice: '39800',
  serviceRatio: '100',
  insuranceRatio: '100',
  scope: '1',
  departmentCode: 'K01',
  orderedById: doctorId,
  orderedAt: '2026-11-24T00:10:00Z',
  ...changes,
});

const examination = charge({
  id: '01940000-0000-7000-8000-000000000041',
  sequence: 1,
  kind: 'examination',
  code: '02.03',
  name: 'Khám Nội',
  costGroup: '13',
});

const drug = charge({
  id: '01940000-0000-7000-8000-000000000042',
  sequence: 2,
  kind: 'drug',
  code: '40.155',
  name: 'Amoxicilin 500mg',
  costGroup: '4',
  unit: 'viên',
  quantity: '21',
  hospitalPrice: '1250.5',
  insurancePrice: '1250.5',
  orderedAt: '2026-11-24T02:40:00Z',
  drug: {
    strength: '500mg',
    dosageForm: 'Viên nang',
    routeCode: '1.01',
    registrationNumber: 'VD-00000-00',
    dosageText: '1 viên/lần * 3 lần/ngày * 7 ngày',
    instructionText: 'Uống sau ăn',
    prescriptionLineId: '01940000-0000-7000-8000-000000000031',
  },
});

/** 39 800 + 21 × 1 250.5, of which a card of 80 % pays 80 %. */
const bill: VisitRecord['bill'] = {
  benefitRate: '80',
  rateReason: 'card_rate',
  totals: shares('66060.5', '52848.4', '13212.1'),
  lines: [
    { chargeId: examination.id, benefitRate: '80', ...shares('39800', '31840', '7960') },
    { chargeId: drug.id, benefitRate: '80', ...shares('26260.5', '21008.4', '5252.1') },
  ],
};

function shares(amount: string, fundAmount: string, copayAmount: string): VisitRecord['bill']['totals'] {
  return { hospitalAmount: amount, insuranceAmount: amount, fundAmount, copayAmount, selfPayAmount: '0', otherSourceAmount: '0' };
}

type Overrides = Omit<Partial<VisitRecord>, 'facility' | 'patient' | 'encounter'> & {
  facility?: Partial<VisitRecord['facility']>;
  patient?: Partial<VisitRecord['patient']>;
  encounter?: Partial<VisitRecord['encounter']>;
};

/** A closed outpatient visit of an insured woman: two diagnoses, vital signs, one prescription, an examination and a drug. */
export function aVisit(overrides: Overrides = {}): VisitRecord {
  return {
    coverages: [coverage],
    practitioners: [
      { id: doctorId, fullName: 'Cầm Văn Hoan', licence: '000123/SL-CCHN', staffNumber: 'BS01' },
      { id: nurseId, fullName: 'Quàng Thị Ban', staffNumber: 'DD01' },
    ],
    diagnoses: [
      {
        id: '01940000-0000-7000-8000-000000000051',
        rank: 1,
        icdCode: 'J02.9',
        icdVersion: '2020',
        name: 'Viêm họng cấp, không đặc hiệu',
        text: 'viêm họng cấp do lạnh',
      },
      {
        id: '01940000-0000-7000-8000-000000000052',
        rank: 2,
        icdCode: 'D64.9',
        icdVersion: '2020',
        name: 'Thiếu máu, không đặc hiệu',
        text: '',
      },
    ],
    observations: [
      taken(1, 'pulse', '88'),
      taken(2, 'systolic', '128'),
      taken(3, 'diastolic', '82'),
      taken(4, 'temperature', '38.2'),
      taken(5, 'respiratory-rate', '20'),
      taken(6, 'oxygen-saturation', '97'),
      taken(7, 'weight', '48.5'),
      taken(8, 'height', '156'),
    ],
    prescriptions: [prescription],
    charges: [examination, drug],
    bill,
    ...overrides,
    facility: { ...facility, ...overrides.facility },
    patient: { ...patient, ...overrides.patient },
    encounter: { ...encounter, ...overrides.encounter },
  };
}

/** The same visit paid by the person: no card, nothing for the fund. */
export function anUninsuredVisit(): VisitRecord {
  const own = (amount: string) => ({ ...shares(amount, '0', '0'), insuranceAmount: '0', selfPayAmount: amount });
  return aVisit({
    coverages: [],
    encounter: { arrivalCategory: '9' },
    bill: {
      benefitRate: '0',
      rateReason: 'not_insured',
      totals: own('66060.5'),
      lines: bill.lines.map(({ chargeId, hospitalAmount }) => ({ chargeId, benefitRate: '0', ...own(hospitalAmount) })),
    },
  });
}
