import fc from 'fast-check';
import { localIso } from '../../domain/dates.ts';
import { decimal } from '../../domain/money.ts';
import type { ClinicalCondition, ClinicalImmunization } from '../../domain/visits/clinical-findings.ts';
import { consentPurposes } from '../../domain/visits/clinical-record.ts';
import type {
  ClinicalAppointment,
  ClinicalClaimAnswer,
  ClinicalConsent,
  ClinicalPlace,
  ClinicalRelatedPerson,
} from '../../domain/visits/clinical-record.ts';

/** Invented records of every shape; a moment is written as it leaves, so that the same moment is the same text. */
export const words = fc
  .array(fc.constantFrom('Lò', 'Thị', 'Ngần', 'Ðức', 'Ỷ', 'a<b', '"&"', '0,5', 'mg'), { minLength: 2, maxLength: 5 })
  .map((parts) => parts.join(' ').normalize('NFC'));
export const id = fc.uuid();
export const moment = fc.integer({ min: 1_500_000_000, max: 1_900_000_000 }).map((seconds) => localIso(new Date(seconds * 1000)));
export const day = moment.map((one) => one.slice(0, 10));
export const number = fc.integer({ min: 0, max: 99_999_999 }).map((thousandths) => decimal(String(thousandths / 1000)));
export const code = fc.stringMatching(/^[A-Z0-9]{2,8}$/);
/** A field that may be absent, never undefined. */
export const record = <T extends object, K extends keyof T = never>(fields: { [F in keyof T]: fc.Arbitrary<T[F]> }, requiredKeys: K[]) =>
  fc.record(fields, { requiredKeys });

const identifier = fc.oneof(
  fc.record({
    system: fc.constantFrom('citizen-id' as const, 'passport' as const, 'social-insurance' as const, 'birth-certificate' as const),
    value: code,
  }),
  fc.record({ system: fc.constant('citizen-id' as const), value: code, from: fc.constant('2000-01-01'), until: fc.constant('2020-01-01') }),
);
export const patients = fc.record({
  fullName: words,
  sex: fc.constantFrom('male' as const, 'female' as const, 'unknown' as const),
  birthDate: day,
  birthPrecision: fc.constant('day' as const),
  identifiers: fc.array(identifier, { maxLength: 4 }),
  facilityNumber: code,
  phone: fc.stringMatching(/^0\d{9}$/),
  ethnicityCode: fc.stringMatching(/^\d\d$/),
  occupationCode: fc.stringMatching(/^[1-9]\d{4}$/),
  nationalityIso: fc.stringMatching(/^[A-Z]{2}$/),
});
export const coverages = record(
  {
    id,
    cardNumber: fc.stringMatching(/^[A-Z]{2}[1-5]\d{12}$/),
    validFrom: day,
    validTo: day,
    registeredFacilityCode: fc.stringMatching(/^\d{5}$/),
    registeredFacilityName: words,
    areaCode: fc.constantFrom('K1', 'K2', 'K3'),
    cardRate: fc.constantFrom('80', '95', '100'),
  },
  ['id', 'cardNumber', 'validFrom', 'registeredFacilityCode', 'cardRate'],
);
export const encounters = fc.record({
  code,
  recordNumber: code,
  careType: fc.stringMatching(/^\d\d$/),
  class: fc.constantFrom('ambulatory' as const, 'inpatient' as const, 'emergency' as const, 'day' as const),
  arrivalCategory: fc.constantFrom('1.1', '1.2', '3.3', '9'),
  startedAt: moment,
  endedAt: moment,
  reason: words,
  departmentCodes: fc.uniqueArray(code, { minLength: 1, maxLength: 3 }),
  outcome: fc.stringMatching(/^[1-7]$/),
  dischargeType: fc.stringMatching(/^[1-5]$/),
  treatmentDays: fc.nat(60),
  referredFrom: fc.stringMatching(/^\d{5}$/),
  referredTo: fc.stringMatching(/^\d{5}$/),
});
export const relatedPeople = record<ClinicalRelatedPerson, 'id' | 'fullName' | 'relation'>(
  {
    id,
    fullName: words,
    relation: fc.constantFrom('guardian', 'mother', 'father', 'other'),
    phone: fc.stringMatching(/^0\d{9}$/),
    citizenId: code,
  },
  ['id', 'fullName', 'relation'],
);
export const places = record<Omit<ClinicalPlace, 'id' | 'departmentCode' | 'partOfId'>, 'code' | 'name' | 'kind' | 'isClosed'>(
  {
    code,
    name: words,
    kind: fc.constantFrom('room', 'ward', 'bed'),
    isClosed: fc.boolean(),
    bedState: fc.constantFrom('occupied', 'unoccupied', 'closed', 'housekeeping', 'isolated', 'contaminated'),
  },
  ['code', 'name', 'kind', 'isClosed'],
) as fc.Arbitrary<ClinicalPlace>;
export const appointments = fc.record({
  id,
  day,
  time: fc
    .integer({ min: 0, max: 1439 })
    .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`),
  minutes: fc.integer({ min: 1, max: 600 }),
  reason: words,
  state: fc.constantFrom<ClinicalAppointment['state']>('booked', 'arrived', 'missed', 'cancelled'),
  bookedAt: moment,
});
const trace = { id, recordedAt: moment, isRetracted: fc.boolean(), recordedById: fc.constant('01940000-0000-7000-8000-000000000011') };
export const allergies = fc.record(
  { ...trace, substance: words, atcCode: code, reaction: words },
  { requiredKeys: ['id', 'recordedAt', 'recordedById', 'isRetracted', 'substance'] },
);
export const conditions = record<
  ClinicalCondition,
  'id' | 'icdCode' | 'icdVersion' | 'name' | 'recordedAt' | 'recordedById' | 'isRetracted'
>(
  {
    ...trace,
    icdCode: code,
    icdVersion: fc.constant('2020'),
    name: words,
    note: words,
    since: fc.constantFrom('2020', '2021-05', '2022-01-31'),
    endedOn: day,
  },
  ['id', 'icdCode', 'icdVersion', 'name', 'recordedAt', 'recordedById', 'isRetracted'],
);
export const orders = fc.record(
  {
    id,
    serviceCode: code,
    serviceName: words,
    group: fc.constantFrom('laboratory' as const, 'imaging' as const, 'functional' as const, 'procedure' as const),
    quantity: number,
    state: fc.constantFrom('ordered' as const, 'performed' as const, 'cancelled' as const),
    isUrgent: fc.boolean(),
    orderedAt: moment,
    orderedById: fc.constant('01940000-0000-7000-8000-000000000011'),
    reason: words,
    icdCode: fc.constantFrom('J02.9', 'R05'),
  },
  { requiredKeys: ['id', 'serviceCode', 'serviceName', 'group', 'quantity', 'state', 'isUrgent', 'orderedAt', 'orderedById'] },
);
export const specimens = fc.record(
  {
    id,
    number: fc.stringMatching(/^\d{10}$/),
    kind: fc.constantFrom('Huyết thanh', 'Nước tiểu', 'Dịch khác'),
    takenAt: moment,
    takenById: fc.constant('01940000-0000-7000-8000-000000000012'),
    receivedAt: moment,
    rejectReason: words,
    orderIds: fc.constant<string[]>([]),
  },
  { requiredKeys: ['id', 'number', 'kind', 'takenAt', 'takenById', 'orderIds'] },
);
const valued = { indicatorCode: code, name: words, isHighOpen: fc.constant(false) };
const optional = { loinc: code, mohCode: code, flag: fc.constantFrom('N' as const, 'L' as const, 'HH' as const, 'A' as const) };
const needed = ['indicatorCode', 'name', 'isHighOpen', 'kind'] as const;
export const values = fc.oneof(
  fc.record(
    {
      ...valued,
      ...optional,
      kind: fc.constant('numeric' as const),
      number,
      unit: words,
      comparator: fc.constantFrom('<' as const, '>=' as const),
      low: number,
      high: number,
    },
    { requiredKeys: [...needed, 'number', 'unit'] },
  ),
  fc.record(
    { ...valued, ...optional, kind: fc.constantFrom('coded' as const, 'text' as const), text: words, normalChoice: words },
    { requiredKeys: [...needed, 'text'] },
  ),
);
export const dispensings = fc.record({
  prescriptionLineId: fc.constant('01940000-0000-7000-8000-000000000031'),
  quantity: number.filter((one) => one !== '0'),
  handedOverAt: moment,
  dispensedById: fc.constant('01940000-0000-7000-8000-000000000012'),
});
export const immunizations = record<
  Omit<ClinicalImmunization, 'practitionerId'>,
  'id' | 'vaccineName' | 'state' | 'occurredAt' | 'isFromPaper'
>(
  {
    ...{ id, cvxCode: code, vaccineCode: code, vaccineName: words, occurredAt: moment, lotNumber: code, expiresOn: day },
    state: fc.constantFrom('completed', 'not-done', 'entered-in-error'),
    doseNumber: fc.integer({ min: 1, max: 9 }),
    isFromPaper: fc.boolean(),
  },
  ['id', 'vaccineName', 'state', 'occurredAt', 'isFromPaper'],
) as fc.Arbitrary<ClinicalImmunization>;
export const claimAnswers = fc.oneof(
  record<ClinicalClaimAnswer, 'id' | 'state' | 'answeredAt'>(
    { id, state: fc.constant('accepted'), transactionCode: code, message: words, answeredAt: moment },
    ['id', 'state', 'answeredAt'],
  ),
  record<ClinicalClaimAnswer, 'id' | 'state' | 'answeredAt'>(
    { id, state: fc.constant('rejected'), resultCode: code, message: words, answeredAt: moment },
    ['id', 'state', 'answeredAt'],
  ),
);
export const consents = record<Omit<ClinicalConsent, 'relatedPersonId'>, 'id' | 'decision' | 'purposes' | 'givenAt' | 'isRevoked'>(
  {
    ...{ id, givenAt: moment, from: day, until: day, isRevoked: fc.boolean() },
    decision: fc.constantFrom('permit', 'deny'),
    purposes: fc.subarray([...consentPurposes]),
  },
  ['id', 'decision', 'purposes', 'givenAt', 'isRevoked'],
) as fc.Arbitrary<ClinicalConsent>;
