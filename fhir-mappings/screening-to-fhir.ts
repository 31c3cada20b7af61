import type { Observation } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalScreening, ScreeningValue } from '../domain/visits/clinical-findings.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace } from './code-systems.ts';
import { coding, concept, fixedConcept, quantity } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

const categories = {
  'social-history': fixedConcept(international.observationCategory, 'social-history', 'Social History'),
  survey: fixedConcept(international.observationCategory, 'survey', 'Survey'),
} as const satisfies Record<ClinicalScreening['category'], object>;

/** What somebody was asked: living conditions, pregnancy, a questionnaire. Source: HL7 FHIR R4 Observation */
export function screeningToFhir(screening: ClinicalScreening, visit: VisitRecord): Observation {
  const { id, category, loinc, name, value, takenAt, practitionerId } = screening;
  return {
    resourceType: 'Observation',
    id: logicalId(visit, 'screenings', id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'screening'), value: id }],
    status: 'final',
    category: [categories[category]],
    code: { ...concept([coding(international.loinc, loinc)]), text: name },
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', visit.encounter.id),
    effectiveDateTime: localIso(takenAt),
    performer: [referenceTo(visit, 'users', practitionerId)],
    ...answer(value),
  };
}

function answer(value: ScreeningValue): Pick<Observation, 'valueQuantity' | 'valueBoolean' | 'valueString'> {
  if ('number' in value) return { valueQuantity: quantity(value.number, value.unit, value.ucum) };
  return 'isTrue' in value ? { valueBoolean: value.isTrue } : { valueString: value.text };
}
