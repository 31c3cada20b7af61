import type { Day } from '../../domain/dates.ts';
import { serviceGroups, type PriceLine } from '../../domain/prices/read-price-list.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';
import { searchWords } from './search-words.ts';

export interface PriceList {
  facilityId: string;
  id: string;
  version: number;
  decisionNumber: string;
  decidedOn: Day;
  validFrom: Day;
  validTo: Day | null;
  endReason: string | null;
  fileName: string;
  fileSha256: string;
  importedBy: string;
  importedAt: string;
}

export type PriceListEntry = Omit<PriceList, 'facilityId' | 'importedBy'> & { importedByName: string; lines: number };

export interface PriceListLine {
  code: string;
  name: string;
  group: string;
  unit: string;
  hospitalPrice: string;
  insurancePrice: string;
  surgeryClass: string | null;
}

const CHUNK = 500;

export async function insertPriceList(
  tx: WriteTx,
  list: Omit<PriceList, 'version' | 'validTo' | 'endReason'>,
  lines: PriceLine[],
): Promise<void> {
  await tx('priceLists').insert(list);
  for (let i = 0; i < lines.length; i += CHUNK) {
    await tx('priceListLines').insert(
      lines.slice(i, i + CHUNK).map(({ row: _, group, ...line }) => ({
        ...{ facilityId: list.facilityId, listId: list.id, groupCode: group, costGroup: serviceGroups[group] },
        ...line,
      })),
    );
  }
}

/** Lists of the facility, the one that begins last first. */
export async function listPriceLists(db: Db, facilityId: string): Promise<PriceListEntry[]> {
  return await rows<PriceListEntry>(
    db,
    `SELECT p.id, p.version, p.decision_number, p.decided_on, p.valid_from, p.valid_to, p.end_reason, p.file_name, p.file_sha256, p.imported_at,
            u.full_name AS imported_by_name,
            (SELECT count(*)::int FROM price_list_lines AS l WHERE l.facility_id = p.facility_id AND l.list_id = p.id) AS lines
       FROM price_lists AS p JOIN users AS u ON u.id = p.imported_by
      WHERE p.facility_id = :facilityId ORDER BY p.valid_from DESC, p.imported_at DESC LIMIT 100`,
    { facilityId },
  );
}

export async function findPriceListByFile(
  db: Db,
  facilityId: string,
  of: { sha256: string; validFrom: Day },
): Promise<PriceList | undefined> {
  return await db<PriceList>('priceLists')
    .where({ facilityId, fileSha256: of.sha256, validFrom: of.validFrom })
    .whereNull('validTo')
    .first();
}

export async function lockPriceList(tx: WriteTx, facilityId: string, id: string): Promise<PriceList | undefined> {
  return await tx<PriceList>('priceLists').where({ facilityId, id }).forUpdate().first();
}

export async function endPriceList(tx: WriteTx, list: PriceList, end: { validTo: Day; endReason: string }): Promise<number> {
  const [saved] = await tx<PriceList>('priceLists').where({ facilityId: list.facilityId, id: list.id }).update(end).returning('version');
  if (saved === undefined) throw new Error('the price list is gone');
  return saved.version;
}

/** Lines of a list by code, a page at a time; `query` narrows by code or words of the name. */
export async function pagePriceLines(
  db: Db,
  facilityId: string,
  asked: { listId: string; query: string; after: string; limit: number },
): Promise<PriceListLine[]> {
  const words = searchWords(asked.query);
  const narrowed =
    words === undefined
      ? ''
      : `AND (replace(l.code, '.', '') LIKE :code OR (l.tokens @> CAST(:whole AS text[]) AND ' ' || l.name_folded LIKE :last))`;
  return await rows<PriceListLine>(
    db,
    `SELECT l.code, l.name, l.group_code AS "group", l.unit, l.hospital_price, l.insurance_price, l.surgery_class
       FROM price_list_lines AS l
      WHERE l.facility_id = :facilityId AND l.list_id = :listId AND l.code > :after ${narrowed}
      ORDER BY l.code LIMIT :limit`,
    { ...words, facilityId, ...asked } as never,
  );
}

/** Prices of all codes that the facility's own lists have in force on a day, by code. */
export async function pricesInForce(db: Db, facilityId: string, day: Day): Promise<Map<string, { price: string; insurancePrice: string }>> {
  const found = await rows<{ code: string; price: string; insurancePrice: string }>(
    db,
    `SELECT DISTINCT ON (l.code) l.code, l.hospital_price AS price, l.insurance_price
       FROM price_list_lines AS l JOIN price_lists AS p ON p.facility_id = l.facility_id AND p.id = l.list_id
      WHERE l.facility_id = :facilityId AND p.valid_from <= :day AND (p.valid_to IS NULL OR p.valid_to >= :day)
      ORDER BY l.code, p.valid_from DESC, p.imported_at DESC LIMIT 50000`,
    { facilityId, day },
  );
  return new Map(found.map(({ code, ...prices }) => [code, prices]));
}

export async function findPriceList(db: Db, facilityId: string, id: string): Promise<{ id: string } | undefined> {
  return await row<{ id: string }>(db, `SELECT p.id FROM price_lists AS p WHERE p.facility_id = :facilityId AND p.id = :id`, {
    facilityId,
    id,
  });
}
