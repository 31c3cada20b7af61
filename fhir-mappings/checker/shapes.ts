import { definitions, type Field, type Rule } from './definitions.ts';
import { isPrimitive } from './primitives.ts';

/** A shape with all that it inherits, ready to be asked. */
export interface FullShape {
  name: string;
  isResource: boolean;
  isAbstract: boolean;
  fields: Map<string, FullField>;
  /** Names of the elements that must be there. */
  required: string[];
  /** Choices that must be there, without `[x]`. */
  requiredChoices: string[];
  hasChoices: boolean;
  rules: NamedRule[];
}

export interface FullField extends Omit<Field, 'rules' | 'targets'> {
  name: string;
  isPrimitive: boolean;
  targets: Set<string> | undefined;
  rules: NamedRule[];
}

export interface NamedRule extends Rule {
  key: string;
  /** The type that the expression starts from. */
  base: string;
}

const made = new Map<string, FullShape>();

/** The shape of a type or a group of elements; undefined when R4 has none of this name. */
export function findShape(name: string): FullShape | undefined {
  const known = made.get(name);
  if (known !== undefined) return known;
  if (!Object.hasOwn(definitions.shapes, name)) return undefined;
  const shape = complete(name);
  made.set(name, shape);
  return shape;
}

const RESOURCES = new Set(definitions.codes['resource-types']?.['http://hl7.org/fhir/resource-types']);

/** True for the name of a type of resource that R4 has, be it judged here or not. */
export const isResourceType = (name: unknown): boolean =>
  typeof name === 'string' && RESOURCES.has(name) && findShape(name)?.isAbstract !== true;

function complete(name: string): FullShape {
  const { base, fields, choices = {}, rules = [], isResource, isAbstract } = definitions.shapes[name] ?? { fields: {} };
  const inherited = base === undefined ? undefined : findShape(base);
  const all = new Map(inherited?.fields);
  for (const [key, one] of Object.entries(fields)) all.set(key, fullField(key, one, name));
  const own = [...all.values()];
  return {
    ...{ name, fields: all, isResource: isResource === true, isAbstract: isAbstract === true },
    required: own.filter(({ min = 0 }) => min > 0).map((one) => one.name),
    requiredChoices: [...Object.keys(choices), ...(inherited?.requiredChoices ?? [])],
    hasChoices: own.some(({ choice }) => choice !== undefined),
    rules: [...(inherited?.rules ?? []), ...rules.map((key) => namedRule(key, name))],
  };
}

const fullField = (name: string, { rules = [], targets, ...one }: Field, owner: string): FullField => ({
  ...one,
  name,
  isPrimitive: isPrimitive(one.type),
  targets: targets === undefined ? undefined : new Set(targets),
  rules: rules.map((key) => namedRule(key, isPrimitive(one.type) ? `${owner}.${name}` : one.type)),
});

function namedRule(key: string, base: string): NamedRule {
  const rule = definitions.rules[key];
  if (rule === undefined) throw new Error(`no rule ${key}`);
  return { ...rule, key, base };
}
