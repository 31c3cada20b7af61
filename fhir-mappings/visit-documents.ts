import type { AllergyIntolerance, Bundle, Composition, Condition, MedicationStatement, Resource } from '@medplum/fhirtypes';
import { type Instant, localIso } from '../domain/dates.ts';
import { derivedId } from '../domain/ids.ts';
import type { ClinicalRecord } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import type { SystemFamily } from './code-systems.ts';
import {
  allergiesOf,
  composition,
  conditionsOf,
  dischargeLetterToFhir,
  observationsOf,
  ofType,
  visitSummaryToFhir,
} from './composition-to-fhir.ts';
import { fixedConcept } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';
import { visitResources } from './visit-resources.ts';
import { assertSound } from './visit-to-bundle.ts';

interface Made {
  visit: VisitRecord;
  clinical: ClinicalRecord;
  /** When the document is put together. */
  at: Instant;
}

/** The summary of a visit as a document that stands alone. Throws an Error when a reference leads nowhere. Source: HL7 FHIR R4 documents */
export function visitSummaryDocument({ visit, clinical, at }: Made, family: SystemFamily): Bundle {
  const resources = visitResources(visit, family, clinical);
  return documentBundle(visitSummaryToFhir(visit, resources), resources, { visit, at });
}

/** The letter of discharge as a document that stands alone. Throws an Error when a reference leads nowhere. Source: HL7 FHIR R4 documents */
export function dischargeLetterDocument({ visit, clinical, at }: Made, family: SystemFamily): Bundle {
  const resources = visitResources(visit, family, clinical);
  return documentBundle(dischargeLetterToFhir(visit, resources), resources, { visit, at });
}

/**
 * The person in short as an International Patient Summary: the three required parts always, each with a coded statement where nothing
 * is known, which is not the same as nothing to know. Throws an Error when a reference leads nowhere.
 * Source: hl7.fhir.uv.ips 1.1.0 (Composition-uv-ips)
 */
export function patientSummaryDocument({ visit, clinical, at }: Made, family: SystemFamily): Bundle {
  const resources = visitResources(visit, family, clinical);
  const or = <T extends Resource>(found: T[], unknown: T): T[] => (found.length === 0 ? [unknown] : found);
  const drugs: Resource[] = or<Resource>(ofType(resources, 'MedicationRequest'), noDrugInfo(visit));
  const allergies = or<AllergyIntolerance>(allergiesOf(resources), noAllergyInfo(visit));
  const problems = or<Condition>(conditionsOf(resources, 'problem-list-item', 'confirmed'), noProblemInfo(visit));
  const head = composition('patient-summary', visit, [
    { loinc: '48765-2', display: 'Allergies and adverse reactions Document', title: 'Dị ứng', entries: allergies },
    { loinc: '10160-0', display: 'History of Medication use Narrative', title: 'Thuốc đang dùng', entries: drugs },
    { loinc: '11450-4', display: 'Problem list - Reported', title: 'Bệnh mạn tính và vấn đề sức khỏe', entries: problems },
    {
      loinc: '11369-6',
      display: 'History of Immunization Narrative',
      title: 'Tiêm chủng',
      entries: ofType(resources, 'Immunization').filter(({ status }) => status === 'completed'),
    },
    {
      loinc: '30954-2',
      display: 'Relevant diagnostic tests/laboratory data Narrative',
      title: 'Kết quả xét nghiệm',
      entries: observationsOf(resources, 'laboratory'),
    },
    { loinc: '8716-3', display: 'Vital signs', title: 'Dấu hiệu sinh tồn', entries: observationsOf(resources, 'vital-signs') },
  ]);
  return documentBundle(head, [...resources, ...drugs, ...allergies, ...problems], { visit, at });
}

/** Composition first, then what it needs and what that needs, each once. */
function documentBundle(head: Composition, resources: Resource[], { visit, at }: Pick<Made, 'visit' | 'at'>): Bundle {
  const byUrl = new Map(resources.map((one) => [`urn:uuid:${one.id}`, one]));
  const needed = new Map<string, Resource>();
  const follow = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(follow);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [name, child] of Object.entries(value)) {
      const found = name === 'reference' && typeof child === 'string' && !needed.has(child) ? byUrl.get(child) : undefined;
      if (found !== undefined) needed.set(String(child), found);
      follow(found ?? child);
    }
  };
  follow(head);
  const entry = [head, ...needed.values()].map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource }));
  assertSound(entry);
  return {
    resourceType: 'Bundle',
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${derivedId(String(head.id), String(visit.encounter.version), at)}` },
    type: 'document',
    timestamp: localIso(at),
    entry,
  };
}

const absent = (code: string, display: string, text: string) => ({ ...fixedConcept(international.absentUnknown, code, display), text });

function noAllergyInfo(visit: VisitRecord): AllergyIntolerance {
  return {
    resourceType: 'AllergyIntolerance',
    id: logicalId(visit, 'allergies', `unknown-${visit.patient.id}`),
    clinicalStatus: fixedConcept(international.allergyClinical, 'active', 'Active'),
    code: absent('no-allergy-info', 'No information about allergies', 'Chưa có thông tin về dị ứng'),
    patient: referenceTo(visit, 'patients', visit.patient.id),
  };
}

function noProblemInfo(visit: VisitRecord): Condition {
  return {
    resourceType: 'Condition',
    id: logicalId(visit, 'patient_conditions', `unknown-${visit.patient.id}`),
    clinicalStatus: fixedConcept(international.conditionClinical, 'active', 'Active'),
    category: [fixedConcept(international.conditionCategory, 'problem-list-item', 'Problem List Item')],
    code: absent('no-problem-info', 'No information about problems', 'Chưa có thông tin về bệnh mạn tính'),
    subject: referenceTo(visit, 'patients', visit.patient.id),
  };
}

function noDrugInfo(visit: VisitRecord): MedicationStatement {
  return {
    resourceType: 'MedicationStatement',
    id: logicalId(visit, 'medication_statements', `unknown-${visit.patient.id}`),
    status: 'unknown',
    medicationCodeableConcept: absent('no-medication-info', 'No information about medications', 'Chưa có thông tin về thuốc'),
    subject: referenceTo(visit, 'patients', visit.patient.id),
    ...({ _effectiveDateTime: { extension: [{ url: international.dataAbsentExtension, valueCode: 'unknown' }] } } as object),
  };
}
