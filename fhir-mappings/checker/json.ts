/** An object of JSON that nobody has looked into yet. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands under a name, of whatever it is: names of every object (`constructor`) are no fields. */
export const field = (node: unknown, name: string): unknown => (isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined);

export const text = (node: unknown, name: string): string | undefined => {
  const value = field(node, name);
  return typeof value === 'string' ? value : undefined;
};

/** One or many as a list, nothing as an empty one. */
export const list = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

/** True when an element is there, be it only as an extension in place of its value. */
export const has = (node: unknown, name: string): boolean => isThere(field(node, name)) || isThere(field(node, `_${name}`));

const isThere = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

/** True when an element `name[x]` is there, of whatever type. */
export function hasChoice(node: unknown, name: string): boolean {
  if (!isObject(node)) return false;
  for (const key of Object.keys(node)) {
    const from = key.startsWith('_') ? 1 : 0;
    const isOfChoice = key.startsWith(name, from) && /^[A-Z]/.test(key.charAt(from + name.length));
    if (isOfChoice && isThere(node[key])) return true;
  }
  return false;
}

/** The codes of a system in a CodeableConcept or a list of them. */
export const codesIn = (concept: unknown, system: string): string[] =>
  list(concept)
    .flatMap((one) => list(field(one, 'coding')))
    .flatMap((coding) => (field(coding, 'system') === system ? (text(coding, 'code') ?? []) : []));
