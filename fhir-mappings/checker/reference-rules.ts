import { error, type Issue, warning } from '../../domain/issue.ts';
import { field, isObject, list, text } from './json.ts';
import { type FullField, isResourceType } from './shapes.ts';
import type { Walk } from './walk.ts';

const RELATIVE = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(\/_history\/[A-Za-z0-9.-]{1,64})?(#.*)?$/;
const ABSOLUTE = /^https?:\/\/.+\/([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(\/_history\/[A-Za-z0-9.-]{1,64})?$/;
/** A search in place of a name, which a transaction resolves. Source: HL7 FHIR R4 http.html#trules */
const SEARCH = /^([A-Z][A-Za-z]+)\?\S+$/;

/** A reference is well formed, leads somewhere where that can be known, and names what may stand there. */
export function checkReference(value: unknown, { targets }: FullField, path: string, walk: Walk): Issue[] {
  if (!isObject(value)) return [];
  const said = text(value, 'type');
  // A logical model has an address for a name.
  const isPlain = said !== undefined && !said.includes(':');
  if (isPlain && !isResourceType(said)) return [error('fhir_resource_unknown', `${path}.type`)];
  const reference = text(value, 'reference');
  const found: Found = reference === undefined ? {} : lookUp(reference, walk);
  if (found.issue !== undefined) return [found.issue(`${path}.reference`)];
  const { type = said } = found;
  if (isPlain && said !== type) return [error('fhir_reference_type', `${path}.type`)];
  if (type === undefined || !isResourceType(type) || targets === undefined || targets.has(type)) return [];
  return [error('fhir_reference_type', `${path}.${reference === undefined ? 'type' : 'reference'}`, { type })];
}

interface Found {
  type?: string | undefined;
  issue?: (path: string) => Issue;
}

function lookUp(reference: string, walk: Walk): Found {
  if (reference.startsWith('#')) return { type: typeOfContained(reference.slice(1), walk) };
  const entry = walk.bundle?.find(reference, walk.fullUrl);
  if (entry?.type !== undefined) return { type: entry.type };
  const named = (RELATIVE.exec(reference) ?? ABSOLUTE.exec(reference) ?? SEARCH.exec(reference))?.[1];
  if (named !== undefined)
    return named === 'Resource' || isResourceType(named) || ABSOLUTE.test(reference) ? inside(named, walk) : { issue: unknownType };
  if (/^urn:(uuid|oid):/.test(reference)) return walk.bundle === undefined ? {} : { issue: unresolved };
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(reference) ? {} : { issue: malformed };
}

const unknownType = (path: string): Issue => error('fhir_resource_unknown', path);
const malformed = (path: string): Issue => error('fhir_reference_malformed', path);
/** A urn is known to nobody outside. */
const unresolved = (path: string): Issue => error('fhir_reference_unresolved', path);

/**
 * What the Composition of a document names is with it; elsewhere a name may mean something on the server.
 * Source: HL7 FHIR R4 documents.html#content
 */
function inside(type: string, { bundle, resource }: Walk): Found {
  if (bundle?.type !== 'document') return isResourceType(type) ? { type } : {};
  return { issue: resource['resourceType'] === 'Composition' ? unresolved : (path) => warning('fhir_reference_outside', path) };
}

/** `#` alone is the resource around. What is contained nowhere is for ref-1 to tell. */
function typeOfContained(id: string, { root }: Walk): string | undefined {
  if (id === '') return text(root, 'resourceType');
  return text(
    list(field(root, 'contained')).find((one) => field(one, 'id') === id),
    'resourceType',
  );
}
