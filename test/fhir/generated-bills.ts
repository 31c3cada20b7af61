import fc from 'fast-check';
import { computeBill } from '../../domain/insurance/compute-bill.ts';
import { type Decimal, decimal } from '../../domain/money.ts';
import type { ChargeLine, VisitRecord } from '../../domain/visits/visit-record.ts';
import { parametersAt } from '../domain/insurance/seed-parameters.ts';
import { aVisit } from '../support/a-visit.ts';

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

/** Insured visits of every bill, computed by the rules themselves. */
export const visits = fc.record({ charges: fc.array(charge, { maxLength: 8 }), cardRate: fc.constantFrom('80', '95', '100') }).map(billed);

function billed({ charges, cardRate }: { charges: ChargeLine[]; cardRate: Decimal }): VisitRecord {
  const lines = charges.map((one, i) => ({ ...one, id: `charge-${i}`, sequence: i + 1 }));
  const cards = [{ ...card, cardRate }] as VisitRecord['coverages'];
  const bill = computeBill({ parameters, careType: '01', arrivalCategory: '1.1', cards, lines });
  return aVisit({ charges: lines, coverages: cards, bill });
}
