import { compare, type Decimal } from '../money.ts';
import { getParameter, type InsuranceParameters } from './insurance-parameters.ts';

export interface Operation {
  id: string;
  /** Price in dong. */
  price: Decimal;
  kind: 'surgery' | 'procedure';
  /** Done by the team of the main operation. */
  sameTeam: boolean;
}

/**
 * Percent of the price for each operation of one session, by id: the dearest surgery in full, others at half (same team) or 80 % (other team),
 * further procedures 80 %. Without surgery every procedure is paid in full. Equal prices: the first by id is the main one.
 * Source: docs/legal/insurance.md#surgery
 */
export function computeSurgeryRatios(operations: Operation[], parameters: InsuranceParameters): Map<string, Decimal> {
  const [main] = operations.filter(({ kind }) => kind === 'surgery').sort(byPriceThenId);
  const ratio = (key: string) => getParameter(parameters.surgeryRatios, 'bhyt.surgery_ratio', key);
  return new Map(operations.map((operation) => [operation.id, ratio(ratioKey(operation, main))]));
}

function ratioKey(operation: Operation, main: Operation | undefined): string {
  if (main === undefined || operation.id === main.id) return 'main';
  if (operation.kind === 'procedure') return 'procedure';
  return operation.sameTeam ? 'same_team' : 'other_team';
}

const byPriceThenId = (a: Operation, b: Operation): number => compare(b.price, a.price) || (a.id < b.id ? -1 : 1);
