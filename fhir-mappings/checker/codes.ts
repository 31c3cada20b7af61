import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import { definitions } from './definitions.ts';
import { field, list, text } from './json.ts';

/** Lists that HL7's own files do not hold; their codes are known by their form. */
const BY_FORM: Record<string, (code: string) => boolean> = {
  mimetypes: (code) => /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+(\s*;.*)?$/.test(code) || ['xml', 'json', 'ttl'].includes(code),
  currencies: (code) => currencies().has(code),
  'ucum-units': (code) => isUnit(code),
};

const listed = new Map<string, { pairs: Set<string>; codes: Set<string> }>();

/** True when a list that the standard requires holds the code, in the system when one is given; a list that nobody can hold is not judged. */
export function isListed(name: string, code: string, system?: string): boolean {
  const form = BY_FORM[name];
  if (form !== undefined) return form(code);
  const { pairs, codes } = listed.get(name) ?? remember(name);
  if (codes.size === 0) return true;
  return system === undefined ? codes.has(code) : pairs.has(`${system}|${code}`);
}

function remember(name: string): { pairs: Set<string>; codes: Set<string> } {
  const bySystem = Object.entries(definitions.codes[name] ?? {});
  const made = {
    pairs: new Set(bySystem.flatMap(([system, codes]) => codes.map((code) => `${system}|${code}`))),
    codes: new Set(bySystem.flatMap(([, codes]) => codes)),
  };
  listed.set(name, made);
  return made;
}

/** True when at least one coding of a concept is in the list; words alone do not do where the list is required. */
export const isConceptListed = (name: string, concept: unknown): boolean =>
  list(field(concept, 'coding')).some((coding) => isListed(name, text(coding, 'code') ?? '', text(coding, 'system') ?? ''));

let knownCurrencies: Set<string> | undefined;
const currencies = (): Set<string> => (knownCurrencies ??= new Set(Intl.supportedValuesOf('currency')));

const units = new Map<string, boolean>();
/** Nobody needs more; a stranger's resource must not fill the memory. */
const UNITS_KEPT = 2000;

/** True when the code is a unit of UCUM, annotations included. Source: UCUM 2.1 */
export function isUnit(code: string): boolean {
  const known = units.get(code);
  if (known !== undefined) return known;
  const isValid = isWritable(code) && UcumLhcUtils.getInstance().validateUnitString(code).status === 'valid';
  if (units.size < UNITS_KEPT) units.set(code, isValid);
  return isValid;
}

/**
 * The grammar around atoms, annotations and parentheses, told before the library is asked: it throws at what does not fit and prints what it was given, and a
 * log must not hold a record. Source: UCUM 2.1 §§ 6, 10, 12
 */
function isWritable(code: string): boolean {
  if (code.length >= 200 || !/^[!-~]+$/.test(code)) return false;
  return endOfTerm(code, code.startsWith('/') ? 1 : 0) === code.length;
}

/** An atom with its exponent, what stands in brackets whole, and its annotation; or an annotation alone. */
const ATOM = /(?:\[[^[\]]*\]|[^()./{}[\]])+(?:\{[^{}]*\})?|\{[^{}]*\}/y;

/** Where components joined by `.` and `/` end; undefined when one of them is none. */
function endOfTerm(code: string, start: number): number | undefined {
  for (let at = start; ;) {
    const end = endOfComponent(code, at);
    if (end === undefined || (code[end] !== '.' && code[end] !== '/')) return end;
    at = end + 1;
  }
}

function endOfComponent(code: string, at: number): number | undefined {
  if (code[at] === '(') {
    const end = endOfTerm(code, at + 1);
    return end !== undefined && code[end] === ')' ? end + 1 : undefined;
  }
  ATOM.lastIndex = at;
  return ATOM.test(code) ? ATOM.lastIndex : undefined;
}

/** True when a language tag is well formed. Source: BCP 47 */
export function isLanguage(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}
