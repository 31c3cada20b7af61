import { error, type Issue, warning } from '../../domain/issue.ts';
import { definitions } from './definitions.ts';
import { isObject, text } from './json.ts';

/**
 * An extension of HL7's own has the types of value that HL7 gave it, and stands as a modifier when it is one. Others are not known here.
 * A modifier that is not known is a warning: whoever receives it must not guess. Source: HL7 FHIR R4 extensibility.html
 */
export function checkExtension(value: unknown, isModifier: boolean, path: string): Issue[] {
  const url = text(value, 'url');
  if (url === undefined || !isObject(value)) return [];
  // Parts of an extension have plain names; what stands by itself is defined somewhere.
  const isPart = /xtension\[\d+\]\.extension\[\d+\]$/.test(path);
  if (!isPart && !/^[a-z][a-z0-9+.-]*:\S+$/i.test(url)) return [error('fhir_uri_relative', `${path}.url`)];
  const known = Object.hasOwn(definitions.extensions, url) ? definitions.extensions[url] : undefined;
  if (known === undefined) return isModifier ? [warning('fhir_modifier_unknown', path)] : [];
  if ((known.isModifier === true) !== isModifier) return [error('fhir_modifier_misplaced', path)];
  const key = Object.keys(value).find((name) => /^_?value[A-Z]/.test(name));
  return key !== undefined && !known.types.includes(typeOf(key)) ? [error('fhir_extension_value', `${path}.${key}`)] : [];
}

/** `valueCodeableConcept` names its type; primitives are written small in the definition. */
function typeOf(key: string): string {
  const name = key.replace(/^_?value/, '');
  return PRIMITIVES.has(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

const PRIMITIVES = new Set(
  ['Base64Binary', 'Boolean', 'Canonical', 'Code', 'Date', 'DateTime', 'Decimal', 'Id', 'Instant', 'Integer', 'Markdown', 'Oid'].concat(
    ...['PositiveInt', 'String', 'Time', 'UnsignedInt', 'Uri', 'Url', 'Uuid'],
  ),
);
