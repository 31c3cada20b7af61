import { error, type Issue, warning } from '../../domain/issue.ts';
import { isObject, type Json, list, text } from './json.ts';
import { isResourceType } from './shapes.ts';

const NAMED = /^(.*\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/;
/** Kinds of Bundle whose entries name what is not there yet, or speak of nothing. */
const WITHOUT_ADDRESS = new Set(['transaction', 'batch', 'transaction-response', 'batch-response', 'history', 'searchset']);

/** What the standard says of a Bundle beyond its invariants. Source: HL7 FHIR R4 bundle.html, http.html#trules, documents.html */
export function checkBundle(bundle: Json, path: string): Issue[] {
  const kind = text(bundle, 'type') ?? '';
  const entries = list(bundle['entry']).filter(isObject);
  const at = (i: number): string => `${path}.entry[${i}]`;
  return [
    ...entries.flatMap((entry, i) => [...checkAddress(entry, at(i), kind), ...checkRequest(entry, at(i), kind)]),
    ...(kind === 'transaction' ? checkTargets(entries, at) : []),
    ...(kind === 'document' ? checkDocument(entries, path) : []),
    ...(kind === 'message' && entries.length === 0 ? [error('fhir_element_missing', `${path}.entry`)] : []),
  ];
}

/** The address of an entry is absolute and names the resource in it. */
function checkAddress(entry: Json, path: string, kind: string): Issue[] {
  const { resource } = entry;
  const url = text(entry, 'fullUrl');
  if (url === undefined)
    return resource === undefined || WITHOUT_ADDRESS.has(kind) ? [] : [error('fhir_element_missing', `${path}.fullUrl`)];
  if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(url)) return [error('fhir_uri_relative', `${path}.fullUrl`)];
  const [, , type, id] = /^https?:/.test(url) ? (NAMED.exec(url) ?? []) : [];
  if (resource === undefined || type === undefined || !isResourceType(type)) return [];
  const own = text(resource, 'id');
  const isOther = type !== text(resource, 'resourceType') || (own === undefined ? kind !== 'transaction' && kind !== 'batch' : own !== id);
  return isOther ? [error('fhir_address_other', `${path}.fullUrl`)] : [];
}

function checkRequest(entry: Json, path: string, kind: string): Issue[] {
  const { request, resource } = entry;
  if (!isObject(request) || (kind !== 'transaction' && kind !== 'batch')) return [];
  const method = text(request, 'method') ?? '';
  const needsResource = method === 'POST' || method === 'PUT' || method === 'PATCH';
  if (needsResource !== (resource !== undefined)) return [error('fhir_request_resource', `${path}.resource`)];
  const url = text(request, 'url');
  if (url === undefined || resource === undefined) return [];
  const [name = '', id] = url.split('?')[0]?.split('/') ?? [];
  if (method === 'POST' && name.startsWith('$')) return [];
  const at = `${path}.request.url`;
  if (method !== 'PATCH' && name !== '' && isResourceType(name) && name !== text(resource, 'resourceType'))
    return [error('fhir_address_other', at)];
  if (method === 'PUT' && id !== undefined && text(resource, 'id') !== undefined && id !== text(resource, 'id'))
    return [error('fhir_address_other', at)];
  // An update says of whom: by id or by a search.
  return method === 'PUT' && id === undefined && !url.includes('?') ? [error('fhir_form_wrong', at, { type: 'uri' })] : [];
}

/** One transaction writes a resource once. */
function checkTargets(entries: Json[], at: (i: number) => string): Issue[] {
  const seen = new Set<string>();
  return entries.flatMap(({ request }, i) => {
    const method = text(request, 'method');
    const target = `${text(request, 'url')}`;
    if (method !== 'PUT' && method !== 'DELETE' && method !== 'PATCH') return [];
    if (seen.has(target)) return [error('fhir_target_doubled', `${at(i)}.request.url`)];
    seen.add(target);
    return [];
  });
}

/** A document begins with its Composition, and everything in it is reached from there. */
function checkDocument(entries: Json[], path: string): Issue[] {
  const [first] = entries;
  if (first === undefined) return [error('fhir_element_missing', `${path}.entry`)];
  if (!isObject(first['resource'])) return [error('fhir_element_missing', `${path}.entry[0].resource`)];
  const places = new Map(entries.flatMap((entry, i) => namesOf(entry).map((name): [string, number] => [name, i])));
  const named = (i: number): number[] => referencesIn(entries[i]).flatMap((name) => places.get(name) ?? []);
  const reached = new Set([0]);
  // A set that grows while it is read is read to its end.
  for (const i of reached) for (const other of named(i)) reached.add(other);
  // Who names something that is reached belongs to it: a Provenance of a report.
  const isBehind = (i: number): boolean => named(i).some((other) => reached.has(other));
  return entries.flatMap((_, i) => (reached.has(i) || isBehind(i) ? [] : [warning('fhir_entry_unreached', `${path}.entry[${i}]`)]));
}

const namesOf = (entry: Json): string[] => {
  const { resource } = entry;
  return [text(entry, 'fullUrl'), `${text(resource, 'resourceType')}/${text(resource, 'id')}`].filter((name) => name !== undefined);
};

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const own = typeof value['reference'] === 'string' ? [value['reference']] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}
