import type { Bundle, Resource } from '@medplum/fhirtypes';
import { lineOf } from './narrative.ts';

/** What a receiver can read of one type of resources, a line each. */
export interface ReadableSection {
  type: string;
  lines: string[];
}

/** In the order in which somebody reads a record; what is not here follows. */
const ORDER = [
  ...['Patient', 'RelatedPerson', 'Coverage', 'Encounter', 'AllergyIntolerance', 'Condition', 'Observation', 'DiagnosticReport'],
  ...['MedicationRequest', 'MedicationDispense', 'Procedure', 'ServiceRequest', 'Immunization', 'Appointment', 'Composition'],
];

/**
 * A bundle as a person reads it: for each type of resource its lines in the words that it carries, in Vietnamese like these. Nothing is added that does not leave;
 * what has no words of its own is named by its identifier.
 */
export function readBundle({ entry = [] }: Bundle): ReadableSection[] {
  const byType = new Map<string, string[]>();
  for (const { resource } of entry) {
    if (resource === undefined) continue;
    byType.set(resource.resourceType, [...(byType.get(resource.resourceType) ?? []), readLine(resource)]);
  }
  const rank = (type: string): number => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length);
  return [...byType].map(([type, lines]) => ({ type, lines })).sort((a, b) => rank(a.type) - rank(b.type));
}

const sexes: Readonly<Record<string, string>> = { male: 'nam', female: 'nữ', other: 'khác', unknown: 'chưa xác định' };

function readLine(resource: Resource): string {
  switch (resource.resourceType) {
    case 'Patient':
      return joined(
        resource.name?.[0]?.text,
        sexes[resource.gender ?? ''],
        day(resource.birthDate),
        ...(resource.identifier ?? []).map(({ value }) => value),
        resource.address?.[0]?.text,
      );
    case 'Encounter':
      return joined(resource.type?.[0]?.text ?? resource.class.display, moment(resource.period?.start), moment(resource.period?.end));
    case 'Coverage':
      return joined(resource.subscriberId, day(resource.period?.start), day(resource.period?.end));
    case 'MedicationDispense':
      return joined(resource.medicationCodeableConcept?.text, moment(resource.whenHandedOver));
    default:
      return readOther(resource);
  }
}

function readOther(resource: Resource): string {
  const line = lineOf(resource);
  if (line !== resource.resourceType && line !== '') return line;
  const named = resource as { name?: unknown; title?: unknown; code?: { text?: unknown }; identifier?: unknown };
  const [person] = Array.isArray(named.name) ? (named.name as { text?: unknown }[]) : [];
  const identifiers = (Array.isArray(named.identifier) ? named.identifier : [named.identifier]) as ({ value?: unknown } | undefined)[];
  return joined(
    ...[named.name, person?.text, named.title, named.code?.text, identifiers[0]?.value, resource.id].filter(isText).slice(0, 1),
  );
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const joined = (...parts: (string | undefined)[]): string => parts.filter(isText).join(' · ');

const day = (text: string | undefined): string | undefined => text?.slice(0, 10).split('-').toReversed().join('/');
/** The mappings write moments with the offset of Viet Nam: hour and minute stand as they are read here. */
const moment = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : `${day(text)} ${text.slice(11, 16)}`.trim();
