import { expect } from 'chai';
import type { Resource } from '@medplum/fhirtypes';
import { systemFamilies } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { anUninsuredVisit, aVisit } from '../support/a-visit.ts';
import { clean, judge, resolvedGolden, resolvedResources, type Verdict } from '../support/fhir-validators.ts';
import { goldens } from './goldens.ts';

type Json = Record<string, unknown>;
const [family] = systemFamilies;
if (family === undefined) throw new Error('no family of systems');
const sound = resolvedResources(visitToBundle(aVisit(), family));

/** A sound resource of the type with one thing changed. */
function spoilt(type: Resource['resourceType'], spoil: (resource: Json) => void): Resource {
  const copy = structuredClone(sound.find(({ resourceType }) => resourceType === type)) as unknown as Json;
  spoil(copy);
  return copy as unknown as Resource;
}

const at = (resource: Json, name: string): Json => resource[name] as Json;

/** What was planted, and which engines see it. The list is exact: it shows where one of them is blind. */
const faults: [string, Resource, (keyof Verdict)[]][] = [
  ['a missing required element', spoilt('Encounter', (one) => delete one['status']), ['medplum', 'lantana', 'own']],
  ['a missing required reference', spoilt('Coverage', (one) => delete one['payor']), ['medplum', 'lantana', 'own']],
  ['an element that does not exist', spoilt('Patient', (one) => (one['nickname'] = 'Ngần')), ['medplum', 'lantana', 'own']],
  ['one value where a list belongs', spoilt('Patient', (one) => (one['name'] = { text: 'Lò Thị Ngần' })), ['medplum', 'lantana', 'own']],
  ['a list where one value belongs', spoilt('Patient', (one) => (one['birthDate'] = ['1990-05-15'])), ['medplum', 'own']],
  ['a code outside a required list', spoilt('Patient', (one) => (one['gender'] = 'nữ')), ['lantana', 'own']],
  ['a status outside a required list', spoilt('Encounter', (one) => (one['status'] = 'closed')), ['lantana', 'own']],
  [
    'a reference to the wrong type',
    spoilt('Encounter', (one) => (at(one, 'subject')['reference'] = `Practitioner/${sound[2]?.id}`)),
    ['medplum', 'own'],
  ],
  ['a contact without name, number, address or organization (pat-1)', spoilt('Patient', contactOfNobody), ['medplum', 'own']],
  [
    'a value and a reason for its absence together (obs-6)',
    spoilt('Observation', (one) => (one['dataAbsentReason'] = { text: 'không đo' })),
    ['medplum', 'own'],
  ],
  ['a time without offset', spoilt('Encounter', (one) => (at(one, 'period')['start'] = '2026-11-24T06:50:00')), ['times', 'own']],
  ['a day that is not in the calendar', spoilt('Patient', (one) => (one['birthDate'] = '2026-02-30')), ['own']],
  ['an empty text', spoilt('Patient', (one) => (one['implicitRules'] = '')), ['own']],
  ['an empty list', spoilt('Patient', (one) => (one['photo'] = [])), ['own']],
  ['an id with an underscore', spoilt('Patient', (one) => (one['id'] = 'a_b')), ['own']],
  ['an end before its start (per-1)', spoilt('Encounter', (one) => (at(one, 'period')['end'] = '2020-01-01T00:00:00+07:00')), ['own']],
  ['a unit that is none', spoilt('Observation', (one) => (at(one, 'valueQuantity')['code'] = 'độ')), ['own']],
];

function contactOfNobody(patient: Json): void {
  patient['contact'] = [{ gender: 'male' }];
}

describe('the two validators and our own', function () {
  this.timeout(20_000);

  for (const family of systemFamilies) {
    for (const [name, visit] of [['insured', aVisit()] as const, ['uninsured', anUninsuredVisit()] as const]) {
      it(`find nothing in any resource of the ${name} visit for ${family.name}`, () => {
        const resources = resolvedResources(visitToBundle(visit, family));
        expect(resources.length).to.be.greaterThan(14);
        for (const resource of resources) expect(judge(resource), resource.resourceType).to.deep.equal(clean);
      });
    }
  }

  for (const [name, make] of Object.entries(goldens)) {
    it(`find nothing in the golden example ${name}`, () => {
      for (const resource of resolvedGolden(make())) {
        expect(judge(resource), resource.resourceType).to.deep.equal(clean);
      }
    });
  }

  for (const [name, resource, seenBy] of faults) {
    it(`see ${name}: ${seenBy.join(' and ')}`, () => {
      const verdict = judge(resource);
      const seeing = (['medplum', 'lantana', 'times', 'own'] as const).filter((engine) => verdict[engine].length > 0);
      expect(seeing).to.deep.equal(seenBy);
      expect(seeing).to.not.have.length(0);
    });
  }
});
