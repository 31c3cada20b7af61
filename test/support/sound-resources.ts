import type { Json } from '../../fhir-mappings/checker/json.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aClinicalRecord } from './a-clinical-record.ts';
import { aVisit } from './a-visit.ts';
import { resolvedResources } from './fhir-validators.ts';

/** What was planted in what, and every finding that must follow: code and path. */
export interface PlantedFault {
  sentence: string;
  sound: Json;
  spoil: (resource: Json) => void;
  /** `code path` */
  found: string[];
}

const bundle = visitToBundle(aVisit(), defaultFamily, aClinicalRecord());
const resources = resolvedResources(bundle) as unknown as Json[];

function ofType(type: string, matching: (one: Json) => boolean = () => true): Json {
  const found = resources.find((one) => one['resourceType'] === type && matching(one));
  if (found === undefined) throw new Error(`the invented visit has no ${type}`);
  return found;
}

export const patient = ofType('Patient', (one) => one['gender'] === 'female');
export const encounter = ofType('Encounter');
export const coverage = ofType('Coverage');
export const condition = ofType('Condition', (one) => JSON.stringify(one['code']).includes('coding'));
export const request = ofType('MedicationRequest');
export const dispense = ofType('MedicationDispense');
export const consent: Json = {
  ...{ resourceType: 'Consent', status: 'active', policyRule: { text: 'NĐ 13/2023' } },
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
};
export const claim = ofType('Claim');
const vital = (code: string): Json => ofType('Observation', (one) => JSON.stringify(one['code']).includes(`"${code}"`));
export const temperature = vital('8310-5');
export const pressure = vital('85354-9');
export const transaction = bundle as unknown as Json;

/** Smaller ones for what no mapping writes. */
export const told: Json = {
  ...{ resourceType: 'Patient', id: 'p1', name: [{ given: ['A', 'B'] }] },
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Khoa nhi<br/>&amp; sản</p></div>' },
};
export const containing: Json = {
  ...{ resourceType: 'Condition', id: 'c1', subject: { reference: 'Patient/p1' }, asserter: { reference: '#d1' } },
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  contained: [{ resourceType: 'Practitioner', id: 'd1', name: [{ text: 'BS' }] }],
};
export const document: Json = {
  ...{ resourceType: 'Bundle', type: 'document', timestamp: '2026-11-24T09:45:00+07:00' },
  identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:uuid:0c0a6d0e-2f0c-4c57-9d5b-5a3c9b2f5a01' },
  entry: [
    {
      fullUrl: 'http://example.vn/fhir/Composition/a1',
      resource: {
        ...{ resourceType: 'Composition', id: 'a1', status: 'final', date: '2026-11-24', title: 'Tóm tắt' },
        ...{ type: { text: 'Tóm tắt' }, subject: { reference: 'Patient/p1' }, author: [{ reference: 'Patient/p1' }] },
      },
    },
    { fullUrl: 'http://example.vn/fhir/Patient/p1', resource: { resourceType: 'Patient', id: 'p1' } },
  ],
};
export const collection: Json = {
  ...{ resourceType: 'Bundle', type: 'collection' },
  entry: [{ fullUrl: 'urn:uuid:0c0a6d0e-2f0c-4c57-9d5b-5a3c9b2f5a01', resource: { resourceType: 'Patient', id: 'p1' } }],
};
export const extended: Json = {
  ...{ resourceType: 'Patient', id: 'p1' },
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueAddress: { text: 'Sơn La' } }],
};

/** The part of a resource under a dotted path. */
export const at = (resource: Json, path: string): Json =>
  path.split('.').reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], resource) as Json;

/** Writes a value under a dotted path, or removes what is there. */
export const set =
  (path: string, value: unknown) =>
  (resource: Json): void => {
    const [name = '', ...before] = path.split('.').reverse();
    const parent = before.length === 0 ? resource : at(resource, before.reverse().join('.'));
    if (value === undefined) delete parent[name];
    else parent[name] = value;
  };

export const fault = (sentence: string, sound: Json, spoil: (resource: Json) => void, ...found: string[]): PlantedFault => ({
  ...{ sentence, sound, spoil, found },
});
