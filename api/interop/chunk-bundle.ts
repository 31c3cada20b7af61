import type { Bundle, BundleEntry, Identifier, Provenance, Resource } from '@medplum/fhirtypes';
import type { IdentityStrategy } from '../../db/stores/destination-store.ts';
import type { Links, Step } from './plan-chunk.ts';
import { identityOf, RESOURCE_SYSTEM, withReferences } from './resource-identity.ts';

/**
 * A transaction of these steps in the names of the destination. References to what it holds already are addresses there; those inside the transaction
 * are `urn:uuid:`; anything else is asked for by its identifier. Throws an Error for a type that cannot be found again, or the server would keep two.
 */
export function chunkBundle(steps: Step[], links: Links, strategy: IdentityStrategy): Bundle {
  const inside = new Map(steps.map(({ item }) => [item.id, item.resource.resourceType]));
  const say = (id: string, { type }: { type?: string | undefined }): string | undefined => {
    const link = links.get(id);
    if (link !== undefined) return `${link.resourceType}/${link.serverId}`;
    const known = inside.get(id) ?? type;
    if (inside.has(id)) return `urn:uuid:${id}`;
    if (known === undefined) return undefined;
    return strategy === 'client-ids' ? `${known}/${id}` : `${known}?identifier=${RESOURCE_SYSTEM}|${id}`;
  };
  const entry = steps.map(({ item, resource }) => {
    const said = withReferences(resource, say);
    const link = links.get(item.id);
    return { fullUrl: `urn:uuid:${item.id}`, ...(strategy === 'client-ids' ? ownEntry(said) : theirEntry(said, item.id, link?.serverId)) };
  });
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

const ownEntry = (resource: Resource): BundleEntry => ({
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
});

function theirEntry(resource: Resource, id: string, serverId: string | undefined): BundleEntry {
  const { resourceType: type } = resource;
  const named = identified(resource, id);
  if (serverId !== undefined) return { resource: { ...named, id: serverId }, request: { method: 'PUT', url: `${type}/${serverId}` } };
  const { id: _, ...unnamed } = named;
  if (identityOf(type) === 'guarded') return guardedEntry(unnamed as Provenance);
  return { resource: unnamed, request: { method: 'PUT', url: `${type}?identifier=${encodeURIComponent(tokenOf(id, named))}` } };
}

/** Sent once: it has no identifier, so the server is asked whether it holds one of the same moment about the same resources. */
function guardedEntry(resource: Provenance): BundleEntry {
  const targets = resource.target.map(({ reference }) => `target=${encodeURIComponent(reference ?? '')}`);
  const recorded = new Date(resource.recorded).toISOString().replace('.000Z', 'Z');
  const ifNoneExist = [...targets, `recorded=${recorded}`].join('&');
  return { resource, request: { method: 'POST', url: resource.resourceType, ifNoneExist } };
}

/** The resource with the identifier it is found by, beside those it has. */
function identified(resource: Resource, id: string): Resource {
  const kind = identityOf(resource.resourceType);
  if (kind === 'none') throw new Error('a type without identifier cannot be sent to a server that names resources itself');
  if (kind === 'guarded') return resource;
  const own: Identifier = { system: RESOURCE_SYSTEM, value: id };
  const { identifier } = resource as { identifier?: Identifier | Identifier[] };
  if (kind === 'single') return { ...resource, identifier: identifier ?? own } as Resource;
  return { ...resource, identifier: [...[identifier ?? []].flat(), own] } as Resource;
}

/** `system|value` that finds the resource: ours, or the only one that a single element has room for. */
export function tokenOf(id: string, resource: Resource): string {
  const { identifier } = resource as { identifier?: Identifier | Identifier[] };
  const single = identityOf(resource.resourceType) === 'single' && !Array.isArray(identifier) ? identifier : undefined;
  return `${single?.system ?? RESOURCE_SYSTEM}|${single?.value ?? id}`;
}
