import type { Bundle, Observation, Resource } from '@medplum/fhirtypes';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aVisit } from './a-visit.ts';

/** The resources of a bundle. */
export const resources = (bundle: Bundle): Resource[] => (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
/** Those of one type that a visit becomes. */
export const ofType = <T extends Resource>(type: T['resourceType'], visit = aVisit()): T[] =>
  resources(visitToBundle(visit, defaultFamily)).filter((one): one is T => one.resourceType === type);
/** The observation of a LOINC code. */
export const vital = (code: string, visit = aVisit()) =>
  ofType<Observation>('Observation', visit).find((one) => one.code.coding?.[0]?.code === code);

/** Every value in the tree with its name. */
export function walk(value: unknown, name = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[name, value]];
  const children = Array.isArray(value) ? value.map((one): [string, unknown] => [name, one]) : Object.entries(value);
  return [[name, value], ...children.flatMap(([key, child]) => walk(child, key))];
}
