import { readFileSync, statSync } from 'node:fs';
import { expect } from 'chai';
import { definitions } from '../../fhir-mappings/checker/definitions.ts';
import { printDefinitions, pruneDefinitions } from '../support/prune-definitions.ts';

const file = new URL('../../fhir-mappings/checker/definitions.json', import.meta.url);

describe('the definitions of the FHIR checker', function () {
  this.timeout(60_000);

  it('are what is cut out of HL7’s own, to the byte', () => {
    expect(printDefinitions(pruneDefinitions()) === readFileSync(file, 'utf8')).to.equal(true);
  });

  it('say where they come from and stay small', () => {
    expect(definitions.source).to.contain('HL7 FHIR R4 4.0.1 (CC0)');
    expect(statSync(file).size).to.be.lessThan(500_000);
  });

  it('hold every resource of R4 but two that the package has in a later version, and every type that one of them uses', () => {
    const listed = definitions.codes['resource-types']?.['http://hl7.org/fhir/resource-types'] ?? [];
    expect(listed).to.have.length(148);
    expect(listed.filter((name) => definitions.shapes[name]?.isResource !== true)).to.deep.equal(['EvidenceVariable', 'ResearchStudy']);
    const named = Object.values(definitions.shapes).flatMap(({ fields }) => Object.values(fields).map(({ type }) => type));
    const unknown = named.filter((type) => /^[A-Z]/.test(type) && type !== 'Resource' && definitions.shapes[type] === undefined);
    expect(unknown).to.deep.equal([]);
  });

  it('hold nothing that the makers of the package added for their own server', () => {
    expect(Object.keys(definitions.shapes['Meta']?.fields ?? {})).to.deep.equal([
      'versionId',
      'lastUpdated',
      'source',
      'profile',
      'security',
      'tag',
    ]);
    expect(Object.keys(definitions.shapes['Binary']?.fields ?? {})).to.deep.equal(['contentType', 'securityContext', 'data']);
  });

  it('hold the codes of every required list but four that nobody can write down', () => {
    const empty = Object.keys(definitions.codes).filter((name) => Object.keys(definitions.codes[name] ?? {}).length === 0);
    expect(empty.sort()).to.deep.equal(['LL379-9', 'currencies', 'mimetypes', 'ucum-units']);
  });
});
