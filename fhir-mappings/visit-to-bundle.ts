import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { ClinicalRecord } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import type { SystemFamily } from './code-systems.ts';
import { visitSummaryToFhir } from './composition-to-fhir.ts';
import { visitResources } from './visit-resources.ts';

/**
 * A closed visit as one transaction of `PUT Type/id`: masters, visit, clinical facts, money, documents. Sending it again changes
 * nothing but versions. Without a clinical record it is the visit alone, as the claim knows it. Throws an Error when a resource stands
 * twice or a reference points outside the bundle: servers drop or refuse such bundles in ways that lose data. Ask `checkExport` first.
 * Source: HL7 FHIR R4 http.html#transaction; docs/decisions/0005-fhir.md
 */
export function visitToBundle(visit: VisitRecord, family: SystemFamily, clinical?: ClinicalRecord): Bundle {
  const resources = visitResources(visit, family, clinical);
  const documents = clinical === undefined ? [] : [visitSummaryToFhir(visit, resources)];
  const entry = [...resources, ...documents].map((resource) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    resource,
    request: { method: 'PUT' as const, url: `${resource.resourceType}/${resource.id}` },
  }));
  assertSound(entry);
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

/** Throws an Error when an entry stands twice or a reference names nothing in the bundle. */
export function assertSound(entry: { fullUrl: string; resource: Resource }[]): void {
  const known = new Set(entry.map(({ fullUrl }) => fullUrl));
  if (known.size !== entry.length) throw new Error('a resource stands twice in the bundle');
  assertResolvable(entry, known);
}

function assertResolvable(value: unknown, known: Set<string>): void {
  if (Array.isArray(value)) value.forEach((one) => assertResolvable(one, known));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, child] of Object.entries(value)) {
    if (name === 'reference' && typeof child === 'string' && !known.has(child)) throw new Error('a reference leaves the bundle');
    assertResolvable(child, known);
  }
}
