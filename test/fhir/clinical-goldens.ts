import type { Bundle, Resource } from '@medplum/fhirtypes';
import { allergiesToFhir } from '../../fhir-mappings/allergy-to-fhir.ts';
import { appointmentToFhir } from '../../fhir-mappings/appointment-to-fhir.ts';
import { auditEventToFhir } from '../../fhir-mappings/audit-event-to-fhir.ts';
import { claimResponseToFhir } from '../../fhir-mappings/claim-response-to-fhir.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitSummaryToFhir } from '../../fhir-mappings/composition-to-fhir.ts';
import { arrivalConditionToFhir, longTermConditionToFhir } from '../../fhir-mappings/condition-to-fhir.ts';
import { consentToFhir } from '../../fhir-mappings/consent-to-fhir.ts';
import { diagnosticReportToFhir } from '../../fhir-mappings/diagnostic-report-to-fhir.ts';
import { documentReferenceToFhir } from '../../fhir-mappings/document-reference-to-fhir.ts';
import { encounterToFhir } from '../../fhir-mappings/encounter-to-fhir.ts';
import { explanationOfBenefitToFhir } from '../../fhir-mappings/explanation-of-benefit-to-fhir.ts';
import { immunizationToFhir } from '../../fhir-mappings/immunization-to-fhir.ts';
import { laboratoryToFhir } from '../../fhir-mappings/laboratory-to-fhir.ts';
import { locationToFhir } from '../../fhir-mappings/location-to-fhir.ts';
import { medicationDispenseToFhir } from '../../fhir-mappings/medication-dispense-to-fhir.ts';
import { departmentToFhir, facilityToFhir } from '../../fhir-mappings/organization-to-fhir.ts';
import { patientToFhir, replacedPatientToFhir } from '../../fhir-mappings/patient-to-fhir.ts';
import { practitionerRoleToFhir } from '../../fhir-mappings/practitioner-role-to-fhir.ts';
import { procedureToFhir } from '../../fhir-mappings/procedure-to-fhir.ts';
import { provenanceToFhir } from '../../fhir-mappings/provenance-to-fhir.ts';
import { relatedPersonToFhir } from '../../fhir-mappings/related-person-to-fhir.ts';
import { screeningToFhir } from '../../fhir-mappings/screening-to-fhir.ts';
import { serviceRequestToFhir } from '../../fhir-mappings/service-request-to-fhir.ts';
import { specimenToFhir } from '../../fhir-mappings/specimen-to-fhir.ts';
import { dischargeLetterDocument, patientSummaryDocument, visitSummaryDocument } from '../../fhir-mappings/visit-documents.ts';
import { visitResources } from '../../fhir-mappings/visit-resources.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { noClinicalRecord } from '../../domain/visits/clinical-record.ts';
import { aClinicalRecord } from '../support/a-clinical-record.ts';
import { aVisit } from '../support/a-visit.ts';

const visit = aVisit();
const clinical = aClinicalRecord();
const at = '2026-11-24T03:30:00Z';
const family = defaultFamily;
const stay = aVisit({
  encounter: {
    class: 'inpatient',
    careType: '03',
    treatmentDays: 3,
    advice: 'Uống thuốc đều, tái khám đúng hẹn',
    followUpOn: '2026-12-01',
  },
});
/** Somebody who died here, and of whom nobody had asked about allergies. */
const dead = { death: { at: '2026-11-24T02:30:00Z' }, replaced: [] };

/** What the mappings of the clinical record make, beside those of the visit alone. */
export const clinicalGoldens: Record<string, () => Resource | Resource[] | Bundle> = {
  'organization-station': () => facilityToFhir(visit, family, clinical.parent),
  'organization-departments': () => clinical.departments.map((one) => departmentToFhir(one, visit, family)),
  locations: () => clinical.places.map((one) => locationToFhir(one, visit)),
  'practitioner-roles': () => clinical.roles.map((one) => practitionerRoleToFhir(one, visit)),
  'patient-survivor': () => patientToFhir(visit, family, clinical.person),
  'patient-replaced': () => clinical.person.replaced.map((one) => replacedPatientToFhir(one, visit)),
  'patient-dead': () => patientToFhir(visit, family, dead),
  'related-people': () => clinical.relatedPeople.map((one) => relatedPersonToFhir(one, visit, family)),
  appointments: () => clinical.appointments.map((one) => appointmentToFhir(one, visit)),
  consents: () => clinical.consents.map((one) => consentToFhir(one, visit, family)),
  'encounter-in-rooms': () => encounterToFhir(visit, family, clinical.stays),
  'condition-on-arrival': () => arrivalConditionToFhir(visit),
  'conditions-long-term': () => clinical.conditions.map((one) => longTermConditionToFhir(one, visit, family)),
  allergies: () => allergiesToFhir(clinical, visit),
  'allergies-none-known': () => allergiesToFhir({ allergyStatus: 'none-known', allergies: [] }, visit),
  screenings: () => clinical.screenings.map((one) => screeningToFhir(one, visit)),
  'service-requests': () => clinical.orders.map((one) => serviceRequestToFhir(one, visit, family)),
  specimens: () => clinical.specimens.map((one) => specimenToFhir(one, visit)),
  'observations-laboratory': () => clinical.results.flatMap((one) => laboratoryToFhir(one, visit, family)),
  'diagnostic-reports': () => clinical.results.map((one) => diagnosticReportToFhir(one, visit, family)),
  procedures: () => clinical.orders.flatMap((one) => procedureToFhir(one, visit, family)),
  'medication-dispenses': () => clinical.dispensings.flatMap((one) => medicationDispenseToFhir(one, visit, family)),
  immunizations: () => clinical.immunizations.map((one) => immunizationToFhir(one, visit, family)),
  'claim-responses': () => clinical.claimAnswers.map((one) => claimResponseToFhir(one, visit, family)),
  'explanation-of-benefit': () => explanationOfBenefitToFhir(visit, family, clinical.claimAnswers.at(-1)),
  'document-references': () => clinical.papers.map((one) => documentReferenceToFhir(one, visit, family)),
  provenances: () => clinical.signatures.flatMap((one) => provenanceToFhir(one, visit)),
  'audit-event': () =>
    auditEventToFhir({ id: '01940000-0000-7000-8000-000000000091', kind: 'export', at, userId: visit.encounter.practitionerId }, visit),
  'audit-event-opening': () =>
    auditEventToFhir({ id: '01940000-0000-7000-8000-000000000092', kind: 'open', at, userId: visit.encounter.practitionerId }, visit),
  composition: () => visitSummaryToFhir(visit, visitResources(visit, family, clinical)),
  'document-visit-summary': () => visitSummaryDocument({ visit, clinical, at }, family),
  'document-discharge-letter': () => dischargeLetterDocument({ visit: stay, clinical, at }, family),
  'document-patient-summary': () => patientSummaryDocument({ visit, clinical, at }, family),
  'document-patient-summary-unknown': () =>
    patientSummaryDocument({ visit: aVisit({ prescriptions: [] }), clinical: noClinicalRecord, at }, family),
  'visit-bundle-clinical': () => visitToBundle(visit, family, clinical),
};
