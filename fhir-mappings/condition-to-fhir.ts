import type { Condition } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { VisitDiagnosis, VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, international, type SystemFamily } from './code-systems.ts';
import { fixedConcept } from './elements.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/**
 * A final diagnosis of the visit: one Condition a code, WHO's system first, the national one second, display from the
 * national list, text as the doctor wrote it.
 * Source: QĐ 4469/QĐ-BYT 2020 and its successors (ICD-10 in Vietnamese)
 */
export function conditionToFhir(diagnosis: VisitDiagnosis, visit: VisitRecord, family: SystemFamily): Condition {
  const { icdCode: code, name: display } = diagnosis;
  return {
    resourceType: 'Condition',
    id: logicalId(visit, 'diagnoses', diagnosis.id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'diagnosis'), value: diagnosis.id }],
    clinicalStatus: fixedConcept(international.conditionClinical, 'active', 'Active'),
    verificationStatus: fixedConcept(international.conditionVerification, 'confirmed', 'Confirmed'),
    category: [fixedConcept(international.conditionCategory, 'encounter-diagnosis', 'Encounter Diagnosis')],
    code: {
      coding: [
        { system: international.icd10, code, display },
        { system: family.codeSystems.icd10, version: diagnosis.icdVersion, code, display },
      ],
      // A diagnosis taken from the list without a word of his own: the list's name is what the doctor chose.
      text: diagnosis.text.trim() === '' ? display : diagnosis.text,
    },
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', visit.encounter.id),
    recordedDate: localIso(visit.encounter.endedAt),
    recorder: referenceTo(visit, 'users', visit.encounter.practitionerId),
  };
}
