import type { ClinicalRecord } from '../../domain/visits/clinical-record.ts';
import { bloodCount, clinicalId as id, counted, doctorId, dressing, image, nurseId, seen, technicianId } from './a-result.ts';

/** Everything a visit of `aVisit` can have beside its claim. */
export function aClinicalRecord(changes: Partial<ClinicalRecord> = {}): ClinicalRecord {
  return { ...masters, ...person, ...findings, ...trace, ...changes };
}

const masters = {
  parent: { code: '14001', name: 'Trung tâm Y tế khu vực Mường Ban' },
  departments: [{ code: 'K01', name: 'Khoa Khám bệnh' }],
  places: [
    { id: id(11), code: 'P1', name: 'Phòng khám Nội 1', kind: 'room', departmentCode: 'K01' },
    { id: id(12), code: 'B1', name: 'Buồng 1', kind: 'ward' },
    { id: id(13), code: 'H001', name: 'Giường 1', kind: 'bed', partOfId: id(12), bedState: 'unoccupied' },
  ],
  stays: [{ placeId: id(11), from: '2026-11-24T00:05:00Z', until: '2026-11-24T02:45:00Z' }],
  practitioners: [{ id: technicianId, fullName: 'Lường Văn Mai', licence: '000321/SL-CCHN', staffNumber: 'KTV01' }],
  roles: [
    { id: id(14), practitionerId: doctorId, role: 'doctor', departmentCode: 'K01', placeIds: [id(11)], from: '2024-01-01' },
    { id: id(15), practitionerId: technicianId, role: 'laboratory', placeIds: [] },
  ],
} satisfies Partial<ClinicalRecord>;

const person = {
  person: { replaced: [{ id: id(21), facilityNumber: '25000077', fullName: 'Lò Thị Ngần' }] },
  relatedPeople: [{ id: id(22), fullName: 'Lò Văn Ính', relation: 'guardian', phone: '0912000001', citizenId: '014060000002' }],
  appointments: [
    {
      id: id(23),
      day: '2026-12-01',
      time: '08:00',
      placeId: id(11),
      reason: 'Khám lại',
      state: 'booked',
      bookedAt: '2026-11-24T02:44:00Z',
    },
  ],
  allergyStatus: 'known',
  allergies: [
    {
      id: id(24),
      substance: 'Penicillin',
      atcCode: 'J01CE01',
      reaction: 'Nổi mề đay',
      recordedAt: '2026-11-24T00:07:00Z',
      recordedById: nurseId,
      isRetracted: false,
    },
    { id: id(51), substance: 'Tôm', recordedAt: '2026-11-24T00:07:00Z', recordedById: nurseId, isRetracted: true },
  ],
  conditions: [
    {
      id: id(25),
      icdCode: 'I10',
      icdVersion: '2020',
      name: 'Bệnh lý tăng huyết áp',
      note: 'đo tại nhà',
      since: '2024-03',
      recordedAt: '2025-03-01T02:00:00Z',
      recordedById: doctorId,
      isRetracted: false,
    },
    {
      id: id(52),
      icdCode: 'J45.9',
      icdVersion: '2020',
      name: 'Hen, không đặc hiệu',
      endedOn: '2026-01-31',
      recordedAt: '2025-03-01T02:00:00Z',
      recordedById: doctorId,
      isRetracted: false,
    },
    {
      id: id(53),
      icdCode: 'E11',
      icdVersion: '2020',
      name: 'Bệnh đái tháo đường típ 2',
      endedOn: '2026-01-31',
      recordedAt: '2025-03-01T02:00:00Z',
      recordedById: doctorId,
      isRetracted: true,
    },
  ],
  screenings: [
    {
      id: id(26),
      category: 'social-history',
      loinc: '82810-3',
      name: 'Đang mang thai',
      value: { isTrue: false },
      takenAt: '2026-11-24T00:07:00Z',
      practitionerId: nurseId,
    },
    {
      id: id(27),
      category: 'survey',
      name: 'Điểm sàng lọc dinh dưỡng',
      value: { number: '2', unit: 'điểm' },
      takenAt: '2026-11-24T00:07:00Z',
      practitionerId: nurseId,
    },
  ],
  consents: [
    {
      id: id(28),
      decision: 'permit',
      purposes: ['treatment', 'payment'],
      givenAt: '2026-11-23T23:52:00Z',
      from: '2026-11-24',
      isRevoked: false,
    },
    {
      id: id(29),
      decision: 'deny',
      purposes: ['research'],
      givenAt: '2026-11-23T23:52:00Z',
      relatedPersonId: id(22),
      isRevoked: false,
    },
  ],
} satisfies Partial<ClinicalRecord>;

const findings = {
  orders: [bloodCount, image, dressing],
  specimens: [
    {
      id: id(5),
      number: '2611240001',
      kind: 'Máu chống đông EDTA',
      takenAt: '2026-11-24T00:25:00Z',
      takenById: nurseId,
      receivedAt: '2026-11-24T00:40:00Z',
      orderIds: [bloodCount.id],
    },
  ],
  results: [counted, seen],
  dispensings: [
    {
      prescriptionLineId: '01940000-0000-7000-8000-000000000031',
      quantity: '21',
      preparedAt: '2026-11-24T02:50:00Z',
      handedOverAt: '2026-11-24T03:05:00Z',
      dispensedById: technicianId,
    },
  ],
  immunizations: [
    {
      id: id(31),
      cvxCode: '141',
      vaccineCode: 'CUM',
      vaccineName: 'Vắc xin cúm mùa',
      state: 'completed',
      occurredAt: '2026-11-24T01:30:00Z',
      lotNumber: 'LO0001',
      expiresOn: '2027-06-30',
      doseNumber: 1,
      isFromPaper: false,
      practitionerId: nurseId,
    },
    { id: id(32), vaccineName: 'Vắc xin uốn ván', state: 'completed', occurredAt: '2020-05-05T02:00:00Z', isFromPaper: true },
  ],
} satisfies Partial<ClinicalRecord>;

const trace = {
  claimAnswers: [
    { id: id(40), state: 'rejected', resultCode: '105', message: 'Sai mã thẻ', answeredAt: '2026-11-24T03:30:00Z' },
    {
      id: id(41),
      state: 'accepted',
      transactionCode: 'GD0000000001',
      resultCode: '200',
      message: 'Tiếp nhận thành công',
      answeredAt: '2026-11-24T04:00:00Z',
    },
  ],
  signatures: [
    { id: id(42), of: { kind: 'encounter' }, signedById: doctorId, signedAt: '2026-11-24T02:45:00Z', as: 'author' },
    {
      id: id(43),
      of: { kind: 'prescription', prescriptionId: '01940000-0000-7000-8000-000000000005' },
      signedById: doctorId,
      signedAt: '2026-11-24T02:40:00Z',
      as: 'author',
      digital: { data: 'ZGVtbw==', sigFormat: 'application/jose', targetFormat: 'application/fhir+json' },
    },
    {
      id: id(44),
      of: { kind: 'result', orderId: bloodCount.id },
      signedById: technicianId,
      signedAt: '2026-11-24T01:10:00Z',
      as: 'verifier',
    },
  ],
  papers: [
    {
      id: id(45),
      kind: 'referral',
      number: '00012/2026',
      issuedAt: '2026-11-24T02:44:00Z',
      issuedById: doctorId,
      isWithdrawn: false,
      attachments: [
        {
          title: 'Giấy chuyển 00012/2026',
          contentType: 'application/json',
          data: 'e30=',
          sizeBytes: 2,
          sha1: 'vyGp6PvFo4RvsFtPoIWeCReyIC8=',
        },
      ],
    },
    {
      id: id(46),
      kind: 'sick-leave',
      number: '00033/2026',
      issuedAt: '2026-11-24T02:44:00Z',
      issuedById: doctorId,
      isWithdrawn: true,
      replacesId: id(45),
      attachments: [],
    },
  ],
} satisfies Partial<ClinicalRecord>;
