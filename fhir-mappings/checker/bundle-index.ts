import { isObject, type Json, list, text } from './json.ts';

export interface BundleEntry {
  fullUrl: string | undefined;
  type: string | undefined;
  id: string | undefined;
  index: number;
}

/** Who stands where in a Bundle. */
export interface BundleIndex {
  type: string;
  entryOf(resource: unknown): BundleEntry | undefined;
  /** The entry that a reference from another entry means. Source: HL7 FHIR R4 bundle.html#references */
  find(reference: string, from: string | undefined): BundleEntry | undefined;
}

const BASED = /^(https?:\/\/.*\/)[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;
const RELATIVE = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;

/** Undefined for anything but a Bundle. */
export function indexBundle(resource: Json): BundleIndex | undefined {
  if (resource['resourceType'] !== 'Bundle') return undefined;
  const entries = list(resource['entry']).map((entry, index): [unknown, BundleEntry] => {
    const inner = isObject(entry) ? entry['resource'] : undefined;
    return [inner, { fullUrl: text(entry, 'fullUrl'), type: text(inner, 'resourceType'), id: text(inner, 'id'), index }];
  });
  const byResource = new Map(entries);
  const byUrl = new Map(entries.map(([, one]) => [one.fullUrl, one]));
  const byName = new Map(entries.map(([, one]) => [`${one.type}/${one.id}`, one]));
  return {
    type: text(resource, 'type') ?? '',
    entryOf: (inner) => byResource.get(inner),
    find(reference, from) {
      const plain = reference.replace(/\/_history\/[^/]+$/, '').replace(/#.*$/, '');
      const base = from === undefined ? undefined : BASED.exec(from)?.[1];
      const isRelative = RELATIVE.test(plain);
      const url = isRelative && base !== undefined ? `${base}${plain}` : plain;
      // Where addresses are urn:uuid a relative name can only mean what the server will call so.
      return byUrl.get(url) ?? (isRelative ? byName.get(plain) : undefined);
    },
  };
}
