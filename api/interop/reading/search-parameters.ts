import { error } from '../../../domain/issue.ts';
import { overlap, parseSearchInstant, type Span } from '../../../domain/peers/search-instant.ts';
import type { ResourceSearch } from '../../../db/views/fhir-search-view.ts';
import { isOfPerson, type ReadableType } from '../../../fhir-mappings/readable-types.ts';
import { malformed } from '../../http/errors.ts';

/** A query as it came: a parameter that stands twice is a list. */
export type Query = Record<string, unknown>;

export const PAGE = { standard: 20, most: 100 };
const MOST_VALUES = 50;
const LONGEST = 400;

const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Which parameters a type is searched by. The CapabilityStatement says the same. */
export const parametersOf = (type: ReadableType): string[] => [
  ...['_id', '_lastUpdated'],
  ...(type === 'AuditEvent' ? [] : ['identifier']),
  ...(isOfPerson(type) && type !== 'Patient' ? ['patient'] : []),
];

/** What a search asks for; every parameter that is unknown, stands twice or cannot be read is refused: what was not understood must not look answered. */
export function parseSearch(type: ReadableType, query: Query): { search: ResourceSearch; count: number } {
  const { _count: count, _format: _, ...asked } = query;
  refuseUnknown(asked, parametersOf(type));
  const ids = one(asked, '_id');
  const identifier = one(asked, 'identifier');
  const patient = one(asked, 'patient');
  return {
    search: {
      types: [type],
      updated: parseUpdated(asked['_lastUpdated'], '_lastUpdated'),
      ...(ids === undefined ? {} : { ids: parseIds(ids) }),
      ...(identifier === undefined ? {} : { identifiers: parseIdentifiers(identifier) }),
      ...(patient === undefined ? {} : { subjectId: parsePatient(patient) }),
    },
    count: parseCount(count),
  };
}

/** 400 for a parameter that is not in the list. */
export function refuseUnknown(query: Query, known: string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  // Of a name that nobody knows only its harmless part is said back.
  if (unknown.length > 0)
    throw malformed(unknown.slice(0, 5).map((name) => error('fhir_parameter_unknown', name.replace(/[^\w:.-]/g, '').slice(0, 40))));
}

const wrong = (name: string) => malformed([error('fhir_parameter_invalid', name)]);

/** The one value of a parameter. */
export function one(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  // PostgreSQL knows no NUL in a text, and no parameter here has a use for control characters.
  if (typeof value !== 'string' || value === '' || value.length > LONGEST * MOST_VALUES || /[\u0000-\u001f]/.test(value)) throw wrong(name);
  return value;
}

/** At most a hundred, whatever is asked. */
export function parseCount(value: unknown): number {
  if (value === undefined) return PAGE.standard;
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) throw wrong('_count');
  return Math.min(Number(value), PAGE.most);
}

/** Several of them hold together. */
export function parseUpdated(value: unknown, name: string): Span {
  const given: unknown[] = value === undefined ? [] : [value].flat();
  if (given.length > 4) throw wrong(name);
  return given.reduce<Span>((span, text) => {
    const next = typeof text === 'string' ? parseSearchInstant(text) : undefined;
    if (next === undefined) throw wrong(name);
    return overlap(span, next);
  }, {});
}

/** An id that is none of ours finds nothing; text that is no id is refused. */
function parseIds(text: string): string[] {
  const ids = valuesOf(text, '_id');
  if (ids.some((id) => !FHIR_ID.test(id))) throw wrong('_id');
  return ids.filter((id) => UUID.test(id));
}

/** `Patient/<id>`, or the id alone. */
function parsePatient(text: string): string {
  const id = text.startsWith('Patient/') ? text.slice('Patient/'.length) : text;
  if (!FHIR_ID.test(id)) throw wrong('patient');
  return UUID.test(id) ? id : NOBODY;
}

/** No id of ours: finds nothing. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** `system|value`, or the value in any system. */
function parseIdentifiers(text: string): NonNullable<ResourceSearch['identifiers']> {
  return valuesOf(text, 'identifier').map((token) => {
    const [first = '', second, ...rest] = token.split(/(?<!\\)\|/).map(unescaped);
    const value = second ?? first;
    if (rest.length > 0 || value === '' || token.length > LONGEST) throw wrong('identifier');
    return { system: second === undefined ? null : first, value };
  });
}

/** Values of which one is enough. */
function valuesOf(text: string, name: string): string[] {
  const values = text.split(/(?<!\\),/);
  if (values.length > MOST_VALUES) throw wrong(name);
  return values;
}

const unescaped = (text: string): string => text.replace(/\\([,|$\\])/g, '$1');

export const isOurId = (id: string): boolean => UUID.test(id);
