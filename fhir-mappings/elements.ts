import type { CodeableConcept, Coding, ContactPoint, Extension, HumanName, Money, Quantity } from '@medplum/fhirtypes';
import type { Decimal } from '../domain/money.ts';
import type { CodeSystemName, ExtensionName, SystemFamily } from './code-systems.ts';
import { international } from './international-systems.ts';

/** The fields that say something. In FHIR empty is absent: no `""`, no `[]`, no null (R4, json.html#null). */
export function present<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value))) as { [K in keyof T]?: NonNullable<T[K]> };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** A code of a list; undefined when there is no code, because a coding without one tells nothing. */
export function coding(system: string, code: string | undefined, display?: string): Coding | undefined {
  return code === undefined || isEmpty(code) ? undefined : { system, code, ...present({ display }) };
}

/**
 * One concept from its codes, the international one first, and the words as they were written. Undefined when nothing is
 * known.
 */
export function concept(codings: (Coding | undefined)[], text?: string): CodeableConcept | undefined {
  const known = codings.filter((one) => one !== undefined);
  return known.length === 0 && isEmpty(text) ? undefined : present({ coding: known, text });
}

/** A concept with exactly one code that is always there. */
export const fixedConcept = (system: string, code: string, display?: string): CodeableConcept => ({
  coding: [{ system, code, ...present({ display }) }],
});

/** A coded extension, or nothing when there is no code or the family has no such extension. */
export function codedExtension(family: SystemFamily, name: ExtensionName & CodeSystemName, code: string | undefined): Extension[] {
  const url = family.extensions[name];
  const value = concept([coding(family.codeSystems[name], code)]);
  return url === undefined || value === undefined ? [] : [{ url, valueCodeableConcept: value }];
}

/**
 * A stored decimal as a JSON number. Throws a RangeError when the number would print differently from what is stored: an
 * amount that changes on its way is worse than one that is not sent (R4, datatypes.html#decimal).
 */
export function exactNumber(value: Decimal): number {
  const number = Number(value);
  if (String(number) !== value) throw new RangeError('a decimal does not survive as a JSON number');
  return number;
}

/** An amount in dong, copied and never computed. */
export const dong = (amount: Decimal): Money => ({ value: exactNumber(amount), currency: 'VND' });

/** A quantity with a UCUM code when the unit surely has one; a Vietnamese counting unit such as `viên` stays words only. */
export function quantity(value: Decimal, unit: string, ucum?: string): Quantity {
  return { value: exactNumber(value), ...present({ unit }), ...(ucum === undefined ? {} : { system: international.ucum, code: ucum }) };
}

/** A telephone number as a contact point; none when it is not known. */
export const phones = (phone: string | undefined): ContactPoint[] =>
  phone === undefined || isEmpty(phone) ? [] : [{ system: 'phone', value: phone }];

/**
 * A Vietnamese name: the text is what counts, family and given are its first word and the rest. NFC, so that the same name is the same bytes.
 * Source: Patient profile of the Ministry's draft (name.text 1..1)
 */
export function humanName(fullName: string): HumanName {
  const text = fullName.normalize('NFC').trim();
  const [family, ...given] = text.split(/\s+/);
  return { use: 'official', text, ...present(given.length === 0 ? { given: [text] } : { family, given }) };
}
