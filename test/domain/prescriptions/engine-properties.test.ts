import { expect } from 'chai';
import fc from 'fast-check';
import { checkInteractions } from '../../../domain/prescriptions/check-interactions.ts';
import { checkPrescription, needsReason } from '../../../domain/prescriptions/check-prescription.ts';
import type { DrugLine, Interaction, PrescribingDrug } from '../../../domain/prescriptions/prescribing-facts.ts';
import type { Issue } from '../../../domain/issue.ts';
import { groupPairs, listedPairs } from '../../support/interaction-list.ts';
import { drug, factsOf, ingredient, lineOf, openLine } from './facts.ts';

const interactions = [...listedPairs, ...groupPairs];
/** Codes that occur in the list, filled up to a substance, so that chance meets pairs often enough. */
const substances = [...new Set(interactions.flatMap(({ atcA, atcB }) => [atcA, atcB]))]
  .filter((code) => !code.startsWith('name:'))
  .map((code) => code.padEnd(5, 'A').padEnd(7, '0').slice(0, 7));

const anIngredient = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...substances).map((code) => ingredient(`substance ${code}`, code)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((n) => ingredient(`herb ${n}`)) },
);
const someDrugs = fc
  .array(fc.record({ ingredients: fc.array(anIngredient, { minLength: 1, maxLength: 3 }), systemic: fc.boolean() }), {
    minLength: 2,
    maxLength: 8,
  })
  .map((all) => all.map(({ ingredients, systemic }, i) => drug(`d${i}`, ingredients, { systemic })));
const draftOf = (drugs: PrescribingDrug[]): DrugLine[] => drugs.map(({ code }) => lineOf(code));
const findings = (drugs: PrescribingDrug[], lines = draftOf(drugs)): Issue[] => checkInteractions(lines, factsOf(drugs, { interactions }));
/** Who meets whom, whatever the order on the sheet. */
const meetings = (issues: Issue[]): string[] =>
  issues
    .map(({ code, severity, params }) => [severity, code, ...[String(params?.['drug']), String(params?.['other'])].toSorted()].join(' '))
    .toSorted();
const isInteraction = ({ code }: Issue): boolean => code.startsWith('interaction_');

/** The list read word by word, as a pharmacist would with a ruler. */
function listSays(a: PrescribingDrug, b: PrescribingDrug): boolean {
  const matches = (code: string, key: string): boolean => code.startsWith(key);
  const meets = ({ atcA, atcB }: Interaction, one: string, other: string): boolean => matches(one, atcA) && matches(other, atcB);
  const codes = (of: PrescribingDrug) => of.ingredients.flatMap(({ atcCodes }) => atcCodes);
  return codes(a).some((one) =>
    codes(b).some((other) => one !== other && interactions.some((pair) => meets(pair, one, other) || meets(pair, other, one))),
  );
}

describe('the safety engine, whatever is prescribed', () => {
  it('finds on two drugs that act on the whole body exactly when the list has them, read with a ruler', () => {
    fc.assert(
      fc.property(someDrugs, (drugs) => {
        const [a, b] = drugs;
        if (a === undefined || b === undefined) return;
        const pair = [a, b].map((one) => ({ ...one, systemic: true }));
        expect(findings(pair).some(isInteraction)).to.equal(listSays(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it('meets the same pairs in any order of the lines', () => {
    fc.assert(
      fc.property(
        someDrugs.chain((drugs) => fc.tuple(fc.constant(drugs), fc.shuffledSubarray(drugs, { minLength: drugs.length }))),
        ([drugs, shuffled]) => {
          expect(meetings(findings(drugs, draftOf(shuffled)))).to.deep.equal(meetings(findings(drugs)));
        },
      ),
    );
  });

  it('loses no finding when a drug is added', () => {
    fc.assert(
      fc.property(someDrugs, (drugs) => {
        const before = meetings(findings(drugs, draftOf(drugs.slice(0, -1))));
        const after = meetings(findings(drugs));
        expect(before.filter((one) => !after.includes(one))).to.deep.equal([]);
      }),
    );
  });

  it('says of each drug with an ingredient it knows no code for that it was not checked', () => {
    fc.assert(
      fc.property(someDrugs, (drugs) => {
        const unknown = drugs
          .filter(({ ingredients }) => ingredients.some(({ atcCodes }) => atcCodes.length === 0))
          .map(({ name }) => name);
        const said = findings(drugs).filter(({ code }) => code === 'drug_not_checked');
        expect(said.map(({ params }) => params?.['drug'])).to.deep.equal(unknown);
      }),
    );
  });

  it('finds with what is still taken what it would find on the sheet itself', () => {
    fc.assert(
      fc.property(someDrugs, ([first, second]) => {
        if (first === undefined || second === undefined) return;
        const drugs = [first, second];
        const open = checkInteractions([lineOf(second.code)], factsOf(drugs, { interactions, open: [openLine(first.code)] }));
        const withoutUnknown = (issues: Issue[]) => meetings(issues.filter(({ code }) => code !== 'drug_not_checked'));
        expect(withoutUnknown(open)).to.deep.equal(withoutUnknown(findings(drugs)));
      }),
    );
  });

  it('lets nothing that stays on the skin meet what acts on the whole body', () => {
    fc.assert(
      fc.property(someDrugs, ([first, ...others]) => {
        if (first === undefined) return;
        const local = { ...first, systemic: false };
        const drugs = [local, ...others.map((one) => ({ ...one, systemic: true }))];
        const aboutLocal = findings(drugs).filter(({ params }) => params?.['other'] === local.name);
        expect(aboutLocal).to.deep.equal([]);
      }),
    );
  });

  it('points at a line that exists and never lets an unconditional pair through with a reason', () => {
    const anything = fc.record({
      quantity: fc.constantFrom('-1', '0', '0.0001', '10', '1001', '1000000'),
      days: fc.constantFrom(-1, 0, 1, 5, 400),
      morning: fc.constantFrom(undefined, '-1', '0', '0.5', '9'),
    });
    fc.assert(
      fc.property(someDrugs, fc.array(anything, { minLength: 8, maxLength: 8 }), (drugs, texts) => {
        const lines = drugs.map(({ code }, i): DrugLine => {
          const { quantity, days, morning } = texts[i] ?? { quantity: '1', days: 1, morning: '1' };
          return { drugCode: code, quantity, dosage: { days, ...(morning === undefined ? {} : { morning }) } };
        });
        for (const issue of checkPrescription(lines, factsOf(drugs, { interactions }))) {
          const line = /^lines\.(\d+)/.exec(issue.path)?.[1];
          if (line !== undefined) expect(Number(line)).to.be.lessThan(lines.length);
          if (issue.code === 'interaction_contraindicated') expect([issue.severity, needsReason(issue)]).to.deep.equal(['error', false]);
        }
      }),
    );
  });
});
