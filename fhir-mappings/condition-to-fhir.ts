import type { Condition } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalCondition } from '../domain/visits/clinical-findings.ts';
import type { VisitDiagnosis, VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { fixedConcept, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/**
 * A final diagnosis of the visit: one Condition a code, WHO's system first, the national one second, display from the
 * national list, text as the doctor wrote it.
 * Source: QĐ 4469/QĐ-BYT 2020 and its successors (ICD-10 in Vietnamese)
 */
export function conditionToFhir(diagnosis: VisitDiagnosis, visit: VisitRecord, family: SystemFamily): Condition {
  return {
    resourceType: 'Condition',
    id: logicalId(visit, 'diagnoses', diagnosis.id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'diagnosis'), value: diagnosis.id }],
    clinicalStatus: fixedConcept(international.conditionClinical, 'active', 'Active'),
    verificationStatus: fixedConcept(international.conditionVerification, 'confirmed', 'Confirmed'),
    category: [fixedConcept(international.conditionCategory, 'encounter-diagnosis', 'Encounter Diagnosis')],
    // A diagnosis taken from the list without a word of his own: the list's name is what the doctor chose.
    code: icdConcept(diagnosis, diagnosis.text.trim() === '' ? diagnosis.name : diagnosis.text, family),
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', visit.encounter.id),
    recordedDate: localIso(visit.encounter.endedAt),
    recorder: referenceTo(visit, 'users', visit.encounter.practitionerId),
  };
}

/**
 * What was suspected on arrival, in the doctor's words; nothing when nobody wrote any.
 * Source: QĐ 130/QĐ-BYT as amended (CHAN_DOAN_VAO)
 */
export function arrivalConditionToFhir(visit: VisitRecord): Condition[] {
  const { id, arrivalDiagnosis, startedAt } = visit.encounter;
  if (arrivalDiagnosis.trim() === '') return [];
  return [
    {
      resourceType: 'Condition',
      id: logicalId(visit, 'arrival_diagnoses', id),
      identifier: [{ system: facilityNamespace(visit.facility.code, 'arrival-diagnosis'), value: id }],
      clinicalStatus: fixedConcept(international.conditionClinical, 'active', 'Active'),
      verificationStatus: fixedConcept(international.conditionVerification, 'provisional', 'Provisional'),
      category: [fixedConcept(international.conditionCategory, 'encounter-diagnosis', 'Encounter Diagnosis')],
      code: { text: arrivalDiagnosis },
      subject: referenceTo(visit, 'patients', visit.patient.id),
      encounter: referenceTo(visit, 'encounters', id),
      recordedDate: localIso(startedAt),
    },
  ];
}

/**
 * A long-term condition of the person, as the list of problems has it; what was written down by mistake says so and has no state
 * (con-5). It belongs to no visit. Source: HL7 FHIR R4 Condition
 */
export function longTermConditionToFhir(condition: ClinicalCondition, visit: VisitRecord, family: SystemFamily): Condition {
  const { id, name, note = '', since, endedOn, recordedAt, recordedById } = condition;
  return {
    resourceType: 'Condition',
    id: logicalId(visit, 'patient_conditions', id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'condition'), value: id }],
    ...states(condition),
    category: [fixedConcept(international.conditionCategory, 'problem-list-item', 'Problem List Item')],
    code: icdConcept(condition, name, family),
    subject: referenceTo(visit, 'patients', visit.patient.id),
    ...present({ onsetDateTime: since, abatementDateTime: condition.isRetracted ? undefined : endedOn }),
    recordedDate: localIso(recordedAt),
    recorder: referenceTo(visit, 'users', recordedById),
    ...present({ note: note.trim() === '' ? [] : [{ text: note }] }),
  };
}

/** con-4: a condition that ended is not active. */
function states({ isRetracted, endedOn }: ClinicalCondition): Pick<Condition, 'clinicalStatus' | 'verificationStatus'> {
  if (isRetracted) return { verificationStatus: fixedConcept(international.conditionVerification, 'entered-in-error', 'Entered in Error') };
  return {
    clinicalStatus:
      endedOn === undefined
        ? fixedConcept(international.conditionClinical, 'active', 'Active')
        : fixedConcept(international.conditionClinical, 'resolved', 'Resolved'),
    verificationStatus: fixedConcept(international.conditionVerification, 'confirmed', 'Confirmed'),
  };
}

function icdConcept(
  { icdCode: code, icdVersion: version, name: display }: Pick<VisitDiagnosis, 'icdCode' | 'icdVersion' | 'name'>,
  text: string,
  family: SystemFamily,
): NonNullable<Condition['code']> {
  return {
    coding: [
      { system: international.icd10, code, display },
      { system: family.codeSystems.icd10, version, code, display },
    ],
    text,
  };
}
