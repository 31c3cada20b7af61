import type { Resource } from '@medplum/fhirtypes';
import { isInsuredVisit } from '../domain/claims/claim-line.ts';
import { type ClinicalRecord, noClinicalRecord } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { allergiesToFhir } from './allergy-to-fhir.ts';
import { appointmentToFhir } from './appointment-to-fhir.ts';
import { claimResponseToFhir } from './claim-response-to-fhir.ts';
import { claimToFhir } from './claim-to-fhir.ts';
import type { SystemFamily } from './code-systems.ts';
import { arrivalConditionToFhir, conditionToFhir, longTermConditionToFhir } from './condition-to-fhir.ts';
import { consentToFhir } from './consent-to-fhir.ts';
import { coverageToFhir } from './coverage-to-fhir.ts';
import { diagnosticReportToFhir } from './diagnostic-report-to-fhir.ts';
import { documentReferenceToFhir } from './document-reference-to-fhir.ts';
import { encounterToFhir } from './encounter-to-fhir.ts';
import { explanationOfBenefitToFhir } from './explanation-of-benefit-to-fhir.ts';
import { immunizationToFhir } from './immunization-to-fhir.ts';
import { laboratoryToFhir } from './laboratory-to-fhir.ts';
import { locationToFhir } from './location-to-fhir.ts';
import { medicationDispenseToFhir } from './medication-dispense-to-fhir.ts';
import { medicationRequestToFhir } from './medication-request-to-fhir.ts';
import { observationsToFhir } from './observation-to-fhir.ts';
import { departmentToFhir, facilityToFhir, payerToFhir } from './organization-to-fhir.ts';
import { patientToFhir, replacedPatientToFhir } from './patient-to-fhir.ts';
import { practitionerRoleToFhir } from './practitioner-role-to-fhir.ts';
import { practitionerToFhir } from './practitioner-to-fhir.ts';
import { procedureToFhir } from './procedure-to-fhir.ts';
import { provenanceToFhir } from './provenance-to-fhir.ts';
import { relatedPersonToFhir } from './related-person-to-fhir.ts';
import { screeningToFhir } from './screening-to-fhir.ts';
import { serviceRequestToFhir } from './service-request-to-fhir.ts';
import { specimenToFhir } from './specimen-to-fhir.ts';

/**
 * Every resource of a closed visit, each after those that it needs: masters, person and visit, clinical facts, money, papers, and
 * last who stood for what. Only Encounter and its Conditions name each other. Source: docs/decisions/0014-fhir-mappings.md
 */
export function visitResources(visit: VisitRecord, family: SystemFamily, clinical: ClinicalRecord = noClinicalRecord): Resource[] {
  return [
    ...masters(visit, family, clinical),
    ...personAndVisit(visit, family, clinical),
    ...facts(visit, family, clinical),
    ...orders(visit, family, clinical),
    ...drugs(visit, family, clinical),
    ...(isInsuredVisit(visit) ? money(visit, family, clinical) : []),
    ...clinical.papers.map((paper) => documentReferenceToFhir(paper, visit, family)),
    ...clinical.signatures.flatMap((signature) => provenanceToFhir(signature, visit)),
  ];
}

function masters(visit: VisitRecord, family: SystemFamily, clinical: ClinicalRecord): Resource[] {
  const known = new Set(visit.practitioners.map(({ id }) => id));
  const people = [...visit.practitioners, ...clinical.practitioners.filter(({ id }) => !known.has(id))];
  return [
    facilityToFhir(visit, family, clinical.parent),
    ...(isInsuredVisit(visit) ? [payerToFhir(visit)] : []),
    ...clinical.departments.map((department) => departmentToFhir(department, visit, family)),
    ...clinical.places.map((place) => locationToFhir(place, visit)),
    ...people.map((person) => practitionerToFhir(person, visit, family)),
    ...clinical.roles.map((role) => practitionerRoleToFhir(role, visit)),
  ];
}

function personAndVisit(visit: VisitRecord, family: SystemFamily, clinical: ClinicalRecord): Resource[] {
  return [
    patientToFhir(visit, family, clinical.person),
    ...clinical.person.replaced.map((one) => replacedPatientToFhir(one, visit)),
    ...clinical.relatedPeople.map((one) => relatedPersonToFhir(one, visit, family)),
    ...(isInsuredVisit(visit) ? visit.coverages.map((coverage) => coverageToFhir(coverage, visit, family)) : []),
    ...clinical.consents.map((consent) => consentToFhir(consent, visit, family)),
    ...clinical.appointments.map((appointment) => appointmentToFhir(appointment, visit)),
    encounterToFhir(visit, family, clinical.stays),
    ...arrivalConditionToFhir(visit),
    ...visit.diagnoses.map((diagnosis) => conditionToFhir(diagnosis, visit, family)),
  ];
}

function facts(visit: VisitRecord, family: SystemFamily, clinical: ClinicalRecord): Resource[] {
  return [
    ...clinical.conditions.map((condition) => longTermConditionToFhir(condition, visit, family)),
    ...allergiesToFhir(clinical, visit),
    ...clinical.immunizations.map((given) => immunizationToFhir(given, visit, family)),
    ...observationsToFhir(visit),
    ...clinical.screenings.map((screening) => screeningToFhir(screening, visit)),
  ];
}

function orders(visit: VisitRecord, family: SystemFamily, clinical: ClinicalRecord): Resource[] {
  return [
    ...clinical.orders.map((order) => serviceRequestToFhir(order, visit, family)),
    ...clinical.specimens.map((specimen) => specimenToFhir(specimen, visit)),
    ...clinical.results.flatMap((result) => laboratoryToFhir(result, visit, family)),
    ...clinical.results.map((result) => diagnosticReportToFhir(result, visit, family)),
    ...clinical.orders.flatMap((order) => procedureToFhir(order, visit, family)),
  ];
}

function drugs(visit: VisitRecord, family: SystemFamily, clinical: ClinicalRecord): Resource[] {
  return [
    ...visit.prescriptions.flatMap((prescription) =>
      prescription.lines.map((line) => medicationRequestToFhir(line, { prescription, visit }, family)),
    ),
    ...clinical.dispensings.flatMap((dispensing) => medicationDispenseToFhir(dispensing, visit, family)),
  ];
}

function money(visit: VisitRecord, family: SystemFamily, { claimAnswers }: ClinicalRecord): Resource[] {
  return [
    claimToFhir(visit, family),
    ...claimAnswers.map((answer) => claimResponseToFhir(answer, visit, family)),
    explanationOfBenefitToFhir(visit, family, claimAnswers.at(-1)),
  ];
}
