import { expect } from 'chai';
import fc from 'fast-check';
import type { ExplanationOfBenefit } from '@medplum/fhirtypes';
import { buildClaimTables } from '../../domain/claims/build-claim-tables.ts';
import { add, type Decimal, decimal } from '../../domain/money.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { explanationOfBenefitToFhir } from '../../fhir-mappings/explanation-of-benefit-to-fhir.ts';
import { visits } from './generated-bills.ts';

const RUNS = Number(process.env['HIS_FHIR_RUNS'] ?? '1000');

/** Code in the account, field of table 1. */
const shares = [
  ['T_TONGCHI_BV', 'T_TONGCHI_BV'],
  ['submitted', 'T_TONGCHI_BH'],
  ['benefit', 'T_BHTT'],
  ['copay', 'T_BNCCT'],
  ['T_BNTT', 'T_BNTT'],
  ['T_NGUONKHAC', 'T_NGUONKHAC'],
] as const;

const amountOf = (of: ExplanationOfBenefit['total'], code: string): Decimal => {
  const found = of?.find(({ category }) => category.coding?.some((one) => one.code === code));
  if (found?.amount.value === undefined) throw new Error(`the account has no ${code}`);
  return decimal(String(found.amount.value));
};

describe('the account of the shares', function () {
  this.timeout(120_000);

  it(`has the sums of table 1 to the dong, and lines that add up to them, of ${RUNS} bills`, () => {
    fc.assert(
      fc.property(visits, (visit) => {
        const account = explanationOfBenefitToFhir(visit, defaultFamily);
        const [table] = buildClaimTables(visit).XML1;
        for (const [code, field] of shares) {
          const total = amountOf(account.total, code);
          expect(total, field).to.equal(decimal(String(table?.[field])));
          const lines = (account.item ?? []).map(({ adjudication }) => amountOf(adjudication as ExplanationOfBenefit['total'], code));
          expect(add('0', ...lines), field).to.equal(total);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
