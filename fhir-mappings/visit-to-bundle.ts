import type { Bundle, Resource } from '@medplum/fhirtypes';
import { isInsuredVisit } from '../domain/claims/claim-line.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { claimToFhir } from './claim-to-fhir.ts';
import type { SystemFamily } from './code-systems.ts';
import { conditionToFhir } from './condition-to-fhir.ts';
import { coverageToFhir } from './coverage-to-fhir.ts';
import { encounterToFhir } from './encounter-to-fhir.ts';
import { medicationRequestToFhir } from './medication-request-to-fhir.ts';
import { observationsToFhir } from './observation-to-fhir.ts';
import { facilityToFhir, payerToFhir } from './organization-to-fhir.ts';
import { patientToFhir } from './patient-to-fhir.ts';
import { practitionerToFhir } from './practitioner-to-fhir.ts';

/**
 * A closed visit as one transaction of `PUT Type/id`: masters, visit, clinical facts, money. Sending it again changes nothing
 * but versions. Throws an Error when a resource stands twice or a reference points outside the bundle: servers drop or refuse
 * such bundles in ways that lose data. Ask `checkExport` first.
 * Source: HL7 FHIR R4 http.html#transaction; docs/decisions/0005-fhir.md
 */
export function visitToBundle(visit: VisitRecord, family: SystemFamily): Bundle {
  const entry = resourcesOf(visit, family).map((resource) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    resource,
    request: { method: 'PUT' as const, url: `${resource.resourceType}/${resource.id}` },
  }));
  assertEachOnce(entry.map(({ fullUrl }) => fullUrl));
  assertResolvable(entry, new Set(entry.map(({ fullUrl }) => fullUrl)));
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

function resourcesOf(visit: VisitRecord, family: SystemFamily): Resource[] {
  const isInsured = isInsuredVisit(visit);
  return [
    facilityToFhir(visit, family),
    ...(isInsured ? [payerToFhir(visit)] : []),
    ...visit.practitioners.map((person) => practitionerToFhir(person, visit, family)),
    patientToFhir(visit, family),
    ...(isInsured ? visit.coverages.map((coverage) => coverageToFhir(coverage, visit, family)) : []),
    encounterToFhir(visit, family),
    ...visit.diagnoses.map((diagnosis) => conditionToFhir(diagnosis, visit, family)),
    ...observationsToFhir(visit),
    ...visit.prescriptions.flatMap((prescription) =>
      prescription.lines.map((line) => medicationRequestToFhir(line, { prescription, visit }, family)),
    ),
    ...(isInsured ? [claimToFhir(visit, family)] : []),
  ];
}

function assertEachOnce(urls: string[]): void {
  if (new Set(urls).size !== urls.length) throw new Error('a resource stands twice in the bundle');
}

function assertResolvable(value: unknown, known: Set<string>): void {
  if (Array.isArray(value)) value.forEach((one) => assertResolvable(one, known));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, child] of Object.entries(value)) {
    if (name === 'reference' && typeof child === 'string' && !known.has(child)) throw new Error('a reference leaves the bundle');
    assertResolvable(child, known);
  }
}
