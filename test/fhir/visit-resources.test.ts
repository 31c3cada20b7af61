import { expect } from 'chai';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aClinicalRecord } from '../support/a-clinical-record.ts';
import { aVisit } from '../support/a-visit.ts';

describe('the resources of a visit', () => {
  it('come after those that they need, so that a receiver can take them in pieces; only the encounter names its diagnoses ahead', () => {
    const known = new Set<string>();
    const ahead = new Set<string>();
    for (const { fullUrl, resource } of visitToBundle(aVisit(), defaultFamily, aClinicalRecord()).entry ?? []) {
      known.add(String(fullUrl));
      JSON.stringify(resource, (name, value: unknown) => {
        if (name === 'reference' && !known.has(String(value))) ahead.add(String(resource?.resourceType));
        return value;
      });
    }
    expect([...ahead]).to.deep.equal(['Encounter']);
    expect(known.size).to.be.greaterThan(50);
  });
});
