import type { Resource } from '@medplum/fhirtypes';

type ResourceType = Resource['resourceType'];

/**
 * The types that others may read here: every one that a closed visit is made of, and the log of access. `person`: it is about a person and found by
 * `patient`; what is not describes the facility and its people. Source: docs/decisions/0018-fhir-reading.md
 */
export const readableTypes = {
  AllergyIntolerance: 'person',
  Appointment: 'person',
  AuditEvent: 'person',
  Claim: 'person',
  ClaimResponse: 'person',
  Composition: 'person',
  Condition: 'person',
  Consent: 'person',
  Coverage: 'person',
  DiagnosticReport: 'person',
  DocumentReference: 'person',
  Encounter: 'person',
  ExplanationOfBenefit: 'person',
  Immunization: 'person',
  Location: 'facility',
  MedicationDispense: 'person',
  MedicationRequest: 'person',
  Observation: 'person',
  Organization: 'facility',
  Patient: 'person',
  Practitioner: 'facility',
  PractitionerRole: 'facility',
  Procedure: 'person',
  Provenance: 'person',
  RelatedPerson: 'person',
  ServiceRequest: 'person',
  Specimen: 'person',
} as const satisfies Partial<Record<ResourceType, 'person' | 'facility'>>;

export type ReadableType = keyof typeof readableTypes;

/** True for a type that is served. */
export const isReadable = (type: string): type is ReadableType => Object.hasOwn(readableTypes, type);

/** True for a type that is about a person. */
export const isOfPerson = (type: ReadableType): boolean => readableTypes[type] === 'person';

/** The types that visits are made of; the log of access is read from its own table. */
export const visitTypes: readonly ReadableType[] = (Object.keys(readableTypes) as ReadableType[]).filter((type) => type !== 'AuditEvent');
