import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { goldens } from './goldens.ts';
import { rowEvidence, type Evidence } from './row-evidence.ts';
import { rowEvidenceOfVisit } from './row-evidence-of-visit.ts';

interface Row {
  group: string;
  concept: string;
  element: string;
}

const { rows } = JSON.parse(readFileSync(new URL('./mapping-rows.json', import.meta.url), 'utf8')) as { rows: Row[] };
const evidence = { ...rowEvidence, ...rowEvidenceOfVisit };

/** True when one resource of the example on disk fulfils the expression. */
function isShown([golden, expression]: Evidence): boolean {
  const example: unknown = JSON.parse(readFileSync(new URL(`./examples/${golden}.json`, import.meta.url), 'utf8'));
  return [example].flat().some((resource) => (fhirpath.evaluate(resource, expression, undefined, r4) as unknown[])[0] === true);
}

describe('the table of mappings', () => {
  it('has 66 rows, and nothing is shown that it does not ask for', () => {
    expect(rows).to.have.length(66);
    const asked = rows.map(({ group, concept }) => `${group}: ${concept}`).sort();
    const shown = Object.entries(evidence).flatMap(([group, concepts]) => Object.keys(concepts).map((concept) => `${group}: ${concept}`));
    expect(shown.sort()).to.deep.equal(asked);
  });

  for (const { group, concept, element } of rows) {
    it(`is fulfilled for ${group}, ${concept}: ${element}`, () => {
      const found = evidence[group]?.[concept] ?? [];
      expect(found).to.not.have.length(0);
      for (const one of found) {
        expect(Object.keys(goldens)).to.include(one[0]);
        expect(isShown(one), one.join(': ')).to.equal(true);
      }
    });
  }
});
