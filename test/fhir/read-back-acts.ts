import type {
  Attachment,
  AuditEvent,
  Claim,
  CodeableConcept,
  Composition,
  DiagnosticReport,
  DocumentReference,
  MedicationRequest,
  Observation,
  Organization,
  Practitioner,
  PractitionerRole,
  Procedure,
  Provenance,
  Reference,
} from '@medplum/fhirtypes';
import { codeIn, decimalOf, firstCode, named, own, VN } from './read-back.ts';

/** What a receiver reads of facilities, people and acts, without a line of the mappings. Of whom a reference tells, its id does. */
export const idOf = (reference: Reference | undefined): string | undefined => reference?.reference?.replace(/^urn:uuid:/, '');

const numberOf = (of: { identifier?: { system?: string; value?: string }[] }, name: string): string | undefined =>
  of.identifier?.find(({ system }) => system === `${VN}/sid/${name}`)?.value;

export const facility = (one: Organization) => ({
  code: numberOf(one, 'ma-cskcb'),
  gln: numberOf(one, 'ma-cskcb-gln'),
  name: one.name,
  phone: one.telecom?.[0]?.value,
  address: one.address?.[0]?.text,
});

export const department = (one: Organization) => ({
  code: own(one.identifier, 'department'),
  name: one.name,
  facilityId: idOf(one.partOf),
});

export const practitioner = (one: Practitioner) => ({
  fullName: one.name?.[0]?.text,
  staffNumber: own(one.identifier, 'staff'),
  licence: numberOf(one, 'cchn'),
  qualification: one.qualification?.[0]?.identifier?.[0]?.value,
});

export const role = (one: PractitionerRole) => ({
  id: own(one.identifier, 'practitioner-role'),
  practitionerId: idOf(one.practitioner),
  name: one.code?.[0]?.text,
  departmentId: idOf(one.organization),
  placeIds: (one.location ?? []).map(idOf),
  from: one.period?.start,
  until: one.period?.end,
});

const vitalKinds = {
  ...{ '8867-4': 'pulse', '8480-6': 'systolic', '8462-4': 'diastolic', '8310-5': 'temperature', '9279-1': 'respiratory-rate' },
  ...{ '2708-6': 'oxygen-saturation', '29463-7': 'weight', '8302-2': 'height' },
};
export const vital = (one: Observation) => {
  const part = one.component?.find(({ valueQuantity }) => valueQuantity !== undefined) ?? one;
  return {
    id: own(one.identifier, 'observation'),
    kind: named(vitalKinds, firstCode(part.code)),
    value: decimalOf(part.valueQuantity),
    takenAt: one.effectiveDateTime,
    practitionerId: idOf(one.performer?.[0]),
  };
};

export const screening = (one: Observation) => ({
  id: own(one.identifier, 'screening'),
  category: firstCode(one.category?.[0]),
  loinc: codeIn(one.code, 'loinc.org'),
  name: one.code.text,
  value:
    one.valueQuantity !== undefined
      ? { number: decimalOf(one.valueQuantity), unit: one.valueQuantity.unit, ucum: one.valueQuantity.code }
      : one.valueBoolean !== undefined
        ? { isTrue: one.valueBoolean }
        : { text: one.valueString },
  takenAt: one.effectiveDateTime,
  practitionerId: idOf(one.performer?.[0]),
});

const drug = (one: CodeableConcept | undefined) => ({
  drugName: one?.text,
  atcCode: codeIn(one, 'www.whocc.no/atc'),
  ingredientCode: codeIn(one, 'vn-drug-cs'),
  registrationNumber: codeIn(one, 'vn-drug-registration-cs'),
});
export const prescriptionLine = (one: MedicationRequest) => {
  const [dosage] = one.dosageInstruction ?? [];
  const repeat = dosage?.timing?.repeat;
  return {
    ...drug(one.medicationCodeableConcept),
    id: own(one.identifier, 'prescription-line'),
    code: one.groupIdentifier?.value,
    signedAt: one.authoredOn,
    unit: one.dispenseRequest?.quantity?.unit,
    quantity: decimalOf(one.dispenseRequest?.quantity),
    days: one.dispenseRequest?.expectedSupplyDuration?.value,
    dosageText: dosage?.text,
    routeCode: firstCode(dosage?.route),
    routeName: dosage?.route?.text,
    isAsNeeded: dosage?.asNeededBoolean === true,
    intake: repeat && {
      times: repeat.frequency,
      days: repeat.boundsDuration?.value,
      amount: decimalOf(dosage.doseAndRate?.[0]?.doseQuantity),
    },
  };
};

const file = ({ title, contentType, data, url, size, hash }: Attachment) => ({
  title,
  contentType,
  data,
  url,
  sizeBytes: size,
  sha1: hash,
});

export const result = (one: DiagnosticReport) => ({
  orderId: own(one.identifier, 'report'),
  basedOn: idOf(one.basedOn?.[0]),
  group: named({ LAB: 'laboratory', IMG: 'imaging' }, firstCode(one.category?.[0])),
  serviceCode: firstCode(one.code),
  serviceName: one.code.text,
  state: named({ final: 'final', corrected: 'corrected', 'entered-in-error': 'withdrawn' }, one.status),
  words: one.conclusion,
  performedAt: one.effectiveDateTime,
  performedById: idOf(one.performer?.[0]),
  approvedAt: one.issued,
  approvedById: idOf(one.resultsInterpreter?.[0]),
  specimenIds: (one.specimen ?? []).map(idOf),
  attachments: (one.presentedForm ?? []).map(file),
});

export const procedure = (one: Procedure) => ({
  id: own(one.identifier, 'procedure'),
  serviceCode: codeIn(one.code, 'vn-dvkt-cs'),
  serviceName: one.code?.text,
  procedureCode: codeIn(one.code, 'icd-9-cm'),
  performedAt: one.performedDateTime,
  performedById: idOf(one.performer?.[0]?.actor),
});

/** Amounts as they stand; people of the care team by their place in it. */
export const claim = (one: Claim) => ({
  code: numberOf(one, 'ma-lk'),
  total: one.total?.value?.toString(),
  cardIds: one.insurance.map(({ coverage }) => idOf(coverage)),
  lines: (one.item ?? []).map(({ productOrService, quantity, unitPrice, net, servicedDate, careTeamSequence, factor }) => ({
    name: productOrService.text,
    code: firstCode(productOrService),
    quantity: decimalOf(quantity),
    unit: quantity?.unit,
    unitPrice: unitPrice?.value?.toString(),
    amount: net?.value?.toString(),
    day: servicedDate,
    share: factor,
    orderedById: idOf(one.careTeam?.find(({ sequence }) => sequence === careTeamSequence?.[0])?.provider),
  })),
});

export const signature = (one: Provenance) => ({
  of: one.target.map(idOf),
  signedById: idOf(one.agent[0]?.who),
  signedAt: one.recorded,
  as: firstCode(one.agent[0]?.type),
  digital: one.signature?.map(({ data, sigFormat, targetFormat }) => ({ data, sigFormat, targetFormat }))[0],
});

export const paper = (one: DocumentReference) => {
  const system = one.identifier?.[0]?.system;
  return {
    kind: system?.replace(/^.*:paper-/, ''),
    number: one.identifier?.[0]?.value,
    issuedAt: one.date,
    issuedById: idOf(one.author?.[0]),
    isWithdrawn: one.status === 'entered-in-error',
    replacesId: idOf(one.relatesTo?.[0]?.target),
    // A paper without a file is only named.
    attachments: one.content
      .map(({ attachment }) => attachment)
      .filter(({ contentType }) => contentType !== undefined)
      .map(file),
  };
};

export const access = (one: AuditEvent) => ({
  kind: named({ '110112': 'open', '110106': 'export' }, one.type.code),
  at: one.recorded,
  userId: idOf(one.agent[0]?.who),
  patientId: idOf(one.entity?.[0]?.what),
});

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
export const document = (one: Composition) => ({
  kind: named({ '34133-9': 'visit-summary', '18842-5': 'discharge-letter', '60591-5': 'patient-summary' }, firstCode(one.type)),
  patientId: idOf(one.subject),
  authorId: idOf(one.author[0]),
  writtenAt: one.date,
  parts: (one.section ?? []).map(({ title, code, text }) => ({
    title,
    loinc: firstCode(code),
    words: [...(text?.div ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(([, line = '']) => unescaped(line)),
  })),
});
