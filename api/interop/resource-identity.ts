import type { Reference, Resource } from '@medplum/fhirtypes';
import { contentHash } from './content-hash.ts';

/** System of the identifier that carries our id to a server that gives its own. Not a `urn:uuid:`: servers rewrite those wherever they stand. */
export const RESOURCE_SYSTEM = 'urn:hoa-ban:resource';

/**
 * How a type carries the identifier it is found by where the server names it: in a list (most types), in a single element, or not at all.
 * Types without one are guarded by what they tell of, or stay at home. Source: HL7 FHIR R4, definitions of the types
 */
const SINGLE = new Set(['Bundle', 'Composition', 'QuestionnaireResponse']);
const GUARDED = new Set(['Provenance']);
const UNFINDABLE = new Set(['AuditEvent', 'Binary', 'Linkage', 'OperationOutcome', 'Parameters', 'VerificationResult']);

export type Identity = 'list' | 'single' | 'guarded' | 'none';

/** Where a type carries the identifier that it is found by at a server which names resources itself. */
export function identityOf(resourceType: string): Identity {
  if (SINGLE.has(resourceType)) return 'single';
  if (GUARDED.has(resourceType)) return 'guarded';
  return UNFINDABLE.has(resourceType) ? 'none' : 'list';
}

/** A resource on its way, with its id of ours, the digest of its content and the ids of ours it refers to. */
export interface Outgoing {
  id: string;
  resource: Resource;
  hash: string;
  refersTo: string[];
}

/** The resources of a visit as they go out. Source: docs/decisions/0015-fhir-sending.md */
export function outgoingOf(resources: Resource[]): Outgoing[] {
  const ids = new Set(resources.map(({ id }) => String(id)));
  return resources.map((resource) => ({
    id: String(resource.id),
    resource,
    hash: contentHash(resource),
    refersTo: [...new Set(referencesIn(resource))].filter((id) => ids.has(id)),
  }));
}

/** `urn:uuid:<id>` or `Type/<id>` as our id; undefined for an address elsewhere. */
export const referredId = (reference: string): string | undefined => /^(?:urn:uuid:|[A-Z][A-Za-z]+\/)([0-9a-f-]{36})$/.exec(reference)?.[1];

/** Ids of ours that a value refers to. What stands inside a document belongs to the document. */
export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null || isDocument(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const id = name === 'reference' && typeof child === 'string' ? referredId(child) : undefined;
    return id === undefined ? referencesIn(child) : [id];
  });
}

const isDocument = (value: object): boolean => (value as Partial<Resource>).resourceType === 'Bundle';

/** The same value with every reference to a resource of ours said as `say` says it. */
export function withReferences<T>(value: T, say: (id: string, reference: Reference) => string | undefined): T {
  if (Array.isArray(value)) return value.map((one: unknown) => withReferences(one, say)) as T;
  if (typeof value !== 'object' || value === null || isDocument(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]: [string, unknown]) => {
      const id = name === 'reference' && typeof child === 'string' ? referredId(child) : undefined;
      return [name, id === undefined ? withReferences(child, say) : (say(id, value) ?? child)];
    }),
  ) as T;
}

/** References as addresses: outside a transaction a `urn:uuid:` means nothing. */
export function withOwnAddresses(resources: Resource[]): Resource[] {
  const types = new Map(resources.map(({ id, resourceType }) => [String(id), resourceType]));
  return resources.map((one) => withReferences(one, (id) => (types.has(id) ? `${types.get(id)}/${id}` : undefined)));
}
