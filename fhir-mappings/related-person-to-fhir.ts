import type { RelatedPerson } from '@medplum/fhirtypes';
import type { ClinicalRelatedPerson } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { fixedConcept, humanName, phones, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** HL7 v3 RoleCode; who only stands by is a contact. */
const relations = {
  guardian: fixedConcept(international.roleCode, 'GUARD', 'guardian'),
  mother: fixedConcept(international.roleCode, 'MTH', 'mother'),
  father: fixedConcept(international.roleCode, 'FTH', 'father'),
  other: fixedConcept(international.contactRole, 'C', 'Emergency Contact'),
} as const satisfies Record<ClinicalRelatedPerson['relation'], object>;

/**
 * Who stands for the person, with a number of their own where it is known; `Patient.contact` names the same person in short.
 * Source: QĐ 130/QĐ-BYT as amended (NGUOI_GIAM_HO), HL7 FHIR R4 RelatedPerson
 */
export function relatedPersonToFhir(related: ClinicalRelatedPerson, visit: VisitRecord, family: SystemFamily): RelatedPerson {
  const { citizenId: value = '' } = related;
  const national = {
    use: 'official' as const,
    type: fixedConcept(international.identifierType, 'NI'),
    system: family.identifiers['citizen-id'],
    value,
  };
  return {
    resourceType: 'RelatedPerson',
    id: logicalId(visit, 'related_people', related.id),
    identifier: [
      { system: facilityNamespace(visit.facility.code, 'related-person'), value: related.id },
      ...(value === '' ? [] : [national]),
    ],
    active: true,
    patient: referenceTo(visit, 'patients', visit.patient.id),
    relationship: [relations[related.relation]],
    name: [humanName(related.fullName)],
    ...present({ telecom: phones(related.phone) }),
  };
}
