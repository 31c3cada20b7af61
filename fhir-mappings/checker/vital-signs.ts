import { error, type Issue } from '../../domain/issue.ts';
import { codesIn, field, has, hasChoice, type Json, list, text } from './json.ts';

const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';

/** The units that a vital sign is told in, by its LOINC code; none: its parts have them. Source: HL7 FHIR R4 observation-vitalsigns.html */
const UNITS: Readonly<Record<string, string[]>> = {
  '8310-5': ['Cel', '[degF]'],
  '8867-4': ['/min'],
  '9279-1': ['/min'],
  '2708-6': ['%'],
  '59408-5': ['%'],
  '29463-7': ['kg', 'g', '[lb_av]'],
  '8302-2': ['cm', '[in_i]'],
  '9843-4': ['cm', '[in_i]'],
  '39156-5': ['kg/m2'],
  '8480-6': ['mm[Hg]'],
  '8462-4': ['mm[Hg]'],
  '85354-9': [],
  '85353-1': [],
};
/** Halves of a blood pressure; a measurement of its own only as such. */
const HALVES = ['8480-6', '8462-4'];
const PRESSURE = '85354-9';

/**
 * A vital sign has to follow HL7's profile whatever else it claims: its category, whose it is, when, and units by UCUM.
 * Source: HL7 FHIR R4 observation-vitalsigns.html (vs-1, vs-2, vs-3)
 */
export function checkVitalSign(node: Json, path: string): Issue[] {
  const codes = codesIn(node['code'], LOINC).filter((code) => Object.hasOwn(UNITS, code) && !HALVES.includes(code));
  const [code] = codes;
  if (code === undefined) return [];
  const missing = [
    ...(isVitalSign(node) ? [] : [`${path}.category`]),
    ...(has(node, 'subject') ? [] : [`${path}.subject`]),
    ...(hasChoice(node, 'effective') ? [] : [`${path}.effective[x]`]),
  ].map((at) => error('fhir_vital_sign_missing', at));
  return [...missing, ...checkMoment(node, path), ...checkValue(node, code, path), ...checkParts(node, code, path)];
}

const isVitalSign = (node: Json): boolean =>
  codesIn(node['category'], 'http://terminology.hl7.org/CodeSystem/observation-category').includes('vital-signs');

/** vs-1: known to the day at least. */
function checkMoment(node: Json, path: string): Issue[] {
  const moment = text(node, 'effectiveDateTime');
  return moment !== undefined && moment.length < 10 ? [error('fhir_rule_broken', `${path}.effectiveDateTime`, { rule: 'vs-1' })] : [];
}

function checkValue(node: Json, code: string, path: string): Issue[] {
  const hasParts = has(node, 'component') || has(node, 'hasMember');
  // vs-2: a value, or why there is none, or parts.
  if (!hasChoice(node, 'value'))
    return has(node, 'dataAbsentReason') || hasParts ? [] : [error('fhir_rule_broken', path, { rule: 'vs-2' })];
  return checkQuantity(node, code, path);
}

function checkQuantity(node: Json, code: string, path: string): Issue[] {
  const units = UNITS[code] ?? [];
  const value = field(node, 'valueQuantity');
  if (value === undefined) return units.length === 0 ? [] : [error('fhir_vital_sign_value', `${path}.value[x]`)];
  const missing = ['value', 'unit', 'system', 'code'].filter((name) => !has(value, name));
  if (missing.length > 0) return missing.map((name) => error('fhir_vital_sign_missing', `${path}.valueQuantity.${name}`));
  if (text(value, 'system') !== UCUM || !units.includes(text(value, 'code') ?? '')) {
    return [error('fhir_vital_sign_unit', `${path}.valueQuantity.code`, { units: units.join(', ') })];
  }
  return [];
}

function checkParts(node: Json, code: string, path: string): Issue[] {
  const parts = list(node['component']);
  const halves = parts.flatMap((part) => codesIn(field(part, 'code'), LOINC));
  const lacking = code === PRESSURE ? HALVES.filter((half) => !halves.includes(half)) : [];
  const issues = lacking.map((half) => error('fhir_vital_sign_part', `${path}.component`, { code: half }));
  return parts.reduce<Issue[]>((found, part, i) => [...found, ...checkPart(part, `${path}.component[${i}]`)], issues);
}

function checkPart(part: unknown, path: string): Issue[] {
  const [code] = codesIn(field(part, 'code'), LOINC).filter((one) => Object.hasOwn(UNITS, one));
  // vs-3: as for the whole.
  if (!hasChoice(part, 'value')) return has(part, 'dataAbsentReason') ? [] : [error('fhir_rule_broken', path, { rule: 'vs-3' })];
  return code === undefined ? [] : checkQuantity(part as Json, code, path);
}
