import type { Composition, CompositionSection, Condition, Observation, Resource } from '@medplum/fhirtypes';
import { dayForPeople, localIso } from '../domain/dates.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace } from './code-systems.ts';
import { fixedConcept } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';
import { lineOf, narrative } from './narrative.ts';

export type DocumentKind = 'visit-summary' | 'discharge-letter' | 'patient-summary';

/** LOINC. */
const documents = {
  'visit-summary': { code: '34133-9', display: 'Summary of episode note', title: 'Tóm tắt lần khám bệnh, chữa bệnh' },
  'discharge-letter': { code: '18842-5', display: 'Discharge summary', title: 'Giấy ra viện' },
  'patient-summary': { code: '60591-5', display: 'Patient summary Document', title: 'Tóm tắt sức khỏe người bệnh' },
} as const satisfies Record<DocumentKind, { code: string; display: string; title: string }>;

/** A part of a document: what it lists, and words that stand in no resource. */
export interface Part {
  loinc: string;
  display: string;
  title: string;
  entries: Resource[];
  words?: string[];
}

/** Head of every document: who wrote it of whom, about which visit, and the parts that say something. */
export function composition(kind: DocumentKind, visit: VisitRecord, parts: Part[]): Composition {
  const { encounter } = visit;
  const { code, display, title } = documents[kind];
  const key = `${kind}-${encounter.id}`;
  const author = referenceTo(visit, 'users', encounter.practitionerId);
  const date = localIso(encounter.endedAt);
  const sections = parts.flatMap((part) => section(part));
  return {
    resourceType: 'Composition',
    id: logicalId(visit, 'documents', key),
    identifier: { system: facilityNamespace(visit.facility.code, 'document'), value: key },
    status: 'final',
    type: fixedConcept(international.loinc, code, display),
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', encounter.id),
    date,
    author: [author],
    title,
    confidentiality: 'N',
    attester: [{ mode: 'legal', time: date, party: author }],
    custodian: referenceTo(visit, 'facilities', visit.facility.id),
    ...(sections.length === 0 ? {} : { section: sections }),
  };
}

/** A part without anything in it is left out (cmp-1). */
function section({ loinc, display, title, entries, words = [] }: Part): CompositionSection[] {
  const lines = [...words.filter((line) => line.trim() !== ''), ...entries.map(lineOf)];
  if (lines.length === 0) return [];
  const entry = entries.map(({ id, resourceType }) => ({ reference: `urn:uuid:${id}`, type: resourceType }));
  return [
    {
      title,
      code: fixedConcept(international.loinc, loinc, display),
      text: narrative(lines),
      ...(entry.length === 0 ? {} : { entry }),
    },
  ];
}

/**
 * The summary of a visit from its own resources: why, what was found, what was given, what follows.
 * Source: QĐ 130/QĐ-BYT as amended (table 8), HL7 FHIR R4 Composition
 */
export function visitSummaryToFhir(visit: VisitRecord, resources: Resource[]): Composition {
  return composition('visit-summary', visit, [
    { loinc: '29299-5', display: 'Reason for visit Narrative', title: 'Lý do đến khám', entries: [], words: [visit.encounter.reason] },
    {
      loinc: '29548-5',
      display: 'Diagnosis Narrative',
      title: 'Chẩn đoán',
      entries: conditionsOf(resources, 'encounter-diagnosis', 'confirmed'),
    },
    ...findings(resources),
    { loinc: '10160-0', display: 'History of Medication use Narrative', title: 'Thuốc', entries: ofType(resources, 'MedicationRequest') },
    {
      loinc: '48765-2',
      display: 'Allergies and adverse reactions Document',
      title: 'Dị ứng',
      entries: allergiesOf(resources),
    },
    { loinc: '18776-5', display: 'Plan of care note', title: 'Hướng xử trí', entries: [], words: followUp(visit) },
  ]);
}

/**
 * The letter that a person takes home from a stay, from the resources of the visit.
 * Source: QĐ 130/QĐ-BYT as amended (table 7), HL7 FHIR R4 Composition
 */
export function dischargeLetterToFhir(visit: VisitRecord, resources: Resource[]): Composition {
  const { treatmentMethod = '' } = visit.encounter;
  return composition('discharge-letter', visit, [
    {
      loinc: '46241-6',
      display: 'Hospital admission diagnosis Narrative - Reported',
      title: 'Chẩn đoán vào viện',
      entries: conditionsOf(resources, 'encounter-diagnosis', 'provisional'),
    },
    { loinc: '8648-8', display: 'Hospital course Narrative', title: 'Phương pháp điều trị', entries: [], words: [treatmentMethod] },
    {
      loinc: '11535-2',
      display: 'Hospital discharge Dx Narrative',
      title: 'Chẩn đoán ra viện',
      entries: conditionsOf(resources, 'encounter-diagnosis', 'confirmed'),
    },
    ...findings(resources),
    {
      loinc: '10183-2',
      display: 'Hospital discharge medications Narrative',
      title: 'Thuốc khi ra viện',
      entries: ofType(resources, 'MedicationRequest'),
    },
    { loinc: '8653-8', display: 'Hospital Discharge instructions', title: 'Lời dặn của bác sĩ', entries: [], words: followUp(visit) },
  ]);
}

const findings = (resources: Resource[]): Part[] => [
  { loinc: '8716-3', display: 'Vital signs', title: 'Dấu hiệu sinh tồn', entries: observationsOf(resources, 'vital-signs') },
  {
    loinc: '30954-2',
    display: 'Relevant diagnostic tests/laboratory data Narrative',
    title: 'Kết quả cận lâm sàng',
    entries: ofType(resources, 'DiagnosticReport').filter(isValid),
  },
  { loinc: '47519-4', display: 'History of Procedures Document', title: 'Thủ thuật, phẫu thuật', entries: ofType(resources, 'Procedure') },
];

function followUp({ encounter }: VisitRecord): string[] {
  const { advice = '', followUpOn } = encounter;
  return [advice, ...(followUpOn === undefined ? [] : [`Hẹn khám lại ngày ${dayForPeople(followUpOn)}`])];
}

/** The resources of one type. */
export const ofType = <T extends Resource['resourceType']>(resources: Resource[], type: T): Extract<Resource, { resourceType: T }>[] =>
  resources.filter((one): one is Extract<Resource, { resourceType: T }> => one.resourceType === type);

const isValid = ({ status }: { status?: string }): boolean => status !== 'entered-in-error';
const hasCode = (concepts: { coding?: { code?: string }[] }[] | undefined, code: string): boolean =>
  (concepts ?? []).some(({ coding = [] }) => coding.some((one) => one.code === code));

/** Conditions of one kind and certainty; what was written down by mistake is never among them. */
export const conditionsOf = (resources: Resource[], category: string, certainty: string): Condition[] =>
  ofType(resources, 'Condition').filter(
    (one) => hasCode(one.category, category) && one.verificationStatus?.coding?.[0]?.code === certainty,
  );

/** Observations of one kind that count. */
export const observationsOf = (resources: Resource[], category: string): Observation[] =>
  ofType(resources, 'Observation').filter((one) => isValid(one) && hasCode(one.category, category));

/** Allergies that count. */
export const allergiesOf = (resources: Resource[]) =>
  ofType(resources, 'AllergyIntolerance').filter(({ clinicalStatus }) => clinicalStatus !== undefined);
