import { error, type Issue } from '../../domain/issue.ts';
import { isObject } from './json.ts';
import { isResourceType } from './shapes.ts';
import { newWalk, walkResource } from './walk.ts';

/** Deeper than any record; what nests deeper was made to hurt. */
const DEEPEST = 200;
/** More values than a whole hospital's day. */
const LARGEST = 2_000_000;
/** Nobody reads more. */
const MOST_ISSUES = 200;

/**
 * Everything in a resource of FHIR R4 that contradicts the standard, a Bundle with all its entries included. Errors keep it from
 * being sent; warnings are worth a look. Total: whatever it is given, it answers with issues and never throws, and changes nothing.
 * `path` is the FHIRPath of the place (`Patient.name[0].family`); values of the record are never repeated.
 * What is covered and what is not: docs/decisions/0017-fhir-checker.md
 * Source: HL7 FHIR R4 4.0.1 (json, datatypes, references, bundle, narrative, observation-vitalsigns)
 */
export function checkResource(resource: unknown): Issue[] {
  const size = checkSize(resource);
  if (size.length > 0) return size;
  if (!isObject(resource)) return [error('fhir_resource_expected', '')];
  const walk = newWalk(resource);
  const { resourceType } = resource;
  walkResource(resource, isResourceType(resourceType) ? String(resourceType) : '', walk);
  return walk.issues.slice(0, MOST_ISSUES);
}

/** Without recursion, because depth is what is asked. */
function checkSize(resource: unknown): Issue[] {
  const open: [unknown, number][] = [[resource, 0]];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) return [error('fhir_too_deep', '', { max: DEEPEST })];
    const children: unknown[] = Array.isArray(value) ? value : Object.values(value);
    seen += children.length;
    if (seen > LARGEST) return [error('fhir_too_large', '', { max: LARGEST })];
    for (const child of children) open.push([child, depth + 1]);
  }
  return [];
}
