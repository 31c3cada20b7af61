import type { Reference, Resource } from '@medplum/fhirtypes';
import { derivedId } from '../domain/ids.ts';

/** The tables whose rows leave as resources. A name here is part of every id that was ever sent: never rename one. */
const types = {
  facilities: 'Organization',
  payers: 'Organization',
  departments: 'Organization',
  rooms: 'Location',
  users: 'Practitioner',
  user_roles: 'PractitionerRole',
  patients: 'Patient',
  related_people: 'RelatedPerson',
  insurance_cards: 'Coverage',
  appointments: 'Appointment',
  encounters: 'Encounter',
  diagnoses: 'Condition',
  arrival_diagnoses: 'Condition',
  patient_conditions: 'Condition',
  allergies: 'AllergyIntolerance',
  observations: 'Observation',
  screenings: 'Observation',
  result_values: 'Observation',
  service_orders: 'ServiceRequest',
  specimens: 'Specimen',
  order_results: 'DiagnosticReport',
  procedures: 'Procedure',
  prescription_lines: 'MedicationRequest',
  dispensings: 'MedicationDispense',
  medication_statements: 'MedicationStatement',
  immunizations: 'Immunization',
  claims: 'Claim',
  claim_submissions: 'ClaimResponse',
  bills: 'ExplanationOfBenefit',
  consents: 'Consent',
  signatures: 'Provenance',
  access_events: 'AuditEvent',
  visit_papers: 'DocumentReference',
  documents: 'Composition',
} as const satisfies Record<string, Resource['resourceType']>;

export type SourceTable = keyof typeof types;
/** The facility that writes: all that an id needs of a visit. */
interface Written {
  facility: { id: string };
}
type ResourceOf<T extends SourceTable> = Extract<Resource, { resourceType: (typeof types)[T] }>;

/**
 * The logical id of a row at every destination: the same for ever, so that sending again updates and never doubles.
 * Of `facility|table|key`, because a PUT replaces the whole resource: a facility writes only resources of its own.
 * Source: docs/decisions/0005-fhir.md
 */
export const logicalId = (visit: Written, table: SourceTable, key: string): string => derivedId(visit.facility.id, table, key);

/** A reference that resolves inside the bundle by its `urn:uuid:` full URL; the receiver turns it into its own address. */
export function referenceTo<T extends SourceTable>(visit: Written, table: T, key: string): Reference<ResourceOf<T>> {
  return { reference: `urn:uuid:${logicalId(visit, table, key)}`, type: types[table] };
}
