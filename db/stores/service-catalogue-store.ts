import type { Day } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import { row, rows, type Db } from '../knex.ts';
import { boundedLimit, searchWords } from './search-words.ts';

export type PriceClass = 'class-2' | 'class-3' | 'station';

/** A service with what it costs at a facility on a day. */
export interface ServiceEntry {
  code: string;
  name: string;
  /** KHAM, XN, CDHA, TDCN, TT, PT, PHCN, YHCT, GIUONG. */
  group: string;
  /** Cost group of the claim tables. */
  costGroup: string;
  unit: string;
  price: Decimal;
  /** What the insurance counts of it. */
  insurancePrice: Decimal;
  surgeryClass: string | null;
  /** Prices of the facility's own list are sure; those of its class stand in for them. */
  confidence: 'sure' | 'likely' | 'unsure';
}

/** Whose prices: the facility's own list in force on the day, else those of its class. */
export interface PricedAt {
  facilityId: string;
  facilityClass: PriceClass;
  day: Day;
}

const own = `SELECT l.code, l.name, l.group_code, l.cost_group, l.unit, l.hospital_price AS price, l.insurance_price, l.surgery_class,
    'sure' AS confidence, l.name_folded, l.tokens, p.valid_from, p.imported_at, true AS own
   FROM price_list_lines AS l JOIN price_lists AS p ON p.facility_id = l.facility_id AND p.id = l.list_id
  WHERE l.facility_id = :facilityId AND p.valid_from <= :day AND (p.valid_to IS NULL OR p.valid_to >= :day)`;
const ofClass = `SELECT s.code, s.name, s.group_code, s.cost_group, s.unit, s.price, s.price AS insurance_price, s.surgery_class,
    s.confidence, s.name_folded, s.tokens, s.valid_from, CAST(NULL AS timestamptz) AS imported_at, false AS own
   FROM service_prices AS s
  WHERE s.facility_class = :facilityClass AND s.valid_from <= :day AND (s.valid_to IS NULL OR s.valid_to >= :day)`;
/** Of several rows of one code the facility's own counts, of those the one whose list began last. */
const bestFirst = `own DESC, valid_from DESC, imported_at DESC NULLS LAST`;
const entry = `code, name, group_code AS "group", cost_group, unit, price, insurance_price, surgery_class, confidence`;

/** Services of a facility by the beginning of a code (dots or not) or by words of the name; names that begin so first. */
export async function searchServices(db: Db, search: PricedAt & { query: string; limit: number }): Promise<ServiceEntry[]> {
  const words = searchWords(search.query);
  if (words === undefined) return [];
  const matches = (table: string): string =>
    `(replace(${table}.code, '.', '') LIKE :code OR (${table}.tokens @> CAST(:whole AS text[]) AND ' ' || ${table}.name_folded LIKE :last))`;
  const { facilityId, facilityClass, day } = search;
  return await rows<ServiceEntry>(
    db,
    `SELECT ${entry} FROM (
       SELECT DISTINCT ON (code) * FROM (${own} AND ${matches('l')} UNION ALL ${ofClass} AND ${matches('s')}) AS priced ORDER BY code, ${bestFirst}
     ) AS best
      ORDER BY (replace(code, '.', '') || '%' = :code) DESC, (replace(code, '.', '') LIKE :code) DESC, (name_folded LIKE :start) DESC, length(name), code
      LIMIT :limit`,
    { ...words, facilityId, facilityClass, day, limit: boundedLimit(search.limit) } as never,
  );
}

export async function findService(db: Db, code: string, at: PricedAt): Promise<ServiceEntry | undefined> {
  const { facilityId, facilityClass, day } = at;
  return await row<ServiceEntry>(
    db,
    `SELECT ${entry} FROM (${own} AND l.code = :code UNION ALL ${ofClass} AND s.code = :code) AS priced ORDER BY ${bestFirst} LIMIT 1`,
    { code, facilityId, facilityClass, day },
  );
}
