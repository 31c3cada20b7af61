import { error, type Issue } from '../issue.ts';
import { compare, places, type Decimal } from '../money.ts';
import { isSameList, type BaseLine } from './cabinet-needs.ts';

/** Quantities have at most three places (QĐ 130/QĐ-BYT). */
const PLACES = 3;
/** More than this in one cabinet, or for one visit, is a slip of the keyboard; our own bound. */
const QUANTITY_MAX = '10000';

/**
 * Everything wrong with a base list that is asked for: drugs nobody knows or that stand there twice, quantities, or nothing that differs
 * from the list in force. An empty list ends the base stock. Source: docs/legal/pharmacy.md#cabinet
 */
export function checkCabinetList(lines: BaseLine[], facts: { knownDrugs: ReadonlySet<string>; inForce: BaseLine[] }): Issue[] {
  if (isSameList(lines, facts.inForce)) return [error('cabinet_list_same', 'lines')];
  return lines.flatMap(({ drugCode, quantity }, i) => [
    ...(facts.knownDrugs.has(drugCode) ? [] : [error('stock_drug_unknown', `lines.${i}.drugCode`, { drug: drugCode })]),
    ...(lines.findIndex((one) => one.drugCode === drugCode) < i ? [error('cabinet_drug_repeated', `lines.${i}.drugCode`)] : []),
    ...checkCabinetQuantity(quantity, `lines.${i}.quantity`),
  ]);
}

/** A quantity that a cabinet keeps or gives: more than nothing, at most three places, not absurd. */
export function checkCabinetQuantity(quantity: Decimal, path: string): Issue[] {
  if (compare(quantity, '0') <= 0) return [error('stock_quantity_not_positive', path)];
  if (places(quantity) > PLACES) return [error('stock_places', path, { max: PLACES })];
  return compare(quantity, QUANTITY_MAX) > 0 ? [error('stock_quantity_absurd', path, { max: QUANTITY_MAX })] : [];
}
