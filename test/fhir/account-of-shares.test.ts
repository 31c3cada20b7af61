import { expect } from 'chai';
import fc from 'fast-check';
import type { ExplanationOfBenefit } from '@medplum/fhirtypes';
import { buildClaimTables } from '../../domain/claims/build-claim-tables.ts';
import { computeBill } from '../../domain/insurance/compute-bill.ts';
import { add, type Decimal, decimal } from '../../domain/money.ts';
import type { ChargeLine, VisitRecord } from '../../domain/visits/visit-record.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { explanationOfBenefitToFhir } from '../../fhir-mappings/explanation-of-benefit-to-fhir.ts';
import { parametersAt } from '../domain/insurance/seed-parameters.ts';
import { aVisit } from '../support/a-visit.ts';

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

const parameters = parametersAt('2026-11-24');
const [examination] = aVisit().charges;
const [card] = aVisit().coverages;
if (examination === undefined || card === undefined) throw new Error('the invented visit has no charge or no card');

/** Three places, as prices have. */
const price = fc.integer({ min: 0, max: 90_000_000 }).map((thousandths) => decimal(String(thousandths / 1000)));
const charge = fc
  .record({
    kind: fc.constantFrom('service', 'supply', 'bed', 'examination', 'transport'),
    quantity: fc.integer({ min: 1, max: 400 }).map((tenths) => decimal(String(tenths / 10))),
    hospitalPrice: price,
    insurancePrice: price,
    serviceRatio: fc.constantFrom('100', '50', '30'),
    insuranceRatio: fc.constantFrom('100', '100', '80', '50', '0'),
  })
  .map((made): ChargeLine => ({
    ...examination,
    ...(made as Partial<ChargeLine>),
    scope: made.insuranceRatio === '0' ? '2' : ('1' as const),
  }));

const visits = fc.record({ charges: fc.array(charge, { maxLength: 8 }), cardRate: fc.constantFrom('80', '95', '100') }).map(billed);

function billed({ charges, cardRate }: { charges: ChargeLine[]; cardRate: Decimal }): VisitRecord {
  const lines = charges.map((one, i) => ({ ...one, id: `charge-${i}`, sequence: i + 1 }));
  const cards = [{ ...card, cardRate }] as VisitRecord['coverages'];
  const bill = computeBill({ parameters, careType: '01', arrivalCategory: '1.1', cards, lines });
  return aVisit({ charges: lines, coverages: cards, bill });
}

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
