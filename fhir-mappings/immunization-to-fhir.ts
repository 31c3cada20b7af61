import type { Immunization } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalImmunization } from '../domain/visits/clinical-findings.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept, fixedConcept, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/**
 * A vaccination, given here or copied from a paper of another place, which is then no primary source and belongs to no visit.
 * Source: HL7 FHIR R4 Immunization
 */
export function immunizationToFhir(given: ClinicalImmunization, visit: VisitRecord, family: SystemFamily): Immunization {
  const codes = [coding(international.cvx, given.cvxCode), coding(family.codeSystems.vaccine, given.vaccineCode)];
  const { lotNumber, expiresOn: expirationDate, doseNumber, practitionerId, isFromPaper } = given;
  return {
    resourceType: 'Immunization',
    id: logicalId(visit, 'immunizations', given.id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'immunization'), value: given.id }],
    status: given.state,
    vaccineCode: { ...concept(codes), text: given.vaccineName },
    patient: referenceTo(visit, 'patients', visit.patient.id),
    ...(isFromPaper ? {} : { encounter: referenceTo(visit, 'encounters', visit.encounter.id) }),
    occurrenceDateTime: localIso(given.occurredAt),
    primarySource: !isFromPaper,
    ...(isFromPaper ? { reportOrigin: { text: 'Chép từ sổ, phiếu tiêm chủng' } } : {}),
    ...present({ lotNumber, expirationDate }),
    ...(practitionerId === undefined ? {} : { performer: [performer(practitionerId, visit)] }),
    ...(doseNumber === undefined ? {} : { protocolApplied: [{ doseNumberPositiveInt: doseNumber }] }),
  };
}

const performer = (id: string, visit: VisitRecord): NonNullable<Immunization['performer']>[number] => ({
  function: fixedConcept(international.providerRole, 'AP', 'Administering Provider'),
  actor: referenceTo(visit, 'users', id),
});
