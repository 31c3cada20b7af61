import { codesIn, field, has, hasChoice, isObject, type Json, list, text } from './json.ts';
import type { RuleScope } from './rules.ts';

/** A rule in our own words: kept or broken, or undefined when FHIRPath has to be asked. */
export type Native = (node: Json, scope: RuleScope) => boolean | undefined;

const UCUM = 'http://unitsofmeasure.org';
const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';
const type = (node: Json): string => text(node, 'type') ?? '';
const entries = (bundle: Json): unknown[] => list(bundle['entry']);
const contained = (node: Json): unknown[] => list(node['contained']);
const isMistaken = (node: Json, system: string): boolean =>
  codesIn(node['verificationStatus'], `${TERMINOLOGY}/${system}`).includes('entered-in-error');
const either =
  (...names: string[]): Native =>
  (node) =>
    names.some((name) => has(node, name));
const notBoth =
  (a: string, b: string): Native =>
  (node) =>
    !has(node, a) || !has(node, b);
const needs =
  (a: string, b: string): Native =>
  (node) =>
    !has(node, a) || has(node, b);
const isCodeGiven = (node: Json): boolean => has(node, 'code') || !has(node, 'value');
const isOf = (node: Json, system: string): boolean => !has(node, 'system') || node['system'] === system;
const wanted = (types: string[], part: string): Native => {
  const set = new Set(types);
  return (bundle) => entries(bundle).every((entry) => has(entry, part) === set.has(type(bundle)));
};

/**
 * The rules that meet most resources, without the price of an interpreter: the same answers as their FHIRPath, which a test compares.
 * Source: HL7 FHIR R4, constraints of each type
 */
export const natives: Readonly<Record<string, Native>> = {
  'ext-1': (node) => has(node, 'extension') !== hasChoice(node, 'value'),
  'att-1': needs('data', 'contentType'),
  'cpt-2': needs('value', 'system'),
  'qty-3': needs('code', 'system'),
  'sqty-1': (node) => !has(node, 'comparator'),
  'mqty-1': (node) => isCodeGiven(node) && isOf(node, 'urn:iso:std:iso:4217'),
  'dis-1': (node) => isCodeGiven(node) && isOf(node, UCUM),
  'drt-1': (node) => !has(node, 'code') || (isOf(node, UCUM) && has(node, 'value')),
  'per-1': ({ start, end }) => isInOrder(start, end),
  'rng-2': (node) => (has(node, 'low') && has(node, 'high') ? undefined : true),
  'rat-1': (node) => has(node, 'numerator') === has(node, 'denominator') && (has(node, 'numerator') || has(node, 'extension')),
  'ref-1': ({ reference }, { root }) =>
    typeof reference !== 'string' ||
    !reference.startsWith('#') ||
    reference === '#' ||
    contained(root).some((one) => field(one, 'id') === reference.slice(1)),
  'tim-1': needs('duration', 'durationUnit'),
  'tim-2': needs('period', 'periodUnit'),
  'tim-4': ({ duration }) => typeof duration !== 'number' || duration >= 0,
  'tim-5': ({ period }) => typeof period !== 'number' || period >= 0,
  'tim-6': needs('periodMax', 'period'),
  'tim-7': needs('durationMax', 'duration'),
  'tim-8': needs('countMax', 'count'),
  'tim-9': (node) => !has(node, 'offset') || undefined,
  'tim-10': notBoth('timeOfDay', 'when'),
  'dom-2': (node) => contained(node).every((one) => !has(one, 'contained')),
  'dom-3': (node) => contained(node).length === 0 || areNamed(node),
  'dom-4': (node) => contained(node).every((one) => !has(field(one, 'meta'), 'versionId') && !has(field(one, 'meta'), 'lastUpdated')),
  'dom-5': (node) => contained(node).every((one) => !has(field(one, 'meta'), 'security')),
  'ait-1': (node) => isMistaken(node, 'allergyintolerance-verification') || has(node, 'clinicalStatus'),
  'ait-2': (node) => !isMistaken(node, 'allergyintolerance-verification') || !has(node, 'clinicalStatus'),
  'app-1': either('type', 'actor'),
  'app-2': (node) => has(node, 'start') === has(node, 'end'),
  'app-3': (node) => (has(node, 'start') && has(node, 'end')) || ['proposed', 'cancelled', 'waitlist'].includes(text(node, 'status') ?? ''),
  'app-4': (node) => !has(node, 'cancelationReason') || ['noshow', 'cancelled'].includes(text(node, 'status') ?? ''),
  'sev-1': notBoth('name', 'query'),
  'bdl-1': (node) => !has(node, 'total') || ['searchset', 'history'].includes(type(node)),
  'bdl-2': (node) => type(node) === 'searchset' || entries(node).every((entry) => !has(entry, 'search')),
  'bdl-3': wanted(['batch', 'transaction', 'history'], 'request'),
  'bdl-4': wanted(['batch-response', 'transaction-response', 'history'], 'response'),
  'bdl-5': either('resource', 'request', 'response'),
  'bdl-7': (node) => type(node) === 'history' || areDistinct(entries(node).flatMap(versionedUrl)),
  'bdl-8': (node) => text(node, 'fullUrl')?.includes('/_history/') !== true,
  'bdl-9': (node) => type(node) !== 'document' || (has(node['identifier'], 'system') && has(node['identifier'], 'value')),
  'bdl-10': (node) => type(node) !== 'document' || typeof node['timestamp'] === 'string',
  'bdl-11': (node) => type(node) !== 'document' || [undefined, 'Composition'].includes(firstType(node)),
  'bdl-12': (node) => type(node) !== 'message' || [undefined, 'MessageHeader'].includes(firstType(node)),
  'cmp-1': either('text', 'entry', 'section'),
  'cmp-2': notBoth('emptyReason', 'entry'),
  'con-1': either('summary', 'assessment'),
  'con-2': either('code', 'detail'),
  'con-3': (node) => has(node, 'clinicalStatus') || isMistaken(node, 'condition-ver-status') || !has(node, 'category'),
  'con-4': (node) =>
    !hasChoice(node, 'abatement') ||
    codesIn(node['clinicalStatus'], `${TERMINOLOGY}/condition-clinical`).some((code) =>
      ['resolved', 'remission', 'inactive'].includes(code),
    ),
  'con-5': (node) => !isMistaken(node, 'condition-ver-status') || !has(node, 'clinicalStatus'),
  'ppc-1': either('policy', 'policyRule'),
  ...Object.fromEntries(
    ['ppc-2', 'ppc-3', 'ppc-4', 'ppc-5'].map((key): [string, Native] => [key, (node) => has(node, 'patient') || isNoScope(node)]),
  ),
  'imm-1': either('documentType', 'reference'),
  'mdd-1': ({ whenPrepared, whenHandedOver }) => isInOrder(whenPrepared, whenHandedOver),
  'obs-3': either('low', 'high', 'text'),
  'obs-6': (node) => !has(node, 'dataAbsentReason') || !hasChoice(node, 'value'),
  'obs-7': (node) => !hasChoice(node, 'value') || !has(node, 'component') || undefined,
  'org-1': either('identifier', 'name'),
  'org-2': ({ use }) => use !== 'home',
  'org-3': ({ use }) => use !== 'home',
  'pat-1': either('name', 'telecom', 'address', 'organization'),
  'qrs-1': notBoth('answer', 'item'),
  'prr-1': needs('orderDetail', 'code'),
};

/** The scope of the standard's own example (`something`) is asked of nobody else. */
const isNoScope = (node: Json): boolean | undefined => codesIn(node['scope'], 'something').length === 0 || undefined;

/**
 * Two moments by their zones, anything shorter by the letters that both have: a day has no zone, and the answer must not lean on the machine's.
 * A time without a zone is wrong already.
 */
function isInOrder(start: unknown, end: unknown): boolean {
  if (typeof start !== 'string' || typeof end !== 'string') return true;
  if (start.length > 10 && end.length > 10) return !ZONED.test(start) || !ZONED.test(end) || !(Date.parse(start) > Date.parse(end));
  const known = Math.min(start.length, end.length, 10);
  return start.slice(0, known) <= end.slice(0, known);
}

const ZONED = /T.*(Z|[+-]\d\d:\d\d)$/;

/** Each contained resource is named by `#id` from somewhere, or names what contains it. */
function areNamed(node: Json): boolean {
  const names = new Set<string>();
  collectHashes(node, names);
  return contained(node).every((one) => {
    const own = new Set<string>();
    collectHashes(one, own);
    const id = text(one, 'id');
    return id === undefined || names.has(`#${id}`) || own.has('#');
  });
}

function collectHashes(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' && value.startsWith('#')) into.add(value);
  else if (Array.isArray(value)) value.forEach((one) => collectHashes(one, into));
  else if (isObject(value)) Object.values(value).forEach((one) => collectHashes(one, into));
}

const versionedUrl = (entry: unknown): string[] => {
  const url = text(entry, 'fullUrl');
  return url === undefined ? [] : [`${url}|${text(field(field(entry, 'resource'), 'meta'), 'versionId') ?? ''}`];
};
const areDistinct = (texts: string[]): boolean => new Set(texts).size === texts.length;
const firstType = (bundle: Json): string | undefined => text(field(entries(bundle)[0], 'resource'), 'resourceType');
