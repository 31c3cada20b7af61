import type { Day } from '../../domain/dates.ts';
import { itemKindOf } from '../../domain/stock/item-kind.ts';
import type { Db } from '../knex.ts';
import { findDrugs, nameDrugs } from './drug-catalogue-store.ts';
import { findSupplies, nameSupplies } from './supply-store.ts';

/** What is printed of a drug or a supply that lies in stock. */
export interface ItemName {
  name: string;
  unit: string;
}

const splitByKind = (codes: readonly string[]) => {
  const distinct = [...new Set(codes)];
  const of = (kind: string): string[] => distinct.filter((code) => itemKindOf(code) === kind);
  return { drugs: of('drug'), supplies: of('supply') };
};

/** How stock items are called, whether still in force or not. */
export async function nameItems(db: Db, facilityId: string, codes: readonly string[]): Promise<Map<string, ItemName>> {
  const { drugs, supplies } = splitByKind(codes);
  return new Map<string, ItemName>([...(await nameDrugs(db, drugs)), ...(await nameSupplies(db, facilityId, supplies))]);
}

/** Those of the codes that may come in on a day: drugs of the catalogue, supplies of the facility's list. */
export async function findKnownItems(db: Db, facilityId: string, codes: readonly string[], day: Day): Promise<Set<string>> {
  const { drugs, supplies } = splitByKind(codes);
  const found = [await findDrugs(db, drugs, day), await findSupplies(db, facilityId, supplies, day)];
  return new Set(found.flatMap((items) => [...items.keys()]));
}
