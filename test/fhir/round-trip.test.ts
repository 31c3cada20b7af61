import type {
  ClinicalAllergy,
  ClinicalDispensing,
  ClinicalOrder,
  ClinicalSpecimen,
  ClinicalValue,
} from '../../domain/visits/clinical-findings.ts';
import { allergyToFhir } from '../../fhir-mappings/allergy-to-fhir.ts';
import { appointmentToFhir } from '../../fhir-mappings/appointment-to-fhir.ts';
import { claimResponseToFhir } from '../../fhir-mappings/claim-response-to-fhir.ts';
import { defaultFamily as family } from '../../fhir-mappings/code-systems.ts';
import { longTermConditionToFhir } from '../../fhir-mappings/condition-to-fhir.ts';
import { consentToFhir } from '../../fhir-mappings/consent-to-fhir.ts';
import { coverageToFhir } from '../../fhir-mappings/coverage-to-fhir.ts';
import { encounterToFhir } from '../../fhir-mappings/encounter-to-fhir.ts';
import { immunizationToFhir } from '../../fhir-mappings/immunization-to-fhir.ts';
import { laboratoryToFhir } from '../../fhir-mappings/laboratory-to-fhir.ts';
import { locationToFhir } from '../../fhir-mappings/location-to-fhir.ts';
import { medicationDispenseToFhir } from '../../fhir-mappings/medication-dispense-to-fhir.ts';
import { patientToFhir } from '../../fhir-mappings/patient-to-fhir.ts';
import { relatedPersonToFhir } from '../../fhir-mappings/related-person-to-fhir.ts';
import { serviceRequestToFhir } from '../../fhir-mappings/service-request-to-fhir.ts';
import { specimenToFhir } from '../../fhir-mappings/specimen-to-fhir.ts';
import { counted } from '../support/a-result.ts';
import { aVisit } from '../support/a-visit.ts';
import { returns } from '../support/returns.ts';
import * as read from './read-back.ts';
import * as make from './generated.ts';

const visit = aVisit();

const withoutId = ({ id: _, ...rest }: { id: string }): object => rest;

describe('what a mapping wrote and somebody reads back', () => {
  it('is the person', () =>
    returns(
      make.patients,
      (patient) => patientToFhir(aVisit({ patient }), family),
      read.patient,
      (one) => one,
    ));
  it('is the card', () => returns(make.coverages, (one) => coverageToFhir(one, visit, family), read.coverage, withoutId));
  it('is the encounter', () =>
    returns(
      make.encounters,
      (encounter) => encounterToFhir(aVisit({ encounter }), family),
      read.encounter,
      (one) => one,
    ));
  it('is the guardian', () =>
    returns(
      make.relatedPeople,
      (one) => relatedPersonToFhir(one, visit, family),
      read.relatedPerson,
      (one) => one,
    ));
  it('is the room', () =>
    returns(
      make.places,
      (one) => locationToFhir(one, visit),
      read.place,
      (one) => one,
    ));
  it('is the appointment', () =>
    returns(
      make.appointments,
      (one) => appointmentToFhir(one, visit),
      read.appointment,
      (one) => one,
    ));
  it('is the allergy', () =>
    returns<ClinicalAllergy>(
      make.allergies,
      (one) => allergyToFhir(one, visit),
      read.allergy,
      (one) => one,
    ));
  it('is the long-term condition', () =>
    returns(
      make.conditions,
      (one) => longTermConditionToFhir(one, visit, family),
      read.condition,
      ({ endedOn, ...one }) => ({
        ...one,
        // What was written down by mistake did not end.
        ...(one.isRetracted ? {} : { endedOn }),
      }),
    ));
  it('is the order', () =>
    returns<ClinicalOrder>(
      make.orders,
      (one) => serviceRequestToFhir(one, visit, family),
      read.order,
      (one) => one,
    ));
  it('is the sample', () => returns<ClinicalSpecimen>(make.specimens, (one) => specimenToFhir(one, visit), read.specimen, withoutId));
  it('is the value', () =>
    returns<ClinicalValue>(
      make.values,
      (value) => laboratoryToFhir({ ...counted, values: [value] }, visit, family)[0],
      read.value,
      (one) => one,
    ));
  it('is the hand-over', () =>
    returns<ClinicalDispensing>(
      make.dispensings,
      (one) => medicationDispenseToFhir(one, visit, family)[0],
      read.dispensing,
      (one) => one,
    ));
  it('is the vaccination', () =>
    returns(
      make.immunizations,
      (one) => immunizationToFhir(one, visit, family),
      read.immunization,
      (one) => one,
    ));
  it('is the answer of the portal', () =>
    returns(
      make.claimAnswers,
      (one) => claimResponseToFhir(one, visit, family),
      read.claimAnswer,
      (one) => one,
    ));
  it('is the consent', () =>
    returns(
      make.consents,
      (one) => consentToFhir(one, visit, family),
      read.consent,
      (one) => one,
    ));
});
