import { error, type Issue } from '../../domain/issue.ts';
import { type Json, list, text } from './json.ts';

/** Contained resources have an id of their own, each another. Source: HL7 FHIR R4 references.html#contained */
export function checkContained(resource: Json, path: string): Issue[] {
  const seen = new Set<string>();
  return list(resource['contained']).flatMap((one, i) => {
    const at = `${path}.contained[${i}].id`;
    const id = text(one, 'id');
    if (id === undefined) return [error('fhir_element_missing', at)];
    if (seen.has(id)) return [error('fhir_id_doubled', at)];
    seen.add(id);
    return [];
  });
}
