import { error, type Issue, warning } from '../../domain/issue.ts';
import { isConceptListed, isLanguage, isListed, isUnit } from './codes.ts';
import { checkExtension } from './extension-rules.ts';
import type { Json } from './json.ts';
import { field, has, list, text } from './json.ts';
import { checkNarrative } from './narrative-rules.ts';
import { formFault } from './primitives.ts';
import { checkReference } from './reference-rules.ts';
import type { FullField, FullShape } from './shapes.ts';
import { checkVitalSign } from './vital-signs.ts';
import type { Walk } from './walk.ts';

type TypeRule = (node: Json, path: string, walk: Walk) => Issue[];

const isAbsolute = (uri: string): boolean => /^[a-z][a-z0-9+.-]*:\S+$/i.test(uri);

/** What the standard says of a type in prose or by a list too large for a rule. */
const RULES: Record<string, TypeRule> = {
  Coding: (node, path) => {
    const system = text(node, 'system');
    if (system === undefined) return has(node, 'code') ? [warning('fhir_system_missing', `${path}.system`)] : [];
    if (!isAbsolute(system)) return [error('fhir_uri_relative', `${path}.system`)];
    // A list of codes is not the system that they come from.
    return /\/ValueSet\//.test(system) ? [error('fhir_system_is_list', `${path}.system`)] : checkUnit(node, path);
  },
  Identifier: (node, path) => {
    const system = text(node, 'system');
    if (system !== undefined && !isAbsolute(system)) return [error('fhir_uri_relative', `${path}.system`)];
    const value = text(node, 'value');
    if (system !== 'urn:ietf:rfc:3986' || value === undefined) return [];
    // There the number is itself an address.
    if (!isAbsolute(value)) return [error('fhir_uri_relative', `${path}.value`)];
    return formFault('uri', value) === undefined ? [] : [error('fhir_form_wrong', `${path}.value`, { type: 'uri' })];
  },
  Narrative: (node, path) => checkNarrative(field(node, 'div'), `${path}.div`),
  Observation: checkVitalSign,
};

for (const name of ['Quantity', 'SimpleQuantity', 'Age', 'Count', 'Distance', 'Duration']) RULES[name] = checkUnit;

/** What a type asks beyond its elements. */
export function checkByType(shape: FullShape, node: Json, path: string, walk: Walk): Issue[] {
  const rule = Object.hasOwn(RULES, shape.name) ? RULES[shape.name] : undefined;
  const language = shape.isResource ? checkLanguage(node, path) : [];
  return rule === undefined ? language : [...rule(node, path, walk), ...language];
}

function checkUnit(node: Json, path: string): Issue[] {
  const code = text(node, 'code');
  if (node['system'] !== 'http://unitsofmeasure.org' || code === undefined || code.trim() === '') return [];
  return isUnit(code) ? [] : [error('fhir_unit_unknown', `${path}.code`)];
}

function checkLanguage(node: Json, path: string): Issue[] {
  const language = text(node, 'language');
  return language === undefined || isLanguage(language) ? [] : [error('fhir_code_unlisted', `${path}.language`, { list: 'all-languages' })];
}

/** What an element asks of its value beyond its type: the list of its codes, whom it may name, where it may stand. */
export function checkCodes(value: unknown, one: FullField, path: string, walk: Walk): Issue[] {
  if (one.type === 'Reference') return checkReference(value, one, path, walk);
  if (one.type === 'Extension') return checkExtension(value, one.name === 'modifierExtension', path);
  if (one.codes === undefined || isAllowed(one.type, one.codes, value)) return [];
  return [error('fhir_code_unlisted', path, { list: one.codes })];
}

function isAllowed(type: string, codes: string, value: unknown): boolean {
  if (type === 'CodeableConcept') return isConceptListed(codes, value);
  // A code that is no text or is empty has been reported as that.
  if (type === 'code' || type === 'string' || type === 'uri') return typeof value !== 'string' || value === '' || isListed(codes, value);
  if (!has(value, 'code')) return type !== 'Coding' || list(value).length === 0;
  return isListed(codes, text(value, 'code') ?? '', text(value, 'system') ?? '');
}
