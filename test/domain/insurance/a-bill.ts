import { type BillCard, type BillInput, computeBill } from '../../../domain/insurance/compute-bill.ts';
import type { BillLine } from '../../../domain/insurance/split-line.ts';
import type { Bill } from '../../../domain/visits/visit-record.ts';
import { parametersAt } from './seed-parameters.ts';

export const aLine = (changes: Partial<BillLine> = {}): BillLine => ({
  id: 'line-1',
  sequence: 1,
  kind: 'service',
  quantity: '1',
  hospitalPrice: '1000000',
  insurancePrice: '1000000',
  serviceRatio: '100',
  insuranceRatio: '100',
  orderedAt: '2026-11-24T03:00:00Z',
  ...changes,
});
export const aCard = (changes: Partial<BillCard> = {}): BillCard => ({
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  cardRate: '80',
  ...changes,
});
/** An outpatient with an 80 % card and one service of a million dong. */
export const bill = (changes: Partial<BillInput> = {}): Bill =>
  computeBill({
    parameters: parametersAt('2026-11-24'),
    careType: '01',
    arrivalCategory: '1.1',
    cards: [aCard()],
    lines: [aLine()],
    ...changes,
  });
