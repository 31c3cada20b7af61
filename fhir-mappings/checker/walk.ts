import { error, type Issue, warning } from '../../domain/issue.ts';
import { checkBundle } from './bundle-rules.ts';
import { type BundleIndex, indexBundle } from './bundle-index.ts';
import { checkContained } from './contained-rules.ts';
import { field as fieldOf, isObject, type Json, list, text } from './json.ts';
import { formFault } from './primitives.ts';
import { judgeRule } from './rules.ts';
import { findShape, type FullField, type FullShape, isResourceType, type NamedRule } from './shapes.ts';
import { checkByType, checkCodes } from './type-rules.ts';

/** What a walk through a resource carries along. */
export interface Walk {
  issues: Issue[];
  /** The resource that the walk is in. */
  resource: Json;
  /** The one that contains it, or itself. */
  root: Json;
  /** The Bundle around it, when there is one. */
  bundle: BundleIndex | undefined;
  /** The address of the entry that the walk is in. */
  fullUrl: string | undefined;
}

export const newWalk = (resource: Json): Walk => ({ issues: [], resource, root: resource, bundle: undefined, fullUrl: undefined });

/** Enough to see what is wrong; the rest would only be repetition. */
const ENOUGH = 200;

/** A whole resource: at the top, in an entry, contained, or as a parameter. */
export function walkResource(value: unknown, path: string, walk: Walk): void {
  if (!isObject(value)) return report(walk, error('fhir_type_wrong', path));
  const type = text(value, 'resourceType');
  if (fieldOf(value, 'resourceType') === undefined) return report(walk, error('fhir_resource_expected', path));
  if (!isResourceType(type)) return report(walk, error('fhir_resource_unknown', path === '' ? 'resourceType' : `${path}.resourceType`));
  const shape = findShape(type ?? '');
  if (shape === undefined) return report(walk, warning('fhir_resource_unjudged', path));
  const inside: Walk = { ...walk, resource: value, bundle: indexBundle(value) ?? walk.bundle };
  walkObject(value, shape, path, inside);
  for (const issue of checkContained(value, path)) report(walk, issue);
  if (type === 'Bundle') for (const issue of checkBundle(value, path)) report(walk, issue);
}

function walkObject(node: unknown, shape: FullShape, path: string, walk: Walk): void {
  if (walk.issues.length >= ENOUGH) return;
  if (!isObject(node)) return report(walk, error('fhir_type_wrong', path));
  const keys = Object.keys(node);
  if (keys.every((key) => key === 'id' || key === 'resourceType') && !shape.isResource) report(walk, error('fhir_value_empty', path));
  for (const key of keys) walkElement(node, key, { shape, path, walk });
  checkPresence(node, shape, path, walk);
  for (const rule of shape.rules) applyRule(rule, node, path, walk);
  for (const issue of checkByType(shape, node, path, walk)) report(walk, issue);
}

interface Place {
  shape: FullShape;
  path: string;
  walk: Walk;
}

function walkElement(node: Json, key: string, { shape, path, walk }: Place): void {
  if (key === 'resourceType' && shape.isResource) return;
  const isCompanion = key.startsWith('_');
  const field = shape.fields.get(isCompanion ? key.slice(1) : key);
  const at = `${path}.${key}`;
  if (field === undefined || (isCompanion && !field.isPrimitive)) return report(walk, error('fhir_element_unknown', at));
  const isMany = field.max !== undefined;
  const value = node[key];
  if (value === null || value === undefined) return report(walk, error('fhir_value_empty', at));
  if (Array.isArray(value) !== isMany) return report(walk, error(isMany ? 'fhir_list_expected' : 'fhir_list_unexpected', at));
  if (!Array.isArray(value)) return isCompanion ? walkCompanion(value, at, walk) : walkValue(value, field, at, walk);
  walkList(value, field, { node, at, isCompanion, walk });
}

function walkList(
  values: unknown[],
  field: FullField,
  { node, at, isCompanion, walk }: { node: Json; at: string; isCompanion: boolean; walk: Walk },
): void {
  if (values.length === 0) return report(walk, error('fhir_value_empty', at));
  if (typeof field.max === 'number' && values.length > field.max) report(walk, error('fhir_too_many', at, { max: field.max }));
  // In a list of primitives null keeps the place of a value that is only an extension, and the other way round.
  const beside = list(node[isCompanion ? field.name : `_${field.name}`]);
  values.forEach((value, i) => {
    const here = `${at}[${i}]`;
    if (value === null || value === undefined) {
      if (!field.isPrimitive || beside[i] === null || beside[i] === undefined) report(walk, error('fhir_value_empty', here));
    } else if (isCompanion) walkCompanion(value, here, walk);
    else walkValue(value, field, here, walk);
  });
}

/** Id and extensions of a primitive value. */
function walkCompanion(value: unknown, path: string, walk: Walk): void {
  const element = findShape('Element');
  if (element !== undefined) walkObject(value, element, path, walk);
}

function walkValue(value: unknown, field: FullField, path: string, walk: Walk): void {
  if (field.isPrimitive) checkPrimitive(value, field, path, walk);
  else if (field.type === 'Resource') walkInner(value, field, path, walk);
  else {
    const shape = findShape(field.type);
    if (shape !== undefined) walkObject(value, shape, path, walk);
  }
  for (const issue of checkCodes(value, field, path, walk)) report(walk, issue);
  for (const rule of field.rules) applyRule(rule, value, path, walk);
}

function checkPrimitive(value: unknown, { type }: FullField, path: string, walk: Walk): void {
  if (value === '') return report(walk, error('fhir_value_empty', path));
  const fault = formFault(type, value);
  if (fault === 'type') report(walk, error('fhir_type_wrong', path, { type }));
  if (fault === 'form') report(walk, error('fhir_form_wrong', path, { type }));
  if (fault === 'spaces') report(walk, warning('fhir_spaces_around', path));
}

/** A contained resource shares the root of what contains it; one in an entry or a parameter stands for itself. */
function walkInner(value: unknown, { name }: FullField, path: string, walk: Walk): void {
  if (name === 'contained' || !isObject(value)) return walkResource(value, path, walk);
  const entry = walk.bundle?.entryOf(value);
  walkResource(value, path, { ...walk, root: value, fullUrl: entry?.fullUrl ?? walk.fullUrl });
}

function checkPresence(node: Json, shape: FullShape, path: string, walk: Walk): void {
  for (const name of shape.required) {
    if (node[name] === undefined && node[`_${name}`] === undefined) report(walk, error('fhir_element_missing', `${path}.${name}`));
  }
  if (shape.hasChoices) checkChoices(node, shape, path, walk);
}

function checkChoices(node: Json, shape: FullShape, path: string, walk: Walk): void {
  const chosen = new Map<string, string>();
  for (const key of Object.keys(node)) {
    const name = key.startsWith('_') ? key.slice(1) : key;
    const choice = shape.fields.get(name)?.choice;
    if (choice === undefined) continue;
    // The value and its companion are one element.
    const other = chosen.get(choice);
    if (other !== undefined && other !== name) report(walk, error('fhir_choice_doubled', `${path}.${choice}[x]`));
    chosen.set(choice, name);
  }
  for (const choice of shape.requiredChoices) {
    if (!chosen.has(choice)) report(walk, error('fhir_element_missing', `${path}.${choice}[x]`));
  }
}

function applyRule(rule: NamedRule, node: unknown, path: string, walk: Walk): void {
  const verdict = judgeRule(rule, node, walk);
  const params = { rule: rule.key.replace(/^.*\./, '') };
  if (verdict === 'broken')
    report(walk, rule.severity === 'error' ? error('fhir_rule_broken', path, params) : warning('fhir_rule_advised', path, params));
  // A wrong shape has been reported already; a right one that nobody can judge has to be seen.
  if (verdict === 'unjudged' && walk.issues.length === 0) report(walk, warning('fhir_rule_unjudged', path, params));
}

function report(walk: Walk, issue: Issue): void {
  if (walk.issues.length < ENOUGH) walk.issues.push(issue);
}
