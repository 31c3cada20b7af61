import type { AssistedBirth, PregnancyRest } from '../../../domain/claims/build-birth-papers.ts';
import type { DischargePaper, RecordSummary } from '../../../domain/claims/build-discharge-papers.ts';
import type { HivRecord } from '../../../domain/claims/build-hiv-rows.ts';
import type { TuberculosisCourse } from '../../../domain/claims/build-tuberculosis-rows.ts';
import type { ClaimFacts, ClaimResult, IssuedPaper } from '../../../domain/claims/claim-facts.ts';
import type { AppointmentPaper, Referral, SickLeave } from '../../../domain/papers/paper.ts';

/** Everybody and every number here is invented. */
export const aResult = (changes: Partial<ClaimResult> = {}): ClaimResult => ({
  serviceCode: '22.0121.1369',
  serviceName: 'Tổng phân tích tế bào máu ngoại vi',
  approvedAt: '2026-11-24T02:10:00Z',
  readerLicence: '000456/SL-GPHN',
  values: [
    { code: 'WBC', name: 'Số lượng bạch cầu (WBC)', value: '12.4', unit: 'G/L' },
    { code: 'HGB', name: 'Hemoglobin (HGB)', value: '98', unit: 'g/L' },
  ],
  ...changes,
});

const issued = { number: '00012/2026', issuedAt: '2026-11-24T02:40:00Z', doctorName: 'Cầm Văn Hoan', doctorLicence: '000123/SL-CCHN' };

export const aSickLeave = (changes: Partial<SickLeave> = {}): IssuedPaper<SickLeave> => ({
  ...issued,
  content: {
    kind: 'sick-leave',
    employer: 'Hợp tác xã Mường Ban',
    socialInsuranceNumber: '1412345678',
    diagnosis: 'Viêm họng cấp',
    treatment: 'Kháng sinh, hạ sốt',
    cause: 'ordinary',
    from: '2026-11-24',
    days: 3,
    fatherName: 'Lò Văn Pao',
    motherName: 'Cà Thị Xuân',
    ...changes,
  },
});

export const aReferral = (changes: Partial<Referral> = {}): IssuedPaper<Referral> => ({
  ...issued,
  content: {
    kind: 'referral',
    referredTo: '14001',
    referredToName: 'Bệnh viện tỉnh (minh họa)',
    clinicalSigns: 'Sốt cao, khó nuốt',
    course: 'Bệnh ba ngày',
    results: 'Bạch cầu 12,4 G/L',
    diagnosis: 'Áp xe quanh amidan',
    treatment: 'Kháng sinh tĩnh mạch',
    condition: 'Tỉnh, mạch 92',
    reason: '2',
    plan: 'Chuyển tuyến trên dẫn lưu',
    transport: 'Xe cứu thương',
    escortName: 'Quàng Thị Ban',
    escortTitle: 'Điều dưỡng',
    ...changes,
  },
});

export const anAppointment = (changes: Partial<AppointmentPaper> = {}): IssuedPaper<AppointmentPaper> => ({
  ...issued,
  content: { kind: 'appointment', purpose: 'examination', day: '2026-12-01', time: '08:30', diagnosis: 'Viêm họng cấp', ...changes },
});

export const aDischarge = (changes: Partial<DischargePaper> = {}): DischargePaper => ({
  departmentCode: 'K03',
  diagnosis: 'Viêm phổi',
  treatment: 'Kháng sinh',
  doctor: { name: 'Cầm Văn Hoan', number: '000123/SL-CCHN' },
  mother: { name: 'Cà Thị Xuân', socialInsuranceNumber: '1412345670' },
  ...changes,
});

export const aSummary = (changes: Partial<RecordSummary> = {}): RecordSummary => ({
  course: 'Sốt ba ngày',
  results: 'Bạch cầu tăng',
  treatment: 'Kháng sinh',
  writtenOn: '2026-11-24',
  ...changes,
});

export const aBirth = (changes: Partial<AssistedBirth> = {}): AssistedBirth => ({
  carer: {
    fullName: 'LÒ THỊ NGẦN',
    birthDate: '1990-05-15',
    ethnicityCode: '03',
    identityNumber: '014190000001',
    identityIssuedOn: '2021-07-01',
    identityIssuedBy: 'Cục Cảnh sát QLHC về TTXH',
    residence: 'Bản Mòng, xã Mường La, tỉnh Sơn La',
    nationalityCode: '000',
    provinceCode: '14',
    communeCode: '03760',
  },
  temporaryCard: 'TE1140000000001',
  sex: 'male',
  childrenInBirth: 1,
  birthNumber: 2,
  livingChildren: 2,
  weightGrams: 3150,
  bornAt: '2026-11-23T20:15:00Z',
  birthPlace: 'BVĐK Hoa Ban, tỉnh Sơn La',
  condition: 'Khóc ngay, hồng hào',
  bySurgery: false,
  before32Weeks: false,
  attendant: 'Vì Thị Mai',
  writer: 'Quàng Thị Ban',
  writtenOn: '2026-11-24',
  number: '15',
  book: '1',
  ...changes,
});

export const aPregnancyRest = (changes: Partial<PregnancyRest> = {}): PregnancyRest => ({
  serial: '14009202600001',
  number: '00001/2026',
  employer: 'Hợp tác xã Mường Ban',
  diagnosis: 'Dọa sảy thai, cần nghỉ dưỡng thai',
  from: '2026-07-13',
  until: '2026-08-11',
  doctor: { name: 'Cầm Văn Hoan', number: '000123/SL-CCHN' },
  writtenOn: '2026-07-13',
  ...changes,
});

export const anHivRecord = (changes: Partial<HivRecord> = {}): HivRecord => ({
  confirmedOn: '2024-03-01',
  sampledAt: '14009',
  confirmedAt: '14001',
  arvStartedAt: '14009',
  arvStartedOn: '2024-03-10',
  reason: 1,
  tuberculosisScreening: 2,
  tuberculosis: { kind: 0, result: 7 },
  patientKind: 1,
  stage: 1,
  group: 4,
  conditions: [9],
  measures: [1, 4],
  arvCourse: { from: '2026-11-24', until: '2026-12-24', suppliedDays: 30 },
  regimen: { code: '1e', changedOn: '2024-03-10', changeReason: 4 },
  ...changes,
});

export const aTuberculosisCourse = (changes: Partial<TuberculosisCourse> = {}): TuberculosisCourse => ({
  ...{ site: 1, history: 1, hiv: 2, proof: 1, resistance: 1, kind: 2 },
  regimen: 1,
  from: '2026-09-01',
  result: 2,
  ...changes,
});

/** Facts of every table at once, for a visit that ends by a referral. */
export const allFacts = (): ClaimFacts => ({
  results: [aResult()],
  notes: [{ at: '2026-11-24T01:30:00Z', text: 'Sốt 39, họng đỏ', writerLicences: ['000123/SL-CCHN'] }],
  sickLeave: aSickLeave(),
  referral: aReferral(),
  appointment: anAppointment(),
  discharge: aDischarge(),
  summary: aSummary(),
  births: [aBirth()],
  pregnancyRest: aPregnancyRest(),
  hiv: [anHivRecord()],
  tuberculosis: [aTuberculosisCourse()],
});
