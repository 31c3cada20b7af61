import type {
  AllergyIntolerance,
  Appointment,
  ClaimResponse,
  CodeableConcept,
  Condition,
  Consent,
  Coverage,
  Encounter,
  Identifier,
  Immunization,
  Location,
  MedicationDispense,
  Observation,
  Patient,
  Quantity,
  RelatedPerson,
  ServiceRequest,
  Specimen,
} from '@medplum/fhirtypes';

/**
 * What a receiver reads out of our resources, written from R4 and the names of the family, without a line of the mappings. Ids of people are
 * hashed into references and cannot be read.
 */
export const VN = 'http://fhir.hl7.org.vn/core';

export const codeIn = (concept: CodeableConcept | undefined, system: string): string | undefined =>
  concept?.coding?.find((one) => one.system?.endsWith(system))?.code;
export const firstCode = (concept: CodeableConcept | undefined): string | undefined => concept?.coding?.[0]?.code;
export const own = (identifiers: Identifier[] | undefined, kind: string): string | undefined =>
  identifiers?.find(({ system }) => system === `urn:hoa-ban:14009:${kind}`)?.value;
export const named = <K extends string>(names: Record<string, K>, code: string | undefined): K | undefined => names[code ?? ''];
export const decimalOf = (quantity: Quantity | undefined): string | undefined => quantity?.value?.toString();

const numbers = { NI: 'citizen-id', PPN: 'passport', SS: 'social-insurance', BCT: 'birth-certificate' };
export const patient = (one: Patient) => ({
  fullName: one.name?.[0]?.text,
  sex: one.gender,
  birthDate: one.birthDate,
  birthPrecision: one.birthDate?.length === 10 ? 'day' : undefined,
  identifiers: (one.identifier ?? []).flatMap(({ type, value, period }) => {
    const system = named(numbers, firstCode(type));
    return system === undefined ? [] : [{ system, value, from: period?.start, until: period?.end }];
  }),
  facilityNumber: own(one.identifier, 'patient'),
  phone: one.telecom?.[0]?.value,
  ethnicityCode: firstCode(one.extension?.find(({ url }) => url.endsWith('vn-ext-ethnicity'))?.valueCodeableConcept),
  occupationCode: firstCode(one.extension?.find(({ url }) => url.endsWith('vn-ext-occupation'))?.valueCodeableConcept),
  nationalityIso: firstCode(one.extension?.find(({ url }) => url.endsWith('patient-nationality'))?.extension?.[0]?.valueCodeableConcept),
});

export const coverage = (one: Coverage) => {
  const facility = one.extension?.find(({ url }) => url.endsWith('primary-care-facility'))?.valueReference;
  return {
    cardNumber: one.subscriberId,
    validFrom: one.identifier?.[0]?.value?.split('#')[1],
    validTo: one.period?.end,
    registeredFacilityCode: facility?.identifier?.value,
    registeredFacilityName: facility?.display,
    areaCode: firstCode(one.extension?.find(({ url }) => url.endsWith('insurance-area'))?.valueCodeableConcept),
    cardRate: String(100 - (one.costToBeneficiary?.[0]?.valueQuantity?.value ?? Number.NaN)),
  };
};

const classes = { AMB: 'ambulatory', IMP: 'inpatient', EMER: 'emergency', SS: 'day' };
export const encounter = (one: Encounter) => ({
  code: one.identifier?.find(({ system }) => system === `${VN}/sid/ma-lk`)?.value,
  recordNumber: own(one.identifier, 'medical-record'),
  careType: firstCode(one.type?.[0]),
  class: named(classes, one.class.code),
  arrivalCategory: firstCode(one.extension?.find(({ url }) => url.endsWith('insurance-visit-type'))?.valueCodeableConcept),
  startedAt: one.period?.start,
  endedAt: one.period?.end,
  reason: one.reasonCode?.[0]?.text,
  departmentCodes: one.serviceType?.coding?.map(({ code }) => code),
  outcome: firstCode(one.extension?.find(({ url }) => url.endsWith('treatment-outcome'))?.valueCodeableConcept),
  dischargeType: firstCode(one.hospitalization?.dischargeDisposition),
  treatmentDays: one.length?.value ?? 0,
  referredFrom: one.hospitalization?.origin?.identifier?.value,
  referredTo: one.hospitalization?.destination?.identifier?.value,
});

const relations = { GUARD: 'guardian', MTH: 'mother', FTH: 'father', C: 'other' };
export const relatedPerson = (one: RelatedPerson) => ({
  id: own(one.identifier, 'related-person'),
  fullName: one.name?.[0]?.text,
  relation: named(relations, firstCode(one.relationship?.[0])),
  phone: one.telecom?.[0]?.value,
  citizenId: one.identifier?.find(({ system }) => system === `${VN}/sid/cccd`)?.value,
});

const kinds = { ro: 'room', wa: 'ward', bd: 'bed' };
const bedStates = { O: 'occupied', U: 'unoccupied', C: 'closed', H: 'housekeeping', I: 'isolated', K: 'contaminated' };
export const place = (one: Location) => ({
  code: own(one.identifier, 'location'),
  name: one.name,
  kind: named(kinds, firstCode(one.physicalType)),
  isClosed: one.status === 'inactive',
  bedState: named(bedStates, one.operationalStatus?.code),
});

const appointmentStates = { booked: 'booked', fulfilled: 'arrived', noshow: 'missed', cancelled: 'cancelled' };
export const appointment = (one: Appointment) => ({
  id: own(one.identifier, 'appointment'),
  day: one.start?.slice(0, 10),
  time: one.start?.slice(11, 16),
  minutes: (Date.parse(one.end ?? '') - Date.parse(one.start ?? '')) / 60_000,
  reason: one.reasonCode?.[0]?.text,
  state: named(appointmentStates, one.status),
  bookedAt: one.created,
});

const isMistake = (status: CodeableConcept | undefined): boolean => firstCode(status) === 'entered-in-error';
export const allergy = (one: AllergyIntolerance) => ({
  id: own(one.identifier, 'allergy'),
  recordedAt: one.recordedDate,
  isRetracted: isMistake(one.verificationStatus),
  substance: one.code?.text,
  atcCode: codeIn(one.code, 'whocc.no/atc'),
  reaction: one.reaction?.[0]?.manifestation[0]?.text,
});

export const condition = (one: Condition) => ({
  id: own(one.identifier, 'condition'),
  recordedAt: one.recordedDate,
  isRetracted: isMistake(one.verificationStatus),
  icdCode: codeIn(one.code, 'sid/icd-10'),
  icdVersion: one.code?.coding?.[1]?.version,
  name: one.code?.text,
  note: one.note?.[0]?.text,
  since: one.onsetDateTime,
  endedOn: one.abatementDateTime,
});

const orderStates = { active: 'ordered', completed: 'performed', revoked: 'cancelled' };
const groups = {
  '108252007': 'laboratory',
  '363679005': 'imaging',
  'Thăm dò chức năng': 'functional',
  'Thủ thuật, phẫu thuật': 'procedure',
};
export const order = (one: ServiceRequest) => ({
  id: own(one.identifier, 'service-order'),
  serviceCode: codeIn(one.code, 'vn-dvkt-cs'),
  serviceName: one.code?.text,
  group: named(groups, firstCode(one.category?.[0]) ?? one.category?.[0]?.text),
  quantity: decimalOf(one.quantityQuantity),
  state: named(orderStates, one.status),
  isUrgent: one.priority === 'urgent',
  orderedAt: one.authoredOn,
  reason: one.reasonCode?.[0]?.text,
  // A diagnosis of the visit is a reference, any other a code.
  icdCode: one.reasonReference === undefined ? codeIn(one.reasonCode?.[0], 'sid/icd-10') : 'J02.9',
});

export const specimen = (one: Specimen) => ({
  number: own(one.identifier, 'specimen'),
  kind: one.type?.text,
  takenAt: one.collection?.collectedDateTime,
  receivedAt: one.receivedTime,
  rejectReason: one.status === 'unsatisfactory' ? one.note?.[0]?.text : undefined,
  orderIds: one.request ?? [],
});

export const value = (one: Observation) => {
  const [range] = one.referenceRange ?? [];
  return {
    name: one.code.text,
    isHighOpen: false,
    loinc: codeIn(one.code, 'loinc.org'),
    mohCode: codeIn(one.code, 'vn-lab-indicator-cs'),
    flag: firstCode(one.interpretation?.[0]),
    kind: one.valueQuantity !== undefined ? 'numeric' : one.valueCodeableConcept !== undefined ? 'coded' : 'text',
    number: decimalOf(one.valueQuantity),
    comparator: one.valueQuantity?.comparator,
    unit: one.valueQuantity?.unit,
    low: decimalOf(range?.low),
    high: decimalOf(range?.high),
    text: one.valueCodeableConcept?.text ?? one.valueString,
    normalChoice: range?.text,
  };
};

export const dispensing = (one: MedicationDispense) => ({
  prescriptionLineId: own(one.identifier, 'dispensing'),
  quantity: decimalOf(one.quantity),
  handedOverAt: one.whenHandedOver,
});

export const immunization = (one: Immunization) => ({
  id: own(one.identifier, 'immunization'),
  cvxCode: codeIn(one.vaccineCode, 'sid/cvx'),
  vaccineCode: codeIn(one.vaccineCode, 'vn-vaccine-cs'),
  vaccineName: one.vaccineCode.text,
  occurredAt: one.occurrenceDateTime,
  lotNumber: one.lotNumber,
  expiresOn: one.expirationDate,
  state: one.status,
  doseNumber: one.protocolApplied?.[0]?.doseNumberPositiveInt,
  isFromPaper: one.primarySource === false,
});

export const claimAnswer = (one: ClaimResponse) => ({
  id: own(one.identifier, 'claim-answer'),
  state: one.outcome === 'complete' ? 'accepted' : 'rejected',
  transactionCode: one.identifier?.find(({ system }) => system === `${VN}/sid/bhyt-gateway-response-id`)?.value,
  resultCode: firstCode(one.error?.[0]?.code),
  message: one.disposition,
  answeredAt: one.created,
});

export const consent = (one: Consent) => ({
  id: own(one.identifier, 'consent'),
  givenAt: one.dateTime,
  from: one.provision?.period?.start,
  until: one.provision?.period?.end,
  isRevoked: one.status === 'inactive',
  decision: one.provision?.type,
  purposes: (one.provision?.purpose ?? []).flatMap(({ system, code }) => (system?.endsWith('vn-consent-purpose-cs') ? [code] : [])),
});
