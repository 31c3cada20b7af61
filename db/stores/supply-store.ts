import type { Day } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';
import { searchWords } from './search-words.ts';

/** A medical supply that the facility has, with its price of some days. */
export interface SupplyItem {
  id: string;
  /** MA_VAT_TU. */
  code: string;
  name: string;
  unit: string;
  maker: string | null;
  productMark: string | null;
  unitPrice: Decimal;
  /** The most that the insurance counts of one unit. */
  ceilingPrice: Decimal | null;
  insuranceRatio: Decimal;
  tender: string | null;
  validFrom: Day;
  validTo: Day | null;
}

export interface SupplyEntry extends SupplyItem {
  version: number;
}

export async function insertSupplyItems(tx: WriteTx, facilityId: string, items: SupplyItem[]): Promise<void> {
  for (let i = 0; i < items.length; i += 500) {
    await tx('supplyItems').insert(items.slice(i, i + 500).map((item) => ({ ...item, facilityId })));
  }
}

const columns = `s.id, s.version, s.code, s.name, s.unit, s.maker, s.product_mark, s.unit_price, s.ceiling_price, s.insurance_ratio, s.tender, s.valid_from, s.valid_to`;

/** What a query by code or words of the name means; codes are typed with or without their points. */
export const NAMED_SUPPLIES = `(replace(s.code, '.', '') LIKE :code OR (s.name_tokens @> CAST(:whole AS text[]) AND ' ' || s.name_folded LIKE :last))`;

/** The facility's supplies in force on a day or later, by code; `query` narrows by code or words of the name. */
export async function listSupplies(db: Db, facilityId: string, asked: { query: string; day: Day; limit: number }): Promise<SupplyEntry[]> {
  const words = searchWords(asked.query);
  return await rows<SupplyEntry>(
    db,
    `SELECT ${columns} FROM supply_items AS s
      WHERE s.facility_id = :facilityId AND (s.valid_to IS NULL OR s.valid_to >= :day) ${words === undefined ? '' : `AND ${NAMED_SUPPLIES}`}
      ORDER BY s.code, s.valid_from LIMIT :limit`,
    { ...words, facilityId, day: asked.day, limit: asked.limit } as never,
  );
}

/** The facility's entries for supplies in force on a day, by code. */
export async function findSupplies(db: Db, facilityId: string, codes: string[], day: Day): Promise<Map<string, SupplyEntry>> {
  if (codes.length === 0) return new Map();
  const found = await rows<SupplyEntry>(
    db,
    `SELECT ${columns} FROM supply_items AS s
      WHERE s.facility_id = :facilityId AND s.code = ANY (:codes) AND s.valid_from <= :day AND (s.valid_to IS NULL OR s.valid_to >= :day)
      ORDER BY s.code LIMIT 2000`,
    { facilityId, codes, day } as never,
  );
  return new Map(found.map((item) => [item.code, item]));
}

/** How supplies are called, whether still in force or not; the last entry of a code counts. */
export async function nameSupplies(db: Db, facilityId: string, codes: string[]): Promise<Map<string, { name: string; unit: string }>> {
  if (codes.length === 0) return new Map();
  const found = await rows<{ code: string; name: string; unit: string }>(
    db,
    `SELECT DISTINCT ON (s.code) s.code, s.name, s.unit FROM supply_items AS s
      WHERE s.facility_id = :facilityId AND s.code = ANY (:codes) ORDER BY s.code, s.valid_from DESC LIMIT 2000`,
    { facilityId, codes } as never,
  );
  return new Map(found.map(({ code, name, unit }) => [code, { name, unit }]));
}

export async function lockSupplyItem(tx: WriteTx, facilityId: string, id: string): Promise<SupplyEntry | undefined> {
  return await tx<SupplyEntry & { facilityId: string }>('supplyItems').where({ facilityId, id }).forUpdate().first();
}

/** All entries of some supplies, oldest first, held until commit, so that two lists cannot make periods that overlap. */
export async function lockSuppliesOf(tx: WriteTx, facilityId: string, codes: string[]): Promise<SupplyEntry[]> {
  return await tx<SupplyEntry & { facilityId: string }>('supplyItems')
    .where({ facilityId })
    .whereIn('code', codes)
    .orderBy(['code', 'validFrom'])
    .limit(20_000)
    .forUpdate();
}

export async function endSupplyItem(tx: WriteTx, item: { facilityId: string; id: string }, validTo: Day): Promise<void> {
  await tx('supplyItems').where(item).update({ validTo });
}
