import type {
  Claim,
  Condition,
  Coverage,
  Encounter,
  MedicationRequest,
  Observation,
  Organization,
  Patient,
  Practitioner,
  Reference,
} from '@medplum/fhirtypes';
import { derivedId } from '../domain/ids.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';

/** The tables whose rows leave as resources. A name here is part of every id that was ever sent: never rename one. */
interface ResourceOf {
  facilities: Organization;
  payers: Organization;
  users: Practitioner;
  patients: Patient;
  insurance_cards: Coverage;
  encounters: Encounter;
  diagnoses: Condition;
  observations: Observation;
  prescription_lines: MedicationRequest;
  claims: Claim;
}
export type SourceTable = keyof ResourceOf;

const types = {
  facilities: 'Organization',
  payers: 'Organization',
  users: 'Practitioner',
  patients: 'Patient',
  insurance_cards: 'Coverage',
  encounters: 'Encounter',
  diagnoses: 'Condition',
  observations: 'Observation',
  prescription_lines: 'MedicationRequest',
  claims: 'Claim',
} as const satisfies { [T in SourceTable]: ResourceOf[T]['resourceType'] };

/**
 * The logical id of a row at every destination: the same for ever, so that sending again updates and never doubles.
 * Of `facility|table|key`, because a PUT replaces the whole resource: a facility writes only resources of its own.
 * Source: docs/decisions/0005-fhir.md
 */
export const logicalId = (visit: VisitRecord, table: SourceTable, key: string): string => derivedId(visit.facility.id, table, key);

/** A reference that resolves inside the bundle by its `urn:uuid:` full URL; the receiver turns it into its own address. */
export function referenceTo<T extends SourceTable>(visit: VisitRecord, table: T, key: string): Reference<ResourceOf[T]> {
  return { reference: `urn:uuid:${logicalId(visit, table, key)}`, type: types[table] };
}
